"""How often, and how much at once, anybody may try to come in or ask."""
