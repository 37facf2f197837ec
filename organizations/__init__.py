"""Who belongs where: units, people and their roles."""
