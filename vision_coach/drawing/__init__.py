"""Marks on a picture: colours, text, the skeleton. Shared by the live window and written video."""
