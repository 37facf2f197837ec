"""What anybody tells of a danger without a log-in: tips, how they are verified and answered, and
who tipped, which is kept apart."""
