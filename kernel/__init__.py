"""What every room may import; imports no room."""
