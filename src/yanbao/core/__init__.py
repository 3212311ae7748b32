"""The vocabulary every other part speaks: facts, figures, units, periods and findings; standard library only."""
