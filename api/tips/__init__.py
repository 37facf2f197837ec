"""Tips as programs tell, list, decide and answer them."""
