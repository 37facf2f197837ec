"""What people are told: one table that is both inbox and outbox."""
