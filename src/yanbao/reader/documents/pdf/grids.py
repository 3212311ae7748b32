"""Tables told from geometry: runs that stand in columns, gathered into rows, with wrapped cells joined and wide heads spread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from yanbao.reader.documents._assembly import Piece, Pieces
from yanbao.reader.documents.pdf.runs import Run, spaced

NUMBER = re.compile(
    r"[+\-−–±(（]?[$¥￥]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?\s?(?:%|％|倍|x|X|pct|bps?|个百分点|亿|万|元)?[)）]?[*#]?|[-—–−/]{1,3}|N/?A|n\.?a\.?|不适用"
)
PERIOD = re.compile(r"(?:19|20)\d{2}(?:年.{0,4}|[AEF]|[QH][1-4]E?)?|[1-4][QH]\d{2}E?|TTM")
"""Lower heads that are never the second line of an upper one."""
LABELS = re.compile(r"(?:19|20)\d{2}|\d{1,2}")
"""Bare numbers that head a row or a column: years, ranks."""
TIGHT = 0.75
"""Lines nearer than this many times their height may be of one cell."""
LEAST = 0.5
"""Gaps smaller than this many times the height are all alike: the leading between lines of one cell."""
NARROW = 0.5
"""Beside a number, words further apart than this many times their height are of two columns."""
LONGEST_CELL = 300
Column = tuple[float, float]
Cells = list[list[Run]]
Heads = list[tuple[Run, list[Run]]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: for each row its cells, each the runs in it from above; None where a wide cell reaches."""

    rows: tuple[tuple[tuple[Run, ...] | None, ...], ...]

    @property
    def doubled(self) -> bool:
        """Whether it is two tables side by side: one of its first rows, the head, says the same twice."""
        heads = [["".join(run.text for run in cell or ()) for cell in row] for row in self.rows[:3]]
        half = len(self.rows[0]) // 2
        return half > 1 and any(head[0] != "" and head[:half] == head[half:] for head in heads)

    def pieces(self) -> list[list[Pieces | None]]:
        """The words of each cell."""
        return [[None if cell is None else joined(cell) for cell in row] for row in self.rows]


def is_number(run: Run) -> bool:
    """Whether a run is a number, or the dash that stands for one."""
    return bool(NUMBER.fullmatch(run.text))


def joined(cell: Sequence[Run]) -> Pieces:
    """The lines of a cell in one, spaced as prose is."""
    found: list[Piece] = []
    for run in cell:
        if found and spaced(found[-1].text[-1], run.words[0].text[0]) and found[-1].text[-1] not in "-/":
            found.append(Piece(" "))
        found.extend(run.pieces())
    return found


def grid(runs: Sequence[Run], bare: bool = False) -> Grid | None:
    """The table that the runs make; None when they are something else (the ticks of a drawing, two columns of prose).

    ``bare`` allows a list of names with a number each, which has no heads (the market data beside a report); inside an exhibit
    the same is the bars of a drawing.
    """
    lines = bands(piece for run in runs for piece in parted(run))
    columns = columns_of(lines)
    if len(columns) < 2:
        return None
    lines, heads = storeys([[part for run in line for part in at_gutters(run, columns)] for line in lines])
    placed = [place(line, columns) for line in lines]
    upper: list[Run] = []
    if heads:
        upper = [head for head, _ in heads]
        placed[0] = over(placed[1], heads, [run for run in lines[0] if run not in upper], columns)
    rows = merged(lines, placed, 1 if heads else 0)
    return (
        Grid(tuple(spread(row, columns, upper) for row in rows)) if is_table(rows, 2 if heads else 1) or (bare and is_list(rows)) else None
    )


