"""Ledgers to measure on."""
