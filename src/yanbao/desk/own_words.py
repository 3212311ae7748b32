"""The desk's own notes and news, asked of the warehouse exactly as a stranger's report is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yanbao.core.finding import Finding
from yanbao.desk.review import reading_of
from yanbao.reader.document import Document, Segment
from yanbao.report.blocks import Text, plain
from yanbao.report.free_text.notebook import Note, Notebook, locator
from yanbao.review.families import families
from yanbao.review.result import Result, judged

COMPARED = "against"
"""The family that compares with the warehouse: all others look at the finished report, of which a note is a part."""
HELD = ("unsupported-figure", "contradicted-figure")
"""What the notebook tells of a figure by itself."""
REMEDY = "改正文稿中的数字，或改正该数据；口径不同的，写明口径"


@dataclass(frozen=True)
class Piece:
    """A passage of a note as it is printed, and how a place in it is told: file and 第8行第36字符."""

    text: str
    heading: bool
    place: Callable[[int], str]


def own_findings(notebook: Notebook, inputs: Mapping[str, Any], day: date) -> list[Finding]:
    """What the notebook tells of its figures, and every contradiction of the warehouse that ``yanbao check`` would tell of the texts.

    ``inputs`` are what the families ask for (``answers.inputs``), ``day`` the day the texts speak of as today. A contradiction is
    an error at its place in the note, and takes the place of the warning that nothing supports the figure.
    """
    told = {finding.place: finding for finding in contradictions(notebook, inputs, day)}
    found = []
    for own in notebook.findings():
        found.append(merged(told.pop(own.place), own) if own.code in HELD and own.place in told else own)
    return [*found, *told.values()]


def merged(contradiction: Finding, own: Finding) -> Finding:
    """One finding for one figure, which names the figure that is printed: in the notebook's words where it found the same."""
    return replace(own if own.level == "error" else replace(contradiction, figure=own.figure), passage=contradiction.passage)


def contradictions(notebook: Notebook, inputs: Mapping[str, Any], day: date) -> Iterator[Finding]:
    """The contradictions, file by file."""
    against = {COMPARED: families(**inputs)[COMPARED]}
    for name, pieces in texts(notebook):
        document, starts = as_document(name, notebook, pieces, day)
        for finding in judged(reading_of(document, day), against).findings:
            if (passage := finding.passage) and finding.level == "error":
                start, piece = max((start, number) for number, start in enumerate(starts) if start <= passage.start)
                code = "contradicted-figure" if finding.code == "against-warehouse" else finding.code
                message = f"{finding.message}原句：{passage.sentence.strip()}"
                yield Finding(code, "error", pieces[piece].place(passage.start - start), message, REMEDY, passage=passage)


def as_document(name: str, notebook: Notebook, pieces: Sequence[Piece], day: date) -> tuple[Document, list[int]]:
    """The pieces as a document of the sector, a paragraph each, and where in it each begins."""
    text, segments, starts = f"{notebook.sector.name}行业周报", [], []
    for number, piece in enumerate(pieces, 1):
        starts.append(len(text) + 1)
        text += f"\n{piece.text}"
        segments.append(Segment(starts[-1], len(text), "heading" if piece.heading else "paragraph", 0, number))
    return Document(name, "txt", text, tuple(segments), date=day), starts


def texts(notebook: Notebook) -> Iterator[tuple[str, list[Piece]]]:
    """Every note and news of the issue with its pieces, a news note's title first."""
    for note in notebook.written:
        yield note.fact.origin.file, list(body(note))
    for note, title, _ in notebook.told:
        yield note.fact.origin.file, [titled(note, plain(title)), *body(note)]


def body(note: Note) -> Iterator[Piece]:
    """The passages of a note."""
    for bound in note.bound:
        passage = bound.passage
        yield Piece(passage.text, passage.kind == "heading", placed(note, locator(passage)))


def titled(note: Note, title: str) -> Piece:
    """The title of a news note."""
    return Piece(title, False, placed(note, lambda start: f"标题第{start + 1}字符"))


def placed(note: Note, locate: Callable[[int], str]) -> Callable[[int], str]:
    """A place in a note as its findings tell it."""
    return lambda start: f"{note.fact.origin.file} {locate(start)}"


def untold(result: Result | None, own: Iterable[Finding], correction: Text = ()) -> list[Finding]:
    """What was found in the finished report but for what is told already of the notes that it was printed from.

    Nor what was found in the words of a ``correction``: they state the figure that was wrong.
    """
    said, aside = {gist(finding) for finding in own} - {None}, "".join(plain(correction).split())
    found = [finding for finding in (result.findings if result else ()) if gist(finding) not in said]
    return [finding for finding in found if not (aside and finding.passage and "".join(finding.passage.sentence.split()) in aside)]


def gist(finding: Finding) -> tuple[str, str, str] | None:
    """What a comparison came to: what was stated, what follows and how; None of a finding that compares nothing."""
    passage = finding.passage
    return (passage.stated, passage.follows, passage.formula) if passage and passage.follows else None
