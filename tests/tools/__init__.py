"""What is made by hand now and then, and a plugin of the type checker."""
