"""What this week's issue would print where a document has its very words: a sentence, a title or a cell that differs in a figure only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from yanbao.core.figure import Figure, Stated, leaves
from yanbao.core.unit import Unit, unit
from yanbao.desk.reckoning import held, reckoned
from yanbao.desk.run import OWN_TEXTS
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan
from yanbao.report.blocks import Block, Chart, Cite, Cover, Exhibit, Report, Table, Text, plain, texts
from yanbao.report.charted import decimals, point_text, unit_of
from yanbao.review import cells
from yanbao.review.known import Asked, Held

SENTENCE = re.compile(r"[。！？\n]")
LEADING = re.compile(r"^\s*(?:\d{1,2}[.、]|注[:：]|图表 ?\d{1,3}[:：])\s*")
DATELINE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d.{0,12}$")
"""What a format runs together with a sentence: its number before it, and behind a title the day and outlet of its note."""
SHORTEST = 8
"""Characters without the figures from which on a sentence is taken for the same sentence, not for a turn of phrase."""


def skeleton(sentence: str, mentions: Sequence[Mention]) -> str:
    """The words of a sentence with each figure's digits blanked; dates stay, so that another period is another sentence."""
    pieces, place = [], 0
    for mention in mentions:
        pieces += [sentence[place : mention.start], f"#{mention.unit}"]
        place = mention.end
    words = DATELINE.sub("", squeezed("".join([*pieces, sentence[place:]])).strip("。；;，"))
    return words if len(words.replace("#", "")) >= SHORTEST else ""


@dataclass(frozen=True)
class AsPrinted:
    """The figures of an issue: by the skeleton of their sentence in order, and by the title of their table with the words of
    their row and head; under an empty title stand those of all tables. A figure that only the desk's own texts state is not among
    them.
    """

    sentences: dict[str, list[tuple[Held | None, ...]]]
    places: dict[tuple[str, str], list[Held]]

    def figures(self, asked: Asked) -> Sequence[Held]:
        """What the issue prints where the claim stands; empty when it has no such sentence, title or cell."""
        words = squeezed(asked.sentence) if asked.claim.cell else ""
        if words and (found := self.places.get((titled(asked.around), words)) or self.places.get(("", words))):
            return [replace(one, agrees=asked.claim.interval.holds(converted(one, asked.claim.unit))) for one in found]
        sentence = LEADING.sub("", asked.sentence)
        mentions, words = scanned(sentence)
        start = len(asked.sofar.lstrip()) - len(asked.sentence) + len(sentence)
        end = start + len(asked.claim.text)
        inside = [number for number, mention in enumerate(mentions) if mention.start < end and start < mention.end]
        lines = self.sentences.get(words, []) if inside else []
        return [one for line in lines if (one := compared([(mentions[place], line[place]) for place in inside]))]


@lru_cache(maxsize=512)
def scanned(sentence: str) -> tuple[tuple[Mention, ...], str]:
    """The mentions of a sentence and its skeleton; kept, since each of its figures asks for them."""
    mentions = tuple(scan(sentence))
    return mentions, skeleton(sentence, mentions)


def compared(pairs: Sequence[tuple[Mention, Held | None]]) -> Held | None:
    """The first figure of a claim that its digits are not the print of, else the first; both ends of a range are looked at.

    In the very words of the issue a hedge excuses nothing, unless the issue needs it too.
    """
    told = [
        one if one.agrees is None else replace(one, agrees=mention.rounding.holds(converted(one, mention.unit)))
        for mention, one in pairs
        if one
    ]
    return next((one for one in told if one.agrees is False), told[0] if told else None)


def converted(one: Held, printed: Unit) -> float:
    """The value in the printed unit; a number whose unit is not told, or told otherwise, is in the figure's own."""
    return one.unit.convert(one.value, printed) if printed.base == one.unit.base else one.value


def as_printed(report: Report) -> AsPrinted:
    """The index of an issue."""
    sentences: dict[str, list[tuple[Held | None, ...]]] = defaultdict(list)
    places: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for block in (block for section in report.sections for block in section.blocks):
        for text in printed_texts(block):
            for words, figures in phrases_of(text):
                sentences[words].append(figures)
        title = titled(plain(block.title)) if isinstance(block, Exhibit) else ""
        for words, value in tabled(block):
            for key in {title, ""}:
                places[key, words].append(value)
    return AsPrinted(dict(sentences), dict(places))


