"""Re-check samples as programs draw and record them."""
