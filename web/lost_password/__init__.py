"""Pages for who has forgotten their password: asking for a letter, and what its link opens."""
