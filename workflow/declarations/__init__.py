"""How moves and actions are declared: what they are, what they ask for, their former names."""
