"""The shipped service under load while its processes are killed."""
