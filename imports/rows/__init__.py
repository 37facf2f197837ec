"""From the words of a row to what it would become."""
