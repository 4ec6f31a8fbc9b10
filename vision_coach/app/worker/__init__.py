"""The pose worker: a process that decodes, infers and draws for the one the user talks to.

In: tasks, one at a time. Out: what a task says on its way, then what it returns or raises. A file
that crashes the decoder, hangs it or eats memory costs its own task; the next one gets a new
process. Native noise, file descriptors and proxy variables stay in there.
"""
