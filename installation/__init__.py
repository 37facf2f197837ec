"""How the service came to be here: its first run, its address, its days, what is left to do."""
