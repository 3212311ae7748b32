"""The reader: Chinese financial text to the figures it states, by rules kept in tables; it knows no store."""

from yanbao.reader.claim import Claim
from yanbao.reader.claims import read

__all__ = ["Claim", "read"]
