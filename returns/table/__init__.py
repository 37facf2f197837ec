"""The table of a return: where each blank comes from, and how it goes up the tree."""
