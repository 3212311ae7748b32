"""Securities by code and by name, with the names that a misprint is one character away from."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from yanbao.review.patterns import Patterns

SAID = Patterns("securities")


def core_name(name: str) -> str:
    """A name in half-width letters without the exchange's marks: 喻 of *ST喻, 优刻得 of 优刻得-W, 万科A of 万  科Ａ."""
    return SAID.marks.sub("", SAID.marks.sub("", unicodedata.normalize("NFKC", name).replace(" ", "")))


@dataclass(frozen=True)
class Securities:
    """``names`` by code (300308.SZ), the latest last; older names of a code count as its names too."""

    names: Mapping[str, Sequence[str]]

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        """The codes that bear or bore a name, by the name without marks."""
        held: dict[str, list[str]] = defaultdict(list)
        for code, names in self.names.items():
            for name in dict.fromkeys(map(core_name, names)):
                held[name].append(code)
        return {name: tuple(codes) for name, codes in held.items()}

    @cached_property
    def by_digits(self) -> dict[str, tuple[str, ...]]:
        """Whole codes by their digits: 000001 is a bank in Shenzhen and an index in Shanghai."""
        held: dict[str, list[str]] = defaultdict(list)
        for code in self.names:
            held[code.partition(".")[0]].append(code)
        return {digits: tuple(codes) for digits, codes in held.items()}

    @cached_property
    def longest(self) -> int:
        """Characters of the longest name."""
        return max(map(len, self.by_name), default=0)

    @cached_property
    def _blurred(self) -> dict[str, set[str]]:
        blurred: dict[str, set[str]] = defaultdict(set)
        for name in self.by_name:
            for key in blurs(name):
                blurred[key].add(name)
        return blurred

    def neighbours(self, name: str) -> set[str]:
        """Names that differ from this one, of three or more characters, by one character: another, one too many or one missing."""
        if len(name) < 3:
            return set()
        found = {other for key in blurs(name) for other in self._blurred.get(key, ()) if len(other) > 2}
        return {other for other in found if other != name and abs(len(other) - len(name)) <= 1 and apart_by_one(name, other)}

    def ending(self, text: str) -> str:
        """The longest name that a text ends in; empty when none."""
        for length in range(min(self.longest, len(text)), 1, -1):
            if text[-length:] in self.by_name:
                return text[-length:]
        return ""


def blurs(name: str) -> Iterator[str]:
    """Keys that two names one character apart have in common: the name, and the name with each character out."""
    yield name
    for place in range(len(name)):
        yield f"{name[:place]}\0{name[place + 1 :]}"
        yield name[:place] + name[place + 1 :]


def apart_by_one(one: str, other: str) -> bool:
    """Whether one substitution, insertion or deletion makes one name of the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
