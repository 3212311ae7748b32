"""The reader: Chinese financial text to the figures it states, by rules kept in tables; it knows no store."""

from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan

__all__ = ["Mention", "scan"]
