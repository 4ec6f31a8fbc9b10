"""What is remembered on this machine: athletes, their sessions, and every repetition."""
