"""Units as pages: the part of the tree somebody looks after, one unit, and what befalls it."""
