"""What is counted over the hazards, and the forms it fills."""
