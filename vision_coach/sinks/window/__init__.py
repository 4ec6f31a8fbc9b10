"""The window of a live session: what is drawn over the camera's picture, and the keyboard."""
