"""Binding: each figure in a passage becomes a cite of the fact or figure it repeats, or of the note that states it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from yanbao.core.fact import Fact
from yanbao.core.figure import OWN_WORDS, Figure, Stated, places_of
from yanbao.core.finding import Finding
from yanbao.core.period import Period
from yanbao.core.unit import PERCENT, RANK
from yanbao.core.words import digits, printed
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan
from yanbao.report.blocks import Cite, Original, Span, Strong, Text
from yanbao.report.free_text.clashes import Clashes, denied
from yanbao.report.free_text.shelf import Candidate, Setting, Shelf

SENTENCE = re.compile(r"[。！？!?\n]")
CLAUSE = re.compile(r"[，。；：！？!?,;:\n]")


@dataclass(frozen=True)
class Passed:
    """A passage on its way to print: its text, its bold runs, the note it stands in and what is said around it."""

    text: str
    strong: tuple[tuple[int, int], ...]
    note: Fact
    around: str
    period: Period
    locate: Callable[[int], str]

    def sentence(self, mention: Mention) -> str:
        """The sentence a mention stands in."""
        start = max((found.end() for found in SENTENCE.finditer(self.text, 0, mention.start)), default=0)
        end = SENTENCE.search(self.text, mention.end)
        return self.text[start : end.end() if end else len(self.text)].strip()

    def setting(self, mention: Mention) -> Setting:
        """What the shelf needs to know about a mention's place."""
        start = max((found.end() for found in CLAUSE.finditer(self.text, 0, mention.start)), default=self.opening(mention))
        stop = CLAUSE.search(self.text, mention.end)
        whole = self.sentence(mention)
        first = max((found.end() for found in SENTENCE.finditer(self.text, 0, mention.start)), default=0)
        before, after = self.text[start : mention.start], self.text[mention.end : stop.start() if stop else len(self.text)]
        sofar = self.text[first : mention.start]
        return Setting(whole, sofar, before, after, self.around, f"{self.text}\n{self.around}", self.note.origin.file)

    def opening(self, mention: Mention) -> int:
        """Where the first clause begins: behind a bold lead that a space ends, else at the start."""
        lead = next((end for first, end in self.strong if first == 0), 0)
        return lead if lead <= mention.start and self.text[lead : lead + 1].isspace() else 0


def bind(passed: Passed, shelf: Shelf, clashes: Clashes) -> tuple[Text, list[Finding]]:
    """The passage's text with a cite for every figure in it, and what could not be supported."""
    cites: list[tuple[Mention, Cite]] = []
    findings: list[Finding] = []
    previous: Candidate | None = None
    leading: Candidate | None = None
    for mention in scan(passed.text):
        setting = passed.setting(mention)
        if exact := clashes.exact(mention, setting, leading):
            candidate, clash = repeated(mention, exact), denied(mention, exact)
        else:
            candidate = shelf.find(mention, setting)
            clash = None if candidate else clashes.find(mention, setting, previous)
        figure = candidate.figure if candidate else own_figure(mention, passed)
        if not candidate:
            findings.append(contradicted(mention, figure, clash, passed) if clash else unsupported(mention, figure, passed))
        cites.append((mention, Cite(figure, Original(mention.text), quoted=True)))
        previous = candidate or clash
        leading = led_by(previous, leading)
    return spans(passed.text, passed.strong, cites), findings


def repeated(mention: Mention, named: list[Candidate]) -> Candidate | None:
    """The one of the candidates that a number may be the print of."""
    return next((one for one in named if mention.repeats.holds(one.unit.convert(one.figure.value, mention.unit))), None)


def led_by(candidate: Candidate | None, leading: Candidate | None) -> Candidate | None:
    """The move that the next clause may go on from: a rank or an excess hands on the one before it, all else ends it."""
    if candidate is None or not candidate.horizon:
        return None
    return candidate if candidate.price and candidate.unit == PERCENT else leading


def spans(text: str, strong: tuple[tuple[int, int], ...], cites: list[tuple[Mention, Cite]]) -> Text:
    """The text cut into cites, bold runs and plain words."""
    made: list[Span] = []
    place = 0
    for mention, cite in cites:
        made.extend(words(text, place, mention.start, strong))
        made.append(cite)
        place = mention.end
    made.extend(words(text, place, len(text), strong))
    return tuple(made)


def words(text: str, start: int, end: int, strong: tuple[tuple[int, int], ...]) -> list[Span]:
    """The words between two places, bold where the note has them bold."""
    made: list[Span] = []
    for first, last in strong:
        if start < last and first < end:
            inside = max(first, start), min(last, end)
            made += [Original(text[start : inside[0]]), Strong(Original(text[inside[0] : inside[1]]))]
            start = inside[1]
    made.append(Original(text[start:end]))
    return [span for span in made if not isinstance(span, str) or span]


def own_figure(mention: Mention, passed: Passed) -> Figure:
    """The figure that only the note itself states, with the place of its characters as its source."""
    where = passed.locate(mention.start)
    origin = replace(passed.note.origin, locator=where)
    subject = own_subject(passed.note.subject, where)
    fact = Fact(passed.note.series, subject, passed.period, mention.value, mention.unit, origin, mention.text, subject_name="文稿自述")
    typed = digits_of(mention.text)
    decimals = places_of(typed) if typed else 0
    return Figure(OWN_WORDS, subject, "文稿自述", passed.period, mention.value, mention.unit, Stated(fact), decimals)


def own_subject(note: str, where: str) -> str:
    """What a statement of a note's own is about: its place, in a digest, since ids leave the house and the names of files do not."""
    return f"own-{sha256(f'{note}#{where}'.encode()).hexdigest()[:12]}"


def digits_of(text: str) -> str:
    """The digits at the head of a mention's text."""
    found = re.search(r"[\d,.]+", text)
    return found[0].rstrip(".,") if found else ""


def place_of(mention: Mention, passed: Passed) -> str:
    """File and place of a mention, for a finding."""
    return f"{passed.note.origin.file} {passed.locate(mention.start)}"


def unsupported(mention: Mention, figure: Figure, passed: Passed) -> Finding:
    """Nothing in the store states what the sentence states."""
    message = f"“{mention.text}”在数据中找不到单位、数值与主语相符的出处：{passed.sentence(mention)}"
    remedy = "在新闻的 facts 中补上这一事实，或改正数字；确为文稿自述的可保留"
    return Finding("unsupported-figure", "warning", place_of(mention, passed), message, remedy, figure.id)


def contradicted(mention: Mention, figure: Figure, held: Candidate, passed: Passed) -> Finding:
    """The store states another value for the same entity, metric and period."""
    name = f"{held.entity}{held.metric}（{held.figure.period.label}）"
    where = held.file or held.figure.id
    value = f"第{digits(held.figure)}{RANK}" if held.unit == RANK else printed(held.figure)
    message = f"“{mention.text}”与数据不符：{name}为{value}，见 {where}。原句：{passed.sentence(mention)}"
    return Finding("contradicted-figure", "error", place_of(mention, passed), message, "改正文稿中的数字，或改正该事实", figure.id)
