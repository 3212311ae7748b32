"""Workbooks of the desk and of terminals: opened within limits, their blocks found, their columns turned into facts and bars."""
