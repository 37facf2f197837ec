"""People come, move, stand in for each other and leave: the acts, and who may do them."""
