"""What is listed for supervision."""
