"""The kernel: how any record is changed, and how what was done to it is kept. No tables."""
