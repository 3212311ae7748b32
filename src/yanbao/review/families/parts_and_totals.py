"""Parts and totals: what a sentence or a table adds up must add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import Of, at, bounded, minus, outcome, plus, rounded
from yanbao.review.comparisons import POINTS, RATES, words
from yanbao.review.counted import Moved, exclusive_counts, moved_counts
from yanbao.review.crosswise import Across, totals_across
from yanbao.review.farther import down_to_rest
from yanbao.review.misprints import looks_misprinted
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import FIRST, Skeleton, continued, skeletons
from yanbao.review.tables import Grid, grids
from yanbao.review.telling import Case, shown, verdict
from yanbao.review.tiles import tiled
from yanbao.review.totals import by_each, counted, not_a_part, within
from yanbao.review.wholes import Listing, listings, one_of_several, quarters, wholes_before

SAID = Patterns("totals")
OFFSET = Patterns("balances")
TABLED = Patterns("totals", "tables")

TITLE = "分项与合计"
RULE = (
    "写明“合计”的数须等于所列各数之和，“其中”的一项、各项之和不大于整体（各项齐全时相等），流通市值不大于总市值，"
    "不能兼有的几类合起来不多于总数，各季之和等于半年、全年，表格合计行须等于各行之和；允许各数四舍五入的误差。"
)

NEAR = 0.02
"""The share of a whole by which parts that end with 其他 may miss it and still be meant as all of it."""


def parts_and_totals(reading: Reading) -> Iterator[Verdict]:
    """A、B、C，合计D: D = A + B + C. 总数W，其中A: A is not above W. A table's 合计 row: the sum of the rows above it.

    A sentence speaks only where nothing but 合计 stands before the total; with figures before the list that may be parts or
    not, any run of them that fits is taken. Columns of rates, prices and means are not added.
    """
    times = {frozenset(claim.start for claim in (found.total, *found.parts)) for found in tiled(reading)}
    for sentence in skeletons(reading):
        yield from in_sentence(reading, sentence, times)
    for sentence in continued(reading):
        for listing in listings(sentence):
            if listing.all:
                yield from all_of(reading, listing)
    for total, kinds in exclusive_counts(reading):
        yield from of_kinds(reading, total, kinds)
    for moved in moved_counts(reading):
        yield from of_moved(reading, moved)
    yield from to_the_rest(reading)
    for grid in grids(reading):
        yield from total_rows(reading, grid)
        for found in totals_across(grid):
            yield from across(reading, found)


def in_sentence(reading: Reading, sentence: Skeleton, times: set[frozenset[int]]) -> Iterator[Verdict]:
    """The verdicts on one sentence; of the longer ``times`` that shorter ones make, ``balances`` tells."""
    yield from summed(reading, sentence)
    yield from among(reading, sentence)
    yield from floating(reading, sentence)
    for listing in listings(sentence):
        if frozenset(claim.start for claim in (listing.whole, *listing.parts)) not in times:
            yield from all_of(reading, listing)
    for total, parts in quarters(sentence):
        yield from sum_of(reading, total, parts, sure=True, listed=True)


def to_the_rest(reading: Reading) -> Iterator[Verdict]:
    """甲A，占总收入的x；乙B，占y；其他C: the whole that the shares are of is A + B + C."""
    for whole, parts in down_to_rest(reading):
        if nearly(whole, parts) and not OFFSET.offset.search(reading.sentence_at(parts[-1].start)):
            yield from sum_of(reading, whole, list(parts), sure=False, listed=True)


def summed(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """The figures before a 合计 against it."""
    leads = sentence.leads()
    for number, total in enumerate(sentence.claims):
        if number >= 2 and bounded(total) and SAID.total.search(leads[number]) and total.unit.base not in POINTS:
            parts, count = parts_before(sentence, number, leads), counted(leads[number])
            if len(parts) >= max(2, count):
                sure = len(parts) == number or "其中" in sentence.text[: sentence.text.index(chr(FIRST + number))]
                yield from sum_of(reading, total, parts[-count:], sure, listed=bool(count))


def parts_before(sentence: Skeleton, number: int, leads: list[str]) -> list[Claim]:
    """The run of figures of the total's unit before it; other units in between (shares, growth) do not end it."""
    total, parts = sentence.claims[number], list[Claim]()
    for place in range(number - 1, -1, -1):
        claim, lead = sentence.claims[place], leads[place]
        if claim.unit.base == total.unit.base and bounded(claim) and not words().moved.search(lead) and not SAID.total.search(lead):
            parts.insert(0, claim)
            if not_a_part(lead):
                break
        elif claim.unit.base not in RATES and claim.unit.base not in POINTS or claim.unit.base == total.unit.base:
            break
    return parts


