"""The pages of service accounts, and what a service is let in to."""