def bands(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs by the line they stand on, from above; a cell set between two lines of its neighbour holds them together."""
    found: list[list[Run]] = []
    floor = 0.0
    for run in sorted(runs, key=lambda run: -run.top):
        if found and min(run.top, found[-1][0].top) - floor > 0.3 * run.size:
            found[-1].append(run)
            floor = min(floor, run.bottom)
        else:
            found.append([run])
            floor = run.bottom
    return [sorted(line, key=lambda run: (run.left, -run.top)) for line in found]


def parted(run: Run) -> list[Run]:
    """A run cut at spaces beside a number that are wider than a word's: the columns of a table set tight."""
    size, cuts = run.size, []
    for place, (one, two) in enumerate(zip(run.words, run.words[1:], strict=False), 1):
        if two.left - one.right > NARROW * size and (NUMBER.fullmatch(one.text) or NUMBER.fullmatch(two.text)):
            cuts.append(place)
    return run.cut(cuts)


def at_gutters(run: Run, columns: list[Column]) -> list[Run]:
    """A run cut at its widest space between the middles of two columns it covers (heads that stand close to each other)."""
    covered = [column for column in columns if overlap(run, column) > 0]
    cuts = set()
    for left, right in zip(covered, covered[1:], strict=False):
        between = [
            place
            for place in range(1, len(run.words))
            if run.words[place - 1].right <= sum(right) / 2 and run.words[place].left >= sum(left) / 2
        ]
        widest = max(between, key=run.gap, default=0)
        if widest and run.gap(widest) > NARROW * run.size:
            cuts.add(widest)
    return run.cut(sorted(cuts))


def columns_of(lines: list[list[Run]]) -> list[Column]:
    """Left and right of each column: where the runs of the fullest lines stand, and what stands beside all of them."""
    flat = [line for line in lines if len(stacks(line)) == len(line)] or lines
    counts = Counter(len(line) for line in flat if len(line) > 1)
    if not counts:
        return []
    usual = max(counts, key=lambda count: (counts[count] * count, count))
    full = [run for line in flat if len(line) >= usual for run in line]
    columns = union((run.left, run.right) for run in full)
    below = next((number for number, line in enumerate(lines) if len(stacks(line)) >= usual), 0)
    beside = [run for line in lines[below:] for run in line if not any(overlap(run, column) > 0 for column in columns)]
    return union([*columns, *((run.left, run.right) for run in beside)])


def storeys(lines: list[list[Run]]) -> tuple[list[list[Run]], Heads]:
    """The lines, a head of two storeys (a year above its columns) taken apart, and the upper heads with their lower ones, if any.

    Two storeys are told by lower heads that begin anew under each upper one, or else by an upper head that stands between the
    middles of the lower ones nearest to it. A cell set half way between the two stands in the upper line.
    """
    above = next((number for number, line in enumerate(lines) if sum(map(is_number, line)) > sum(map(is_head, line))), 0)
    first = [run for line in lines[:above] for run in line]
    if not first:
        return lines, []
    top, bottom = max(run.middle for run in first), min(run.middle for run in first)
    upper = [run for run in first if top - run.middle < 0.4 * run.size]
    lower = [run for run in first if run.middle - bottom < 0.4 * run.size]
    if top - bottom < 0.8 * first[0].size or len(lower) < 2:
        return lines, []
    heads = anew(upper, lower) or between(upper, lower)
    return ([[run for run in first if run not in lower], lower, *lines[above:]], heads) if heads else (lines, [])


def anew(upper: list[Run], lower: list[Run]) -> Heads:
    """Upper heads with the lower ones under them where these begin anew (2025A 2026E, 2025A 2026E), wherever the upper ones are set."""
    lower = sorted(lower, key=lambda run: run.left)
    texts = [run.text for run in lower]
    first = next((number for number, text in enumerate(texts) if text in texts[number + 1 :]), len(texts))
    wide = texts.index(texts[first], first + 1) - first if first < len(texts) else 1
    groups = [lower[start : start + wide] for start in range(first, len(texts), wide)]
    if wide < 2 or len(groups[-1]) < wide or texts[first : first + wide] != texts[first + wide : first + 2 * wide]:
        return []
    heads = [[head for head in upper if head.right > group[0].left and head.left < group[-1].right] for group in groups]
    return [(found[0], group) for found, group in zip(heads, groups, strict=True)] if all(len(found) == 1 for found in heads) else []


def between(upper: list[Run], lower: list[Run]) -> Heads:
    """Upper heads with the lower ones nearest to them, between whose middles they stand; none unless most of them do."""
    upper = [head for head in upper if amid(head, lower)]
    below = [[run for run in lower if nearest(run, upper) is head] for head in upper]
    heads = [(head, runs) for head, runs in zip(upper, below, strict=True) if is_over(head, runs)]
    told = sum(not second_line(head, runs) for head, runs in heads)
    return heads if told and 2 * told >= len(upper) else []


def amid(head: Run, lower: list[Run]) -> bool:
    """Whether lower heads stand on both sides of the middle of an upper one; the head of a first column has none before it."""
    middle = head.left + head.right
    return any(run.left + run.right < middle for run in lower) and any(run.left + run.right > middle for run in lower)


def nearest(run: Run, heads: list[Run]) -> Run:
    """The upper head whose middle is nearest."""
    return min(heads, key=lambda head: abs(head.left + head.right - run.left - run.right))


def is_over(head: Run, lower: list[Run]) -> bool:
    """Whether a head stands between the middles of two or more lower ones."""
    middles = [run.left + run.right for run in lower]
    return len(lower) > 1 and min(middles) + head.size < head.left + head.right < max(middles) - head.size


def second_line(head: Run, lower: list[Run]) -> bool:
    """Whether one of the lower heads goes on with an upper one: flush with it, or centred below words that name no period."""
    for run in lower:
        if min(run.right, head.right) < max(run.left, head.left) or PERIOD.fullmatch(run.text):
            continue
        flush = abs(run.left - head.left) < 0.3 * head.size or abs(run.right - head.right) < 0.6 * head.size
        centred = abs(run.left + run.right - head.left - head.right) < head.size
        if flush or (centred and not re.search(r"\d", head.text)):
            return True
    return False


def over(lower: Cells, heads: Heads, others: list[Run], columns: list[Column]) -> Cells:
    """The upper storey: each head above the first of its lower ones, the other runs in their columns."""
    cells = place(others, columns)
    for head, runs in heads:
        first = next((number for number, cell in enumerate(lower) if cell and cell[0] in runs and not cells[number]), None)
        if first is not None:
            cells[first] = [head]
    return cells


def stacks(line: list[Run]) -> list[Column]:
    """The columns that one line alone shows."""
    return union((run.left, run.right) for run in line)


def union(spans: Iterable[Column]) -> list[Column]:
    """Spans with those that overlap made one, from the left."""
    found: list[Column] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def overlap(run: Run, column: Column) -> float:
    """How many points a run shares with a column."""
    return min(run.right, column[1]) - max(run.left, column[0])


def place(line: list[Run], columns: list[Column]) -> Cells:
    """The runs of a line by the column they stand in; a wide one stands in the first it covers."""
    cells: Cells = [[] for _ in columns]
    for run in line:
        shares = [overlap(run, column) for column in columns]
        best = max(range(len(columns)), key=lambda number: shares[number])
        covered = [number for number, share in enumerate(shares) if share > 0.5 * (columns[number][1] - columns[number][0])]
        if shares[best] <= 0:
            best = min(range(len(columns)), key=lambda number: away(run, columns[number]))
        cells[covered[0] if len(covered) > 1 else best].append(run)
    for cell in cells:
        cell.sort(key=lambda run: (-round(run.middle), run.left))
    return cells


def away(run: Run, column: Column) -> float:
    """How far a run is from being set in line with a column: by its left, its right or its middle."""
    left, right = run.left - column[0], run.right - column[1]
    return min(abs(left), abs(right), abs(left + right) / 2)


def merged(lines: list[list[Run]], placed: list[Cells], storey: int) -> list[Cells]:
    """Rows of the lines: lines set tight that fill each other's gaps are one row, but for line ``storey``, when not 0."""
    gaps = [min(run.bottom for run in one) - max(run.top for run in two) for one, two in zip(lines, lines[1:], strict=False)]
    limit = tight(gaps, median(run.size for line in lines for run in line))
    rows: list[Cells] = []
    for number, cells in enumerate(placed):
        goes_on = number and number != storey and fills(rows[-1], cells)
        if goes_on and (gaps[number - 1] < limit or closes(rows[-1], cells)):
            rows[-1] = [one + two for one, two in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def tight(gaps: list[float], size: float) -> float:
    """The gap that parts lines of a cell from rows of a table: half way across the widest jump; 0 when gaps are all alike."""
    ordered = sorted(max(gap, LEAST * size) for gap in gaps)
    jumps = [(two / one, (one + two) / 2) for one, two in zip(ordered, ordered[1:], strict=False) if one <= TIGHT * size]
    ratio, limit = max(jumps, default=(0.0, 0.0))
    return limit if ratio >= 1.3 else 0.0


def fills(above: Cells, below: Cells) -> bool:
    """Whether a line can be of the row above: one of the two leaves cells empty, and no cell would hold two numbers."""
    partial = any(not one or not two for one, two in zip(above, below, strict=True))
    clash = any(any(map(is_number, one)) and any(map(is_number, two)) for one, two in zip(above, below, strict=True))
    return partial and not clash


def closes(above: Cells, below: Cells) -> bool:
    """Whether a line closes the brackets that cells of the row above leave open, and holds nothing else: a wrapped （百万元）."""
    opened = [unclosed("".join(run.text for run in cell)) for cell in above]
    closed = [unclosed("".join(run.text for run in cell)) for cell in below]
    return any(closed) and all(one > 0 > two for one, two, cell in zip(opened, closed, below, strict=True) if cell)


def unclosed(text: str) -> int:
    """How many brackets more open than close."""
    return sum(map(text.count, "（(")) - sum(map(text.count, "）)"))


def is_table(rows: list[Cells], storeys: int) -> bool:
    """Heads above the columns of numbers, cells that are mostly filled, numbers among them, and no axis for a first column."""
    if len(rows) < storeys + 1:
        return False
    cells = [cell for row in rows for cell in row]
    filled = sum(map(bool, cells))
    numbers = sum(bool(cell) and all(map(is_number, cell)) for cell in cells)
    whole = sum(sum(map(bool, row)) >= 2 for row in rows)
    if filled < 0.5 * len(cells) or whole < 0.6 * len(rows) or not headed(rows, storeys):
        return False
    return (numbers * 6 >= filled or filled >= 0.8 * len(cells)) and not is_axis([row[0] for row in rows]) and not is_prose(rows)


def is_list(rows: list[Cells]) -> bool:
    """Whether each of three rows or more is a name with a number."""
    named = all(len(row) == 2 and row[0] and is_head(row[0][0]) and len(row[1]) == 1 and is_number(row[1][0]) for row in rows)
    return named and len(rows) > 2


def headed(rows: list[Cells], storeys: int) -> bool:
    """Whether the first row, or one of its storeys, says what most columns of numbers hold, and two columns at least."""
    heads = [any(is_head(run) for row in rows[:storeys] for run in row[column]) for column in range(len(rows[0]))]
    below = [any(map(is_number, row[column])) for row in rows[storeys:] for column in range(len(heads))]
    numeric = [any(below[column :: len(heads)]) for column in range(len(heads))]
    told = sum(head for head, number in zip(heads, numeric, strict=True) if number)
    return sum(heads) > 1 and told >= 0.6 * sum(numeric)


def is_head(run: Run) -> bool:
    """Whether a run can head a column: words, a year, or a rank."""
    return bool(re.search(r"[^\W\d_]", run.text)) and not is_number(run) or bool(LABELS.fullmatch(run.text))


def is_axis(cells: list[list[Run]]) -> bool:
    """Whether a column is the ticks of an axis: numbers in even steps, and no years."""
    texts = [run.text.replace("%", "").replace(",", "") for cell in cells for run in cell]
    values = [float(text) for text in texts if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,6})?", text)]
    if len(values) < 3 or len(values) < 0.6 * len(texts) or all(1990 <= value <= 2100 for value in values):
        return False
    steps = [two - one for one, two in zip(values, values[1:], strict=False)]
    return all(abs(step - steps[0]) < 1e-6 * max(1.0, abs(steps[0])) for step in steps) and (steps[0] < 0 or abs(steps[0]) != 1)


def is_prose(rows: list[Cells]) -> bool:
    """Whether the columns are columns of prose: long lines, hardly a number."""
    cells = [cell for row in rows for cell in row if cell]
    lengths = [sum(len(run.text) for run in cell) for cell in cells]
    longer = sum(length > 18 for length in lengths)
    return max(lengths) > LONGEST_CELL or longer > 0.6 * len(cells) and sum(all(map(is_number, cell)) for cell in cells) < 0.1 * len(cells)


def spread(row: Cells, columns: list[Column], heads: list[Run]) -> tuple[tuple[Run, ...] | None, ...]:
    """A row with None where one of its wide cells, or an upper head, reaches."""
    made: list[tuple[Run, ...] | None] = [tuple(cell) for cell in row]
    for number, cell in enumerate(row):
        right = max((run.right for run in cell), default=0.0)
        for beside in range(number + 1, len(row)):
            left, end = columns[beside]
            if not cell or row[beside] or not (cell[0] in heads or right - left >= 0.5 * (end - left)):
                break
            made[beside] = None
    return tuple(made)
