"""A Word file of ours whose signature was written anew, digest and all, by someone who knows how."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from words import packed, parts
from yanbao.report.writers.word.signed import read
from yanbao.report.writers.word.signing import PART


def resigned(data: bytes, was: str, now: str) -> bytes:
    """The file with a stretch of its signature replaced once, and the digest that goes with it."""
    held = parts(data)
    told = held[PART].decode()
    assert was in told, f"the signature does not hold {was!r}"
    forged = told.replace(was, now, 1)
    before, after = (read(ElementTree.fromstring(text)) for text in (told, forged))
    return packed(held | {PART: forged.replace(before.digest, replace(after, altered="").digest).encode()})
