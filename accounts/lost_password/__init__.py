"""A forgotten password: a link by mail, for who has a confirmed address.

It is asked for by `asking`, written by the worker in `letters`, and used by `using`. Whoever has no
address gets a slip from their officer (`accounts.activation`).
"""
