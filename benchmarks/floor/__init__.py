"""The least each call could cost: the same statements through the bare driver."""
