"""Tests of what counts as written, behind every door."""
