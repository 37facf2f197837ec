"""What the history of rounds proves, and what it tells of amendments."""
