"""Activation 「激活」: a one-time code with which somebody sets their own password.

Nobody else ever knows a password then: not whoever loaded the people, and not the officer who hands
out the slips. Making a code is `issuing.issue`, using it `using`, and whom a code may be made for
`reach`.
"""
