"""Where results become visible or audible."""
