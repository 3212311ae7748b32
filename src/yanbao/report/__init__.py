"""The report: sections make blocks, blocks hold figures, writers print them and checks read them."""
