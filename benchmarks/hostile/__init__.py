"""Files made to cost their reader more than they cost their sender."""
