"""What is printed about rounds."""
