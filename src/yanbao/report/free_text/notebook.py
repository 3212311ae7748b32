"""The notebook: what the desk wrote for this issue, every figure in it bound to the store or named as unsupported."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from yanbao.core.fact import Fact
from yanbao.core.figure import Maybe
from yanbao.core.finding import Finding
from yanbao.core.market import setting
from yanbao.core.period import snapshot
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Week
from yanbao.reader.scan import scan
from yanbao.report.blocks import Cite, Missing, Original, Text
from yanbao.report.free_text.binding import Passed, bind, spans
from yanbao.report.free_text.clashes import Clashes
from yanbao.report.free_text.markdown import Passage, passages
from yanbao.report.free_text.shelf import Candidate, Shelf, shelf


@dataclass(frozen=True)
class Bound:
    """A passage of a note, bound: the words before ``body`` that are set bold are its ``lead`` (list items only)."""

    passage: Passage
    lead: Text
    body: Text


@dataclass(frozen=True)
class Note:
    """One Markdown note: its front matter, its passages and the findings they made."""

    fact: Fact
    front: Mapping[str, Any]
    bound: tuple[Bound, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Notebook:
    """The analysts' notes of one week and sector, and the week's news.

    ``news_facts`` and ``known`` (figures of this run) are what the notes' figures are bound to.
    """

    notes: Series
    news_notes: Series
    news_facts: Series
    known: Sequence[Maybe | Candidate]
    week: Week
    sector: Sector

    @cached_property
    def shelf(self) -> Shelf:
        """What figures in free text may repeat."""
        fronts = {fact.origin.file: json.loads(fact.text)["front"] for fact in newest(self.news_notes, "")}
        return shelf(self.news_facts, {file: str(front.get("company") or "") for file, front in fronts.items()}, self.known)

    @cached_property
    def clashes(self) -> Clashes:
        """What figures in free text must not contradict."""
        return Clashes(self.shelf.candidates)

    @cached_property
    def written(self) -> list[Note]:
        """The notes of this week and sector, by file name."""
        prefix = f"{self.week.key}/{self.sector.key}/"
        return [self.read(fact) for fact in newest(self.notes, prefix)]

    @cached_property
    def told(self) -> list[tuple[Note, Text, list[Finding]]]:
        """The week's news with their bound titles, by day and file name."""
        held = [fact for fact in self.week_news() if self.concerns(fact)]
        read = [(note, *self.phrase(str(note.front.get("title", "")), note.fact, "标题")) for note in map(self.read, held)]
        return sorted(read, key=lambda entry: (published(entry[0].fact), entry[0].fact.subject))

    def week_news(self) -> list[Fact]:
        """The newest version of every news note of the week, of whatever sector."""
        return [fact for fact in newest(self.news_notes, "") if self.in_week(fact)]

    def concerns(self, fact: Fact) -> bool:
        """Whether a news note is for this sector: it names it among its ``sectors``, or names none and is for all."""
        named = sectors_of(fact)
        return not named or self.sector.key in named

    def in_week(self, fact: Fact) -> bool:
        """Whether a news note belongs to this issue: by the dated folder it lies in, else by its day of publication.

        The week runs from the day after its base session to its Sunday.
        """
        folder = dated_folder(fact)
        return folder == self.week.key if folder else self.spans(published(fact))

    def spans(self, day: date) -> bool:
        """Whether a day lies in the week of this issue."""
        return self.week.base < day <= self.week.last + timedelta(days=6 - self.week.last.weekday())

    def astray(self) -> list[Fact]:
        """News in the folder of a day of this week that is not its last session: no issue ever prints it."""
        return [fact for fact in newest(self.news_notes, "") if self.strays(dated_folder(fact))]

    def strays(self, folder: str) -> bool:
        """Whether a folder bears a day of the week, but not that of its last session."""
        try:
            return folder != self.week.key and self.spans(date.fromisoformat(folder))
        except ValueError:
            return False

    def paragraphs(self, section: str, key: str = "") -> list[Text]:
        """The paragraphs of a section's note; ``key`` tells apart the notes of one section (the sub-sectors)."""
        return [bound.lead + bound.body for note in self.of(section, key) for bound in note.bound if bound.passage.kind != "heading"]

    def absent(self, section: str, key: str = "") -> Missing:
        """What a section prints that nobody wrote a note for; it says which note to write, and where."""
        place = f"notes/{self.week.key}/{self.sector.key}/"
        named = f"section: {section}" + (f"，key: {key}" if key else "")
        return Missing(f"没有本周的文稿（{named}）。", f"在 {place} 下写一份开头注明 {named} 的文稿，导入后重新生成")

    def points(self, section: str) -> list[tuple[Text, Text]]:
        """The list items of a section's note as (bold lead, body), in order; the lead is empty where nothing is bold."""
        return [(bound.lead, bound.body) for note in self.of(section) for bound in note.bound if bound.passage.kind == "item"]

    def front(self, section: str) -> Mapping[str, Any]:
        """The front matter of a section's note; empty when there is no note."""
        return next((note.front for note in self.of(section)), {})

    def headed(self, section: str) -> dict[str, Text]:
        """What stands under each heading of a section's note, its paragraphs run together."""
        under: dict[str, Text] = {}
        for note in self.of(section):
            for bound in note.bound:
                if bound.passage.heading and bound.passage.kind != "heading":
                    under[bound.passage.heading] = under.get(bound.passage.heading, ()) + bound.lead + bound.body
        return under

    def news(self) -> list[dict[str, Any]]:
        """The week's news: title (Text), published (date), outlet, group, company, topic, body (Text), by day."""
        return [item(note, title) for note, title, _ in self.told]

    def findings(self) -> list[Finding]:
        """Every figure of the notes and news that is unsupported or contradicted, in the order of the texts."""
        found = [finding for note in self.written for finding in note.findings]
        for note, _, of_title in self.told:
            found += [*of_title, *note.findings]
        return found

    def tally(self) -> dict[str, int]:
        """How many figures of the notes and news are ``bound`` to the store, ``stated`` by the text alone, or ``contradicted``."""
        texts = [
            span for note in (*self.written, *(note for note, _, _ in self.told)) for held in note.bound for span in held.lead + held.body
        ]
        texts += [span for _, title, _ in self.told for span in title]
        codes = Counter(finding.code for finding in self.findings())
        stated, contradicted = codes["unsupported-figure"], codes["contradicted-figure"]
        figures = sum(isinstance(span, Cite) for span in texts)
        return {"bound": figures - stated - contradicted, "stated": stated, "contradicted": contradicted}

    def of(self, section: str, key: str | None = None) -> list[Note]:
        """The notes written for a section."""
        mine = [note for note in self.written if str(note.front.get("section", "")) == section]
        return [note for note in mine if not key or str(note.front.get("key", "")) == key]

    def phrase(self, words: str, note: Fact, where: str) -> tuple[Text, list[Finding]]:
        """Words of a note's front matter, bound like its body."""
        front = json.loads(note.text)["front"]
        passed = Passed(words, (), note, around(front), snapshot(self.week.last), lambda start: f"{where}第{start + 1}字符")
        return bind(passed, self.shelf, self.clashes)

    def read(self, fact: Fact) -> Note:
        """A note with every passage bound."""
        held = json.loads(fact.text)
        findings: list[Finding] = []
        bound = []
        for passage in passages(held["body"], first_line_of(held)):
            said = f"{around(held['front'])} {passage.heading}"
            passed = Passed(passage.text, passage.strong, fact, said, snapshot(self.week.last), locator(passage))
            text, found = bind(passed, self.shelf, self.clashes)
            bound.append(Bound(passage, *cut(passage, text)))
            findings += found
        return Note(fact, held["front"], tuple(bound), tuple(findings))


