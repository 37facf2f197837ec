"""The demo's hazards: what is found where, and what becomes of it."""
