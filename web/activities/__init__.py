"""Activities on the pages: the list, one record, logging and correcting."""
