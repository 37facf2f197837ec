"""How each service is spoken to: bounded calls, and who somebody is there."""
