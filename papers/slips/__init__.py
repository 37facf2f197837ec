"""Activation slips 「激活条」: what a person is handed to set their own password with."""
