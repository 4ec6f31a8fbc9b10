"""Where frames and poses come from."""
