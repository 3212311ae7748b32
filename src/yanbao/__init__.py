"""yanbao turns raw market data and statistics into a checked, traceable sector weekly."""

__version__ = "0.1.0"
