"""The acts on people who come, move, stand in and leave, and who may do them."""
