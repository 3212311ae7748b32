"""The words every writer shares: what a finding says in parts, the counts by level, the coverage in a sentence, JSON's escapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yanbao.core.finding import LEVELS, Finding, Level
from yanbao.core.printable import UNSHOWN, printable
from yanbao.reader.document import Document
from yanbao.review.result import Coverage, Result
from yanbao.review.uncompared import REASONS

AUTHOR = "yanbao"
"""Who signs comments and notes."""


def parts(finding: Finding) -> Iterator[tuple[str, str]]:
    """What was stated, what follows, how, and the remedy, each with its label; what is empty is left out."""
    passage = finding.passage
    told = (("原为", passage.was), ("原文", passage.stated), ("应为", passage.follows), ("算式", passage.formula)) if passage else ()
    yield from ((label, text) for label, text in (*told, ("处理", finding.remedy)) if text)


def escaped(json: str) -> str:
    """JSON in which what must not be shown as it is stands as \\u202e and its like: the same data, and harmless on a terminal."""
    return UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def headline(finding: Finding) -> str:
    """The level and the message."""
    return f"{LEVELS[finding.level]}：{finding.message}"


def note(finding: Finding, astray: bool = False) -> list[str]:
    """The lines of a comment: the headline, its parts, and the code to name it by; one ``astray`` says where it belongs.

    What would turn the order of reading in another's program is shown instead.
    """
    where = [f"所指：{finding.place} {finding.passage.sentence if finding.passage else ''}".rstrip()] if astray else []
    lines = [headline(finding), *where, *(f"{label}：{text}" for label, text in parts(finding)), f"[{finding.code}]"]
    return [printable(line) for line in lines]


def tally(counts: Mapping[Level, int], figures: int = 1) -> str:
    """错误 2 条，警告 1 条: levels without a finding are left out; where no figure was read, nothing is said to be right."""
    told = "，".join(f"{LEVELS[level]} {number} 条" for level, number in counts.items() if number)
    return told or ("没有发现问题" if figures else "没有可核对的数字")


def covered(coverage: Coverage) -> str:
    """How many figures were read and how many of them were compared with anything.

    Of an edited document of our own also how many of the figures we printed stand as they were.
    """
    share = f"（{percent(coverage.compared, coverage.figures)}）" if coverage.figures else ""
    signed = f"；签署的 {coverage.signed} 处数字中 {coverage.intact} 处原样未动" if coverage.signed else ""
    return f"读到数字 {coverage.figures} 处，其中 {coverage.compared} 处{share}至少参与一项核对{signed}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent, halves rounded up; 100% is all and 0% none, and nothing else is."""
    rounded = (200 * part + whole) // (2 * whole)
    if rounded == 100 and part < whole:
        return "超过99%"
    return "不足1%" if rounded == 0 and part else f"{rounded}%"


def limits(coverage: Coverage) -> Iterator[str]:
    """How the hedged figures were compared, and why the others were not: a sentence each, without its stop."""
    if coverage.hedged:
        yield f"参与核对的数字中 {coverage.hedged} 处带“约”“近”“超”一类的词，按该词容许的范围比较"
    if held := coverage.uncompared:
        told = "，".join(f"{REASONS[name]} {count} 处" for name, count in sorted(held.items(), key=lambda one: -one[1]))
        yield f"未参与核对的 {sum(held.values())} 处：{told}"


def places(result: Result) -> list[tuple[str, str, Sequence[Finding]]]:
    """Findings that share a place and a sentence, in the order of the text: (place, sentence, findings)."""
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in result.findings:
        held.setdefault((finding.place, finding.passage.sentence if finding.passage else ""), []).append(finding)
    return [(place, sentence, found) for (place, sentence), found in held.items()]


def figure_in_sentence(document: Document, finding: Finding) -> tuple[int, int]:
    """Where in its sentence the figure of a finding stands; an empty span when it has none."""
    passage = finding.passage
    if not passage:
        return 0, 0
    length = len(passage.sentence)
    begin = document.text.find(passage.sentence, max(passage.start - length, 0), passage.end + length)
    start = max(passage.start - begin, 0) if begin >= 0 else passage.sentence.find(passage.stated)
    end = start + passage.end - passage.start
    return (start, min(end, length)) if 0 <= start < length else (0, 0)
