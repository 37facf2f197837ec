"""Papers and long work as programs fetch them."""
