"""The text of a Word file's main part with the place of every character in its bytes, so that marks can be put between two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from xml.parsers import expat
from xml.sax.saxutils import escape

from yanbao.core.ooxml import SET, W, symbol

UNSEEN = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "oMath"})
"""What stands inside these is no text of the paragraph: removed, moved away, a second rendering, a box of its own, or an equation."""
ATOMS = {name.removeprefix(W): mark for name, mark in SET.items()}
"""Elements of a run that stand for one character."""


@dataclass(slots=True)
class Piece:
    """A child of a run: its bytes, and the text it shows; only ``w:t`` can be cut within."""

    start: int
    end: int
    name: str
    text: str = ""

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def stretches(self, xml: bytes, cuts: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The piece cut at those offsets that fall inside it: each part with its offset."""
        edges = [0, *(cut for cut in cuts if 0 < cut < len(self.text)), len(self.text)]
        if len(edges) == 2:
            yield 0, xml[self.start : self.end]
            return
        for first, last in zip(edges, edges[1:], strict=False):
            yield first, f'<{self.name} xml:space="preserve">{escape(self.text[first:last])}</{self.name}>'.encode()


@dataclass(slots=True)
class Run:
    """A run: its bytes, where its start tag ends, its children, and where its text begins in the whole text.

    ``paragraph`` counts every w:p of the part from 0.
    """

    start: int
    name: str
    paragraph: int
    begins: int = 0
    opened: int = 0
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the run shows."""
        return "".join(piece.text for piece in self.pieces)

    def cut(self, xml: bytes, marks: Iterable[tuple[int, bytes]]) -> bytes:
        """The run anew with marks before its n-th characters; each part keeps the run's own start tag and formatting."""
        waiting: dict[int, bytes] = {}
        for offset, mark in marks:
            waiting[offset] = waiting.get(offset, b"") + mark
        dress = b"".join(xml[piece.start : piece.end] for piece in self.pieces if piece.local == "rPr")
        opens, closes = xml[self.start : self.opened] + dress, f"</{self.name}>".encode()
        made, after = [waiting.pop(0, b""), opens], waiting.pop(len(self.text), b"")
        place = 0
        for piece in self.pieces:
            if piece.local != "rPr":
                for offset, stretch in piece.stretches(xml, [cut - place for cut in sorted(waiting)]):
                    mark = waiting.pop(place + offset, b"")
                    made += [closes, mark, opens, stretch] if mark else [stretch]
                place += len(piece.text)
        return b"".join([*made, closes, after])


class MainPart:
    """The main part of a package: ``text`` of its runs in order, and the edits that bring marks into its bytes."""

    def __init__(self, xml: bytes) -> None:
        """Read the part once; expat's errors are the caller's to explain."""
        self.xml = xml
        self.runs: list[Run] = []
        self.prefix = ""
        self._stack: list[str] = []
        self._open: list[Run | None] = []
        self._paragraphs: list[int] = []
        self._late: list[tuple[Run | Piece, str]] = []
        self._length = self._count = 0
        self._parse()
        self.text = "".join(run.text for run in self.runs)
        self._begins = [run.begins for run in self.runs]
        self._of: dict[int, list[Run]] = {}
        for run in self.runs:
            self._of.setdefault(run.paragraph, []).append(run)
        self._starts = {number: [0, *accumulate(len(run.text) for run in runs)] for number, runs in self._of.items()}

    def _parse(self) -> None:
        parser = expat.ParserCreate()
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = lambda _: self._settle()
        parser.ProcessingInstructionHandler = lambda *_: self._settle()
        parser.Parse(self.xml, True)
        self._settle()

    def _settle(self) -> None:
        """A tag ends where the next thing begins: tell that to whoever waits for it."""
        for waiting, name in self._late:
            setattr(waiting, name, self._parser.CurrentByteIndex)
        self._late.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._settle()
        if not self._stack:
            self.prefix = name[: name.find(":") + 1]
        local = self._local(name)
        run = self._open[-1] if self._open else None
        if run and self._stack[-1] == "r":
            run.pieces.append(Piece(self._parser.CurrentByteIndex, 0, name, self._set(local, attributes)))
        self._stack.append(local)
        if local == "p":
            self._paragraphs.append(self._count)
            self._count += 1
        elif local == "r":
            seen = self._paragraphs and not UNSEEN.intersection(self._stack)
            self._open.append(Run(self._parser.CurrentByteIndex, name, self._paragraphs[-1]) if seen else None)
            if opened := self._open[-1]:
                self._late.append((opened, "opened"))

    def _set(self, local: str, attributes: dict[str, str]) -> str:
        """What an element of a run sets by itself."""
        if local != "sym":
            return ATOMS.get(local, "")
        return symbol(attributes.get(f"{self.prefix}font") or "", attributes.get(f"{self.prefix}char") or "")

    def _local(self, name: str) -> str:
        """The name without Word's own prefix; of other vocabularies only two names mean anything here."""
        if name.startswith(self.prefix) and ":" not in name[len(self.prefix) :]:
            return name[len(self.prefix) :]
        return local if (local := name.rpartition(":")[2]) in ("Fallback", "oMath") else name

    def _characters(self, text: str) -> None:
        self._settle()
        run = self._open[-1] if self._open else None
        if run and self._stack[-2:] == ["r", "t"]:
            run.pieces[-1].text += text

    def _end(self, name: str) -> None:
        self._settle()
        local = self._stack.pop()
        run = self._open[-1] if self._open else None
        if local == "p":
            self._paragraphs.pop()
        elif local == "r":
            self._open.pop()
            if run:
                self._late.append((run, "end"))
                run.begins = self._length
                self._length += len(run.text)
                self.runs.append(run)
        elif run and self._stack[-1] == "r":
            self._late.append((run.pieces[-1], "end"))

    def marked(self, marks: Iterable[tuple[int, bool, bytes]]) -> bytes:
        """The part with marks in it: (offset, whether it ends a stretch, markup); what ends comes before what begins."""
        by_run: dict[int, list[tuple[int, bytes]]] = {}
        for offset, ends, markup in sorted(marks, key=lambda mark: (mark[0], not mark[1])):
            place = self._run_at(offset - 1 if ends else offset)
            by_run.setdefault(place, []).append((offset - self.runs[place].begins, markup))
        made, last = [], 0
        for place in sorted(by_run, key=lambda place: self.runs[place].start):
            run = self.runs[place]
            made += [self.xml[last : run.start], run.cut(self.xml, by_run[place])]
            last = run.end
        return b"".join([*made, self.xml[last:]])

    def offset(self, paragraph: int, index: int) -> int | None:
        """Where in ``text`` the n-th character of a paragraph stands; None when it has no such character."""
        starts = self._starts.get(paragraph, [0])
        if not 0 <= index < starts[-1]:
            return None
        place = bisect_right(starts, index) - 1
        return self._of[paragraph][place].begins + index - starts[place]

    def _run_at(self, offset: int) -> int:
        """The run that shows the character at an offset."""
        place = bisect_right(self._begins, offset) - 1
        while place > 0 and not self.runs[place].text:
            place -= 1
        return place
