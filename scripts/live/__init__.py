"""The live coach, replayed and measured."""
