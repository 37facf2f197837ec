"""What goes along with a return: its photos, and what its answers rest on."""
