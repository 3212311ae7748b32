"""Free text: the desk's own words, read for their figures, each bound to what the store knows."""
