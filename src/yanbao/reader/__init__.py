"""The reader: Chinese financial text to the figures it states, by rules kept in tables; it knows no store."""
