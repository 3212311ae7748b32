"""The layout of pages: exhibits with their caption, table or drawing, and source; tables without; the rest is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from yanbao.reader.document import SegmentKind
from yanbao.reader.documents._assembly import UNIT, Assembly, Pieces, kind_of
from yanbao.reader.documents.pdf.grids import Grid, bands, grid, is_number, joined
from yanbao.reader.documents.pdf.gutters import cut_at_gutters
from yanbao.reader.documents.pdf.lattices import Ruled, ruled_tables
from yanbao.reader.documents.pdf.paragraphs import Paragraph, paragraphs, usual_size
from yanbao.reader.documents.pdf.runs import Run, Sheet
from yanbao.reader.documents.pdf.stacks import stacked_tables

SENTENCE = 24
"""Characters from which a run inside an exhibit is a sentence and no label."""
ITEM = re.compile(r"(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）]|[•●■▪◆◼➢➤✓·])")
"""The number or bullet of a list's item, which stands beside it but makes no table."""
BACK = 12
"""Lines of a cell, after which the next cell begins again above."""
TICK = re.compile(r"[-+−]?\d[\d,.]{0,12}%?|(?:19|20)?\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?月?|%")
NOTE = re.compile(r"(?:图表\s?\d{1,3}\s?)?(?:注|备注|说明|单位|Note)\d?\s?[：:]")


@dataclass(slots=True)
class Item:
    """One thing to add: pieces of a kind, or a table."""

    page: int
    kind: SegmentKind
    pieces: Pieces = ()
    table: Grid | None = None

    def add_to(self, assembly: Assembly) -> None:
        """Add it."""
        if self.table:
            assembly.add_table(self.table.pieces(), self.page)
        else:
            assembly.add(self.pieces, self.kind, self.page)


@dataclass(slots=True, eq=False)
class Exhibit:
    """What stands from a caption to its source line, as places in the runs of a page; either of the two may be missing.

    ``beside`` is true where captions stand side by side above what they share: then its parts are set together.
    """

    captions: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    beside: bool = False


def items(pages: Sequence[Sheet]) -> Iterator[Item]:
    """Everything on the pages in reading order; a sentence that goes on overleaf is one item."""
    usual = usual_size(run for page in pages for run in page.runs)
    held: Paragraph | None = None
    for page in pages:
        for number, part in enumerate(Layout(page).parts()):
            if held and number == 0 and isinstance(part, Paragraph) and part.goes_on(held):
                held.lines.extend(part.lines)
                continue
            if held:
                yield prose(held, usual)
            held = part if isinstance(part, Paragraph) else None
            if isinstance(part, Item):
                yield part
        if held and not held.unfinished:
            yield prose(held, usual)
            held = None
    if held:
        yield prose(held, usual)


def prose(part: Paragraph, usual: float) -> Item:
    """A paragraph or heading."""
    return Item(part.lines[0].page, part.kind(usual), part.pieces())


