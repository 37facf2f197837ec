"""One paper, two printers: Word and PDF."""
