"""The feed of changes, for programs that keep a mirror."""
