"""The running counts, kept in step with the records by every act."""