def word_for_word(passage: Passage, day: date, where: str) -> Text:
    """A passage of a text that is printed as it stands, its bold runs kept; each figure in it is the text's own, of ``where``."""
    when = snapshot(day)
    held = [(mention, setting("特别声明", mention.value, mention.unit, when, where)) for mention in scan(passage.text)]
    return spans(passage.text, passage.strong, [(mention, Cite(figure, Original(mention.text), quoted=True)) for mention, figure in held])


def newest(series: Series, prefix: str) -> Iterator[Fact]:
    """The newest version of each note whose subject begins so."""
    for subject in sorted(subject for subject in series.subjects() if subject.startswith(prefix)):
        yield series.history(subject)[-1]


def dated_folder(fact: Fact) -> str:
    """The folder a news note lies in when that is named by a day; else nothing."""
    folder = PurePosixPath(fact.origin.file).parent.name
    return folder if folder[:2] == "20" and folder.count("-") == 2 else ""


def first_line_of(held: Mapping[str, Any]) -> int:
    """The file line of the body's first line."""
    return int(held.get("body_line", 1))


def locator(passage: Passage) -> Any:
    """A function from a place in the passage to its words: 第N行第M字符."""

    def locate(start: int) -> str:
        line, column = passage.at(start)
        return f"第{line}行第{column}字符"

    return locate


def around(front: Mapping[str, Any]) -> str:
    """What a note's front matter says about its subject."""
    return " ".join(str(front[name]) for name in ("title", "company") if front.get(name))


def published(news: Fact) -> date:
    """The day a news note was published: what it describes, as its source read it."""
    return news.period.end


def sectors_of(fact: Fact) -> list[str]:
    """The keys of the sectors a news note is meant for; none when it is for all."""
    named = json.loads(fact.text)["front"].get("sectors") or []
    return [str(key) for key in (named if isinstance(named, list) else [named])]


def item(note: Note, title: Text) -> dict[str, Any]:
    """One news note as a section prints it."""
    front = note.front
    body = tuple(span for bound in note.bound for span in bound.lead + bound.body)
    words = {name: str(front.get(name) or "") for name in ("outlet", "group", "company", "topic")}
    return {"title": title, "published": published(note.fact), "body": body, **words}


def cut(passage: Passage, text: Text) -> tuple[Text, Text]:
    """A list item's bold opening and the rest; every other passage is all body."""
    if passage.kind != "item" or not passage.strong or passage.strong[0][0] != 0:
        return (), text
    length, place = passage.strong[0][1], 0
    for number, span in enumerate(text):
        if place >= length:
            first = Original(span.lstrip()) if isinstance(span, str) else span
            return text[:number], (first, *text[number + 1 :]) if first else text[number + 1 :]
        place += len(span if isinstance(span, str) else span.text)
    return text, ()