def printed_texts(block: Block) -> Iterator[Text]:
    """Every text of a block; a point's lead and body as one, as they are printed."""
    yield from texts(block)
    lead, body = getattr(block, "lead", ()), getattr(block, "body", ())
    if lead and isinstance(body, tuple):
        yield (*lead, *body)


def phrases_of(text: Text) -> Iterator[tuple[str, tuple[Held | None, ...]]]:
    """The sentences of a text by their skeletons, each with the figures it prints, in order."""
    words, spots, place = plain(text), [], 0
    for span in text:
        start, place = place, place + len(span if isinstance(span, str) else span.text)
        if isinstance(span, Cite) and isinstance(span.figure, Figure) and attested(span.figure):
            spots.append((start, place, span.figure))
    start = 0
    for end in (*(found.end() for found in SENTENCE.finditer(words)), len(words)):
        mentions = scan(words[start:end])
        owners = [next((f for s, e, f in spots if s < start + m.end and start + m.start < e), None) for m in mentions]
        figures = tuple(owned(owner, mention) if owner else None for owner, mention in zip(owners, mentions, strict=True))
        if mentions and (key := skeleton(words[start:end], mentions)):
            yield key, figures
        start = end


def attested(figure: Figure) -> bool:
    """Whether data stand behind a figure: what the desk's own texts state is no evidence, least of all for itself."""
    stated = (leaf.lineage.fact.series for leaf in leaves(figure) if isinstance(leaf, Figure) and isinstance(leaf.lineage, Stated))
    return not any(series in OWN_TEXTS for series in stated)


def owned(figure: Figure, mention: Mention) -> Held:
    """A figure as the issue prints it: agreed to be its digits' value, or left open where words widen them (超六成)."""
    one = held(figure)
    return replace(one, agrees=True) if mention.rounding.holds(converted(one, mention.unit)) else one


# --- cells ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def titled(caption: str) -> str:
    """The skeleton of a table's title; its source stands in the line below."""
    title = LEADING.sub("", caption.partition("\n")[0])
    return skeleton(title, scan(title))


def tabled(block: Block) -> Iterator[tuple[str, Held]]:
    """The cells of a block's table, or of the table of its chart's numbers."""
    body = block.body if isinstance(block, Exhibit) else block.performance.body if isinstance(block, Cover) else block
    if isinstance(body, Table):
        yield from cells_of(body)
    elif isinstance(body, Chart):
        yield from points_of(body)


def cells_of(table: Table) -> Iterator[tuple[str, Held]]:
    """Each cell that prints one figure, by the words of its row and of its column's head."""
    heads = cells.headed(column.name for column in table.columns)
    for row in table.rows:
        names = [plain(cell) for cell in row if not figures_of(cell)]
        for head, cell in zip(heads, row, strict=True):
            if len(figures := figures_of(cell)) == 1 and attested(figures[0]):
                yield squeezed(cells.words(names, head)), held(figures[0])


def figures_of(cell: Text) -> list[Figure]:
    """The known figures that a cell prints."""
    return [span.figure for span in cell if isinstance(span, Cite) and isinstance(span.figure, Figure)]


def points_of(chart: Chart) -> Iterator[tuple[str, Held]]:
    """The points of a chart, by their place on its axis and the name of their mark."""
    heads = cells.headed(["", *(mark.name for mark in chart.marks)])[1:]
    for mark, head in zip(chart.marks, heads, strict=True):
        owners, symbol, places = mark.owners(), unit_of(chart, mark), decimals(mark)
        for x, value in mark.points:
            owner = owners.get(x)
            if value is not None and isinstance(owner, Figure) and attested(owner):
                shown = point_text(value, places) + symbol
                yield squeezed(cells.words([x], head)), Held(owner.id, f"{mark.name}（{x}）", value, unit(symbol), shown, reckoned(owner))


def squeezed(words: str) -> str:
    """Words without the spaces and marks that a format adds."""
    return cells.SPACE.sub("", words)
