"""What the pages ask people to fill in."""
