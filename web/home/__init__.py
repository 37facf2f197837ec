"""What waits for the person who looks, and what they were told."""
