"""Photos: taken in, kept, checked."""
