"""The papers of a return: its table for Word and Excel, its summary, its packet."""
