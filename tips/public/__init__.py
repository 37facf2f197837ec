"""What strangers meet: the bounds on floods, the plain question, receipt codes, and answers."""
