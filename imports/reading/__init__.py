"""From a file somebody sent to rows under heads."""
