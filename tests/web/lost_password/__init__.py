"""The pages for who has forgotten their password."""
