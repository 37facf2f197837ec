"""What is printed: the papers of a return, of a hazard, of several, of a period."""
