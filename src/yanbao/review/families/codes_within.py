"""Codes within a document: one security has one code, and one code one name, all through it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.securities import core_name

SAID = Patterns("securities")

TITLE = "全文代码一致"
RULE = "同一简称在全文只有一个A股代码，同一代码只有一个简称"

REMEDY = "对照证券名录，改正简称或代码"
FEWEST, DIGITS = 2, 6


def codes_within(reading: Reading) -> Iterator[Verdict]:
    """A name that stands with two codes, or a code with two names that have nothing in common, is a warning at the later.

    Companies rename themselves, and words before a name may be taken for part of it; a code in Hong Kong has five digits and is
    another share of the same company.
    """
    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for found in SAID.coded_share.finditer(reading.flat):
        name, code = core_name(found["name"]).upper(), found["code"]
        if len(code) != DIGITS or SAID.not_stocks.search(name):
            continue
        known = by_code.setdefault(code, name)
        if not alike(known, name):
            yield told(reading, found, f"代码{code}在前文是“{known}”，此处是“{found['name']}”。", known)
        elif len(name) > FEWEST and by_name.setdefault(name, code) != code:
            yield told(reading, found, f"“{found['name']}”在前文的代码是{by_name[name]}，此处是{code}。", by_name[name])
        else:
            yield Verdict(())


def alike(one: str, other: str) -> bool:
    """Whether two names may be one company's: they have two characters running in common (绿康生化, *ST绿康)."""
    return any(one[place : place + FEWEST] in other for place in range(max(1, len(one) - 1)))


def told(reading: Reading, found: re.Match[str], message: str, right: str) -> Verdict:
    """The finding at a name with its code."""
    return Verdict((), reading.finding_at(found.span(), "code-within", "warning", message, REMEDY, follows=right))
