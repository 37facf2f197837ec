"""Pages on which administrators look after people."""