def sum_of(reading: Reading, total: Claim, parts: list[Claim], sure: bool, listed: bool = False) -> Iterable[Verdict]:
    """The verdict on a total; where the list may begin later, the last two, three … of it are tried as well."""
    begins = [0] if listed or len(parts) == 2 else range(len(parts) - 1)

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        for begin in begins:
            yield of(total), plus(of(part) for part in parts[begin:])

    follows = shown(plus(rounded(part) for part in parts), total)
    formula = " + ".join(part.text for part in parts) + f" = {follows}"
    doubt = "" if sure else "；所列各数是否都在合计之内，文中没有说明"
    return verdict(reading, outcome(readings), Case("sum-of-parts", total, tuple(parts), follows, formula, doubt))


def among(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """The first part behind 其中 against the whole before it; quantities that may be negative are left alone."""
    leads = sentence.leads()
    for number in range(1, len(sentence.claims)):
        part, lead = sentence.claims[number], leads[number]
        if not SAID.of_which.search(lead) or not_a_part(lead.partition("其中")[2]):
            continue
        wholes = [place for place in wholes_before(sentence, number) if sentence.claims[place].unit.base not in RATES | POINTS.keys()]
        whole = max(wholes, key=lambda place: sentence.claims[place].value * sentence.claims[place].unit.scale, default=None)
        if whole is None or one_of_several(sentence, whole):
            continue
        above, named = sentence.claims[whole], leads[whole] + lead
        alike = (
            above.unit.base == part.unit.base
            and part.unit.base
            and bounded(part)
            and bounded(above)
            and "price" not in (part.kind, above.kind)
        )
        moved = words().moved.search(lead) or words().moved.search(leads[whole])
        if alike and not moved and not by_each(named, part.unit.base) and not SAID.may_be_negative.search(named):
            yield from part_of(reading, part, above, bool(SAID.never_negative.search(named)))


def floating(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """总市值A，流通市值B: what floats is not above all of it, where each is told once."""
    if "流通" not in sentence.text:
        return
    leads = [last_clause(lead) for lead in sentence.leads()]
    for part, whole in within():
        parts, wholes = (
            [claim for claim, lead in zip(sentence.claims, leads, strict=False) if name.search(lead)] for name in (part, whole)
        )
        if len(parts) == len(wholes) == 1 and parts[0].unit.base == wholes[0].unit.base and bounded(parts[0]) and bounded(wholes[0]):
            yield from part_of(reading, parts[0], wholes[0], sure=True)


def part_of(reading: Reading, part: Claim, whole: Claim, sure: bool) -> Iterable[Verdict]:
    """A part is not above its whole."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(part), Interval(min(of(part).low, of(whole).high), of(whole).high)

    follows = f"不大于{whole.text}"
    doubt = "" if sure else "；有负数相抵或“其中”指别的整体时不在此列"
    return verdict(reading, outcome(readings), Case("part-above-whole", part, (whole,), follows, f"{part.text} > {whole.text}", doubt))


def of_kinds(reading: Reading, total: Claim, kinds: tuple[Claim, ...]) -> Iterable[Verdict]:
    """The verdict on kinds that none of all can be two of: together they are not more than all."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield plus(map(counted_as, kinds)), Interval(0.0, counted_as(total).high)

    follows = f"不小于{plus(map(counted_as, kinds)).low:.0f}{total.unit.symbol}"
    formula = " + ".join(part.text for part in kinds) + f" > {total.text}"
    return verdict(reading, outcome(readings), Case("parts-above-whole", total, kinds, follows, formula))


def of_moved(reading: Reading, found: Moved) -> Iterable[Verdict]:
    """The verdict on how many rose, fell and stayed: all three are all there are, two are not more."""
    *others, last = sorted(found.kinds.values(), key=lambda claim: claim.start)
    left = minus(Interval(found.total, found.total), plus(map(counted_as, others)))
    room = left if len(others) > 1 else Interval(0.0, max(0.0, left.high))

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield counted_as(last), room

    follows = f"{'' if len(others) > 1 else '不大于'}{left.high:.0f}{last.unit.symbol}"
    formula = f"{found.total} − {' − '.join(part.text for part in others)} = {left.high:.0f}"
    return verdict(reading, outcome(readings), Case("sum-of-parts", last, tuple(others), follows, formula))


def counted_as(claim: Claim) -> Interval:
    """What a count of whole things allows: a number as printed, unless it is hedged or of thousands."""
    return rounded(claim) if claim.hedges or claim.unit.magnitude else Interval(claim.value, claim.value)


def all_of(reading: Reading, listing: Listing) -> Iterable[Verdict]:
    """The verdict on the parts behind 其中 together: all of them are the whole, some of them are not above it."""
    whole, parts = listing.whole, listing.parts
    added = plus(rounded(part) for part in parts)
    above = added.low > rounded(whole).high
    if above and not (listing.all or listing.apart or looks_misprinted(whole, parts)):
        return ()  # a later part may be one of an earlier: 全球7.9亿美元，美国5.6亿美元

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        made = plus(of(part) for part in parts)
        yield of(whole), made if listing.all or listing.maybe_all else Interval(made.low, max(made.high, of(whole).high, made.low))

    follows = shown(added, whole)
    formula = " + ".join(part.text for part in parts) + f" = {follows}"
    doubt = "" if listing.all or (above and listing.apart) else "；各项或有重叠" if above else "；所列各项或不是全部"
    code = "sum-of-parts" if listing.all or not above else "parts-above-whole"
    return verdict(
        reading, outcome(readings), Case(code, whole, parts, follows if listing.all else told_more(follows, above), formula, doubt)
    )


def told_more(follows: str, above: bool) -> str:
    """What follows from parts that need not be all."""
    return f"不小于{follows}" if above else follows


def nearly(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts make their whole but for little, or for a misprint; others may be left out between them and the rest."""
    made, said = plus(rounded(part) for part in parts), rounded(whole)
    return abs(at(made) - at(said)) <= NEAR * abs(at(said)) or looks_misprinted(whole, parts)


def total_rows(reading: Reading, grid: Grid) -> Iterator[Verdict]:
    """Every 合计 row of a table against the rows above it, up to the 合计 before."""
    begin = 0
    for row, label in enumerate(grid.labels):
        if not TABLED.total.search(label):
            continue
        for column, total in grid.row(row):
            if column and addable(grid, column, total):
                yield from total_cell(reading, grid, range(begin, row), column, total)
        begin = row + 1


def addable(grid: Grid, column: int, total: Claim) -> bool:
    """Whether the figures of a column may be added."""
    head = grid.heads[column]
    if total.unit.base in ("%", "倍", *POINTS):
        return total.unit.base == "%" and bool(TABLED.shares.search(head)) and not TABLED.changing.search(head)
    return not TABLED.not_added.search(head)


def across(reading: Reading, found: Across) -> Iterable[Verdict]:
    """The verdict on a total in a column of its own; the rows that fit say that it is one."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(found.cell), found.made(of)

    follows = shown(found.made(), found.cell)
    formula = " + ".join(part.text for part in found.others[:8]) + ("…" if len(found.others) > 8 else "") + f" = {follows}"
    case = Case("sum-of-rows", found.cell, found.others, follows, formula, "；表中其余各行的合计都等于前面各栏之和")
    return verdict(reading, outcome(readings), case)


def total_cell(reading: Reading, grid: Grid, rows: range, column: int, total: Claim) -> Iterable[Verdict]:
    """The verdict on one cell of a 合计 row; with 其中 or 小计 rows their sum without those must fit, and a misfit is a warning."""
    held = [(row, grid.claims.get((row, column))) for row in rows if grid.row(row)]
    if len(held) < 2 or any(claim is None or claim.unit.base != total.unit.base or not bounded(claim) for _, claim in held):
        return ()
    parts = [claim for _, claim in held if claim]
    plain = [claim for row, claim in held if claim and not TABLED.subtotal.search(grid.labels[row])]
    outer = outermost(plain)

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(total), plus(of(part) for part in parts)
        yield of(total), plus(of(part) for part in plain)
        yield of(total), plus(of(part) for part in outer)

    follows = shown(plus(rounded(part) for part in plain), total)
    formula = " + ".join(part.text for part in plain[:8]) + ("…" if len(plain) > 8 else "") + f" = {follows}"
    doubt = "" if plain == parts == outer else "；表中有“其中”“小计”一类的行"
    return verdict(reading, outcome(readings), Case("sum-of-rows", total, tuple(plain), follows, formula, doubt))


def outermost(parts: list[Claim]) -> list[Claim]:
    """The rows without those that the row above them is the sum of: members of a group must not be added twice."""
    kept, place = list[Claim](), 0
    while place < len(parts):
        kept.append(parts[place])
        below, beyond = plus(()), place + 1
        for end in range(place + 1, min(len(parts), place + 12)):
            below = plus((below, rounded(parts[end])))
            if end > place + 1 and below.overlaps(rounded(parts[place])):
                beyond = end + 1
                break
        place = beyond
    return kept
