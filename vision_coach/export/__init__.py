"""One small module per report format: a session in, a file's content out."""
