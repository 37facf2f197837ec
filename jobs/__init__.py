"""Work for the worker: the queue, what is done by the clock, and the processes that do it."""
