"""Re-check samples."""
