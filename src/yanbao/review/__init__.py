"""Review: what cannot be true in a document, found from its claims; a family of checks is one file."""
