"""What befalls a unit in its life: it is renamed, merged, closed; what hangs on it is passed on."""
