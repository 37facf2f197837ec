"""How tables change while people work: one machine at a time, and indexes without a standstill."""
