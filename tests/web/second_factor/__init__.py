"""The pages of the second factor, and that nothing opens before it."""
