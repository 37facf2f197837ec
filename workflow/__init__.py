"""The law: what may happen to a hazard, when, and by whom; no tables."""
