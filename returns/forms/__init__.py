"""Official forms as data: what a form template may say, and how one is read."""
