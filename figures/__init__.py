"""What is counted over the hazards, and the rows behind each figure."""
