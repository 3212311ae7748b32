"""How a number stands in print: a sign where there is one, digits that commas may group, and a point."""

from __future__ import annotations

import re

DIGITS = r"\d[\d,]*(?:\.\d+)?"
"""The digits of a printed number, as a pattern: 1,234.5."""
NUMBER = re.compile(rf"[+-]?{DIGITS}")
"""A printed number with its sign: +1,234.5."""
