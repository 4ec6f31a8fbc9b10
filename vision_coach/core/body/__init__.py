"""What a body is in one picture.

In: landmarks of one frame. Out: angles, lengths, the view. Never: anything over time.
"""
