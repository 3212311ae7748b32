"""Benchmarks: whole commands timed side by side, medians of several runs, written as a table for docs/bench.md."""
