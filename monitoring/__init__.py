"""How the service is seen from outside: is it well, what does it do, what has failed and why."""
