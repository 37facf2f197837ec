"""What is due for somebody, in the calendar of their phone."""
