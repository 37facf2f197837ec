"""People come, move, stand in for each other and leave, also with a unit that is merged or split: the
acts, and who may do them."""
