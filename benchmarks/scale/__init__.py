"""Whether a million hazards cost their readers what ten thousand do."""
