"""What a check prints and writes: terminal, JSON, SARIF, a page with margins, and notes in the reader's own Word or PDF file."""
