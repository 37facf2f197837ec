"""Activities as programs log, correct and read them."""
