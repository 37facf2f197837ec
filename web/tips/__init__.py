"""Tips: the public page and the pages of those who handle them."""
