"""Looking again at what was struck off: samples drawn, seen on site, estimated from."""