@dataclass
class Layout:
    """One page: its runs, and which of them are accounted for."""

    sheet: Sheet
    made: dict[int, list[Item]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    ruled: dict[int, Ruled] = field(default_factory=dict)
    """Ruled tables by the first of their runs; all of these are ``within``."""
    within: set[int] = field(default_factory=set)

    @property
    def runs(self) -> list[Run]:
        """The page's runs in pdfium's order."""
        return self.sheet.runs

    def parts(self) -> Iterator[Item | Paragraph]:
        """Items and paragraphs in reading order."""
        self.sheet.runs = [part for parts in cut_at_gutters(self.runs) for part in parts]
        found = list(ruled_tables(self.sheet.nets, self.runs))
        found += stacked_tables(self.sheet.stacks, self.runs, {number for table in found for number in table.runs})
        self.ruled = {min(table.runs): table for table in found}
        self.within = {number for table in self.ruled.values() for number in table.runs}
        exhibits = self.exhibits()
        for exhibit in exhibits:
            self.settle(exhibit)
        for first in self.ruled.keys() - self.taken:
            self.put_ruled(first, first)
        self.loose_tables()
        for exhibit in exhibits:
            if exhibit.sources and not exhibit.captions:
                self.label(exhibit, self.drawn([number for number in exhibit.body if number not in self.taken]))
        loose: list[Run] = []
        for number, run in enumerate(self.runs):
            if number in self.made:
                yield from paragraphs(loose)
                loose = []
                yield from self.made[number]
            elif number not in self.taken:
                loose.append(run)
        yield from paragraphs(loose)

    def put(self, number: int, numbers: Sequence[int], item: Item) -> None:
        """Let an item stand where run ``number`` stands, made of these runs."""
        self.made.setdefault(number, []).append(item)
        self.taken.update(numbers)

    # --- exhibits ---

    def exhibits(self) -> list[Exhibit]:
        """Exhibits of the page by caption and source; captions side by side share the runs below by where they stand."""
        found: list[Exhibit] = []
        held: list[Exhibit] = []
        loose: list[int] = []
        number = 0
        while number < len(self.runs):
            kind = self.kind(number)
            note = number not in self.within and bool(NOTE.match(self.runs[number].text)) and not self.heads_row(number)
            lines = self.lines_of(number, kind) if kind != "paragraph" or note else [number]
            if kind == "caption":
                beside = held and not held[-1].body and self.runs[held[-1].captions[0]].level(self.runs[number])
                held = [*held, Exhibit(lines)] if beside else [Exhibit(lines)]
                for one in held:
                    one.beside = len(held) > 1
                found.append(held[-1])
                loose = []
            elif kind == "source":
                told = self.owner(held, number) or Exhibit(body=loose)
                loose = []
                if told not in found:
                    found.append(told)
                told.sources = lines
                held = [one for one in held if one is not told]
            elif note:
                self.notes.update(lines)
            elif owner := self.owner(held, number):
                owner.body.append(number)
            else:
                loose.append(number)
            number = lines[-1] + 1
        return found

    def heads_row(self, number: int) -> bool:
        """Whether a run that states a unit is the corner of a table, with heads beside it."""
        run, beside = self.runs[number], self.runs[number + 1 : number + 3]
        return bool(UNIT.match(run.text)) and len(beside) == 2 and all(run.level(one) for one in beside)

    def kind(self, number: int) -> SegmentKind:
        """What a run is by its first words; in a ruled table they are a cell's."""
        return "paragraph" if number in self.within else kind_of(self.runs[number].text)

    def owner(self, held: list[Exhibit], number: int) -> Exhibit | None:
        """The open exhibit under whose caption a run stands."""
        if len(held) < 2:
            return held[0] if held else None
        run = self.runs[number]
        below = [one for one in held if self.runs[one.captions[0]].left <= run.left + 2 * run.size]
        return max(below or held, key=lambda one: self.runs[one.captions[0]].left)

    def lines_of(self, number: int, kind: SegmentKind) -> list[int]:
        """A caption or source line with the lines it runs on to."""
        found = [number]
        first = self.runs[number]
        while found[-1] + 1 < len(self.runs) and len(found) < (4 if kind == "caption" else 6):
            run, last = self.runs[found[-1] + 1], self.runs[found[-1]]
            level = last.level(run)
            gap = last.bottom - run.top
            below = (
                abs(run.left - first.left) < 1.5 * run.size
                and -0.2 * run.size < gap < 0.75 * run.size
                and last.right >= run.right - run.size
            )
            alone = not any(run.level(other) for other in self.runs[found[-1] + 2 : found[-1] + 4])
            other = found[-1] + 1 in self.within or kind_of(run.text) != "paragraph" or NOTE.match(run.text)
            if other or abs(run.size - first.size) > 0.1 * first.size:
                break
            if not (0 <= run.left - last.right < 2 * run.size if level else below and alone):
                break
            found.append(found[-1] + 1)
        return found

    def settle(self, exhibit: Exhibit) -> None:
        """Tell what an exhibit holds: a table, a drawing with labels, or nothing of either (then its body is prose)."""
        if exhibit.captions:
            self.put(exhibit.captions[0], exhibit.captions, self.line(exhibit.captions, "caption"))
        self.settle_body(exhibit)
        if exhibit.sources:
            self.put(self.place(exhibit, exhibit.sources[0]), exhibit.sources, self.line(exhibit.sources, "source"))

    def place(self, exhibit: Exhibit, number: int) -> int:
        """Where a part of an exhibit stands: at its own place, or with the caption where exhibits stand side by side."""
        return exhibit.captions[0] if exhibit.beside else number

    def settle_body(self, exhibit: Exhibit) -> None:
        """Tell a table from a drawing."""
        body = exhibit.body
        if ruled := [number for number in body if number in self.ruled]:
            for number in ruled:
                self.put_ruled(number, self.place(exhibit, number))
            return
        if not exhibit.captions or not exhibit.sources:
            body = self.without_prose(body, exhibit)
        table = grid([self.runs[number] for number in body]) if len(body) > 3 else None
        if table and (exhibit.captions or not table.doubled):
            self.put(self.place(exhibit, body[0]), body, Item(self.sheet.number, "cell", table=table))
        elif exhibit.sources and exhibit.captions:
            self.label(exhibit, self.labels(body))

    def put_ruled(self, first: int, number: int) -> None:
        """Let the ruled table whose first run is ``first`` stand where run ``number`` stands."""
        self.put(number, self.ruled[first].runs, Item(self.sheet.number, "cell", table=self.ruled[first].grid))

    def label(self, exhibit: Exhibit, numbers: list[int]) -> None:
        """Make labels of the short ones among runs of a drawing."""
        for number in numbers:
            if len(self.runs[number].text) < SENTENCE:
                self.put(self.place(exhibit, number), [number], self.line([number], "label"))

    def labels(self, body: list[int]) -> list[int]:
        """The labels between a caption and a source: all but the ends of sentences; none where most is prose."""
        long = sum(len(self.runs[number].text) >= SENTENCE for number in body)
        return [] if long > 2 and 2 * long > len(body) else [number for number in body if not self.runs_on(number)]

    def drawn(self, body: list[int]) -> list[int]:
        """The labels of a drawing that has a source line and no numbered caption: ticks of its axes, and what stands among them."""
        ticks = [number for number in body if TICK.fullmatch(self.runs[number].text) and not self.runs_on(number)]
        last: list[int] = []
        for number in reversed(ticks):
            if last and last[-1] - number > 4:
                break
            last.append(number)
        return [number for number in body if last[-1] <= number <= last[0] + 4] if len(last) >= 4 else []

    def runs_on(self, number: int) -> bool:
        """Whether a run is the second line of a sentence right above it."""
        run, last = self.runs[number], self.runs[number - 1]
        alike = -3 * run.size < run.left - last.left < 1 and abs(run.size - last.size) < 0.1 * run.size and last.right > run.right
        return number > 0 and alike and len(last.text) > 10 and not TICK.fullmatch(last.text) and last.bottom - run.top < 0.75 * run.size

    def without_prose(self, body: list[int], exhibit: Exhibit) -> list[int]:
        """An exhibit without caption or source on its page may have prose before or behind: only its lines of several runs count."""
        inside = set(body)
        several = [number for number in body if self.in_row(number, inside)]
        if not several:
            return []
        first = body[0] if exhibit.captions else several[0]
        last = body[-1] if exhibit.sources else self.last_cell(several, body)
        return [number for number in body if first <= number <= last]

    def first_cell(self, first: int, body: list[int]) -> int:
        """The first run of a table: before its first line of several runs, what stands half way up beside it (over two storeys)."""
        for number in reversed(body):
            if number < first and not self.runs[number].half_way(self.runs[first]):
                break
            first = min(first, number)
        return first

    def last_cell(self, several: list[int], body: list[int]) -> int:
        """The last run of a table whose end nothing tells: behind its last line of several runs, what stands clear of its left."""
        left, last = min(self.runs[number].left for number in several), several[-1]
        for number in body:
            run = self.runs[number]
            if number <= last:
                continue
            if run.left - left < 4 * run.size or self.runs[last].bottom - run.top > run.size:
                break
            last = number
        return last

    def in_row(self, number: int, body: set[int]) -> bool:
        """Whether a run shares its line with others near it in order."""
        near = [other for other in (number - 1, number + 1) if other in body and not ITEM.fullmatch(self.runs[other].text)]
        return not ITEM.fullmatch(self.runs[number].text) and any(self.runs[number].level(self.runs[other]) for other in near)

    def line(self, numbers: list[int], kind: SegmentKind) -> Item:
        """An item of lines that follow each other."""
        return Item(self.sheet.number, kind, joined([self.runs[number] for number in numbers]))

    # --- tables without a caption ---

    def loose_tables(self) -> None:
        """Lines of three runs or more, or of two with a number, that follow each other in columns are a table."""
        held: list[int] = []
        for number in range(len(self.runs) + 1):
            free = number < len(self.runs) and number not in self.taken and number not in self.made
            if free and self.joins(held, number):
                held.append(number)
                continue
            self.try_table(held)
            held = [number] if free else []

    def joins(self, held: list[int], number: int) -> bool:
        """Whether a run is right below what is held, or beside its last cell, which may have had several lines."""
        if not held:
            return True
        run, last = self.runs[number], [self.runs[one] for one in held[-BACK:]]
        if run.top < last[-1].bottom + 0.2 * run.size:
            return run.top > min(one.bottom for one in last) - 2.2 * run.size
        cell = takewhile(lambda one: one.left < last[-1].right and last[-1].left < one.right, reversed(last))
        return any(one.overlaps(run) for one in cell)

    def try_table(self, held: list[int]) -> None:
        """Try the part of the runs that stands in rows."""
        inside = set(held)
        rows = [number for number in held if self.in_row(number, inside)]
        if len(rows) < 6:
            return
        first, last = self.first_cell(rows[0], held), self.last_cell(rows, held)
        body = [number for number in held if first <= number <= last]
        kept = [self.runs[number] for number in body]
        lines = bands(kept)
        even = len({len(line) for line in lines}) == 1 and sum(len(run.text) for run in kept) < 16 * len(kept)
        if len(lines) < 3 or (sum(map(is_number, kept)) < 3 and not even):
            return
        if table := grid(kept, bare=True):
            self.put(body[0], body, Item(self.sheet.number, "cell", table=table))
