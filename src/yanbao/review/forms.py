"""The forms of sentences under ``rules/`` as compiled patterns over skeletons, read once when the first text is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yanbao.reader.claim import Claim
from yanbao.review.patterns import any_of, table
from yanbao.review.skeleton import MARK, PRIVATE, Skeleton

GAP = rf"[^，。；（）{MARK[1:-1]}]"
PIECE = re.compile(r"\{(?P<role>[a-z_]+)\}|(?<!\?P)<(?P<words>[^<>]+)>|~(?P<gap>\d+)")


@dataclass(frozen=True)
class Form:
    """A compiled form; its groups are roles such as ``now`` and ``then``."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Found:
    """A form in a sentence: the claim of each role, and ``said``, the words of its other groups; ``any`` is left out."""

    form: str
    sentence: Skeleton
    roles: dict[str, Claim]
    said: dict[str, str]

    def words(self, role: str) -> str:
        """The words before the claim of a role, back to the claim before it."""
        return self.sentence.leads()[self.sentence.number(self.roles[role])]


def compiled(form: str, words: dict[str, list[str]]) -> re.Pattern[str]:
    """The pattern of a form; see ``rules/comparisons.toml`` for how one is written. Every repetition in it is bounded."""

    def piece(found: re.Match[str]) -> str:
        if found["gap"]:
            return f"{GAP}{{0,{found['gap']}}}"
        if found["words"] == "变动":
            return f"{any_of(words['修饰'])}{{0,3}}{any_of(words['增减'])}{any_of(words['助'])}{{0,2}}"
        if found["words"]:
            return any_of(words[found["words"]])
        return MARK if found["role"] == "any" else f"(?P<{found['role']}>{MARK})"

    return re.compile(PIECE.sub(piece, form))


@cache
def forms(name: str) -> tuple[Form, ...]:
    """The forms of one table."""
    data = table(name)
    return tuple(Form(row["name"], compiled(row["form"], data["words"])) for row in data["form"])


def found_in(sentence: Skeleton, name: str) -> Iterator[Found]:
    """Every place where a form of the table stands in a sentence; places of one form may share figures."""
    for form in forms(name):
        place = 0
        while match := form.pattern.search(sentence.text, place):
            held = {name: text for name, text in match.groupdict().items() if text}
            roles = {name: sentence.claim(text) for name, text in held.items() if PRIVATE.fullmatch(text)}
            yield Found(form.name, sentence, roles, {name: text for name, text in held.items() if name not in roles})
            place = match.start() + 1
