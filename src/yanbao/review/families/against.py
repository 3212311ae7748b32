"""Against the warehouse: moves, ranks, top and bottom lists, official statistics and company results, as they are known there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, FULL_STOPS, WITH_ASIDES, clause_end, clause_start, parted, sentence_end, sentence_start
from yanbao.reader.document import Segment, Table
from yanbao.review import cells
from yanbao.review.families.lists import figures_behind
from yanbao.review.known import Asked, Held, Known, Listed, Order
from yanbao.review.patterns import Patterns
from yanbao.review.reading import WINDOW, Reading, Verdict

SAID = Patterns("lists")

TITLE = "与数据仓库"
RULE = "行情、名次、名单、官方统计与公司业绩和数据仓库一致"

REMEDY = "核对原始数据后改正；若口径不同，请写明口径"


def against(reading: Reading, known: Known) -> Iterator[Verdict]:
    """A figure whose words name without doubt what the warehouse holds is one of the values held there.

    Compared by the interval of the printed digits and hedges; otherwise an error that tells the value held and how it was
    reckoned. Names missing from a list of leaders or laggards, or out of place in it, are errors too; equal moves may stand in
    any order. A document that is not of the week that is known is not compared. What the warehouse does not hold, or the words
    leave open, is not spoken of.
    """
    held = known.of(reading.document)
    if held is None:
        return
    around = ""
    for segment in reading.document.prose():
        if segment.kind == "heading":
            around = reading.flat[segment.start : segment.end]
        if segment.kind != "source":
            yield from told(reading, segment, around, held)
            yield from lists(reading, segment, held)
    for number, table in enumerate(reading.document.tables, 1):
        yield from tabled(reading, number, table, held)


def compared(reading: Reading, claim: Claim, answers: Sequence[Held]) -> Verdict:
    """The verdict on a claim that the answers are of: right when it may be the print of one of them."""
    if any(held.allowed_by(claim) for held in answers):
        return Verdict((claim,))
    held = answers[0]
    message = f"“{claim.text}”与数据仓库不符：{held.name}为{held.printed}。"
    concluded = {"follows": held.printed, "formula": f"{held.how}（{held.id}）"}
    return Verdict((claim,), reading.finding("against-warehouse", "error", claim, message, REMEDY, **concluded))


# --- figures of the prose -------------------------------------------------------------------------------------------


def told(reading: Reading, segment: Segment, around: str, known: Known) -> Iterator[Verdict]:
    """The figures of a paragraph in order, each with the answers before it."""
    earlier: tuple[Held, ...] = ()
    for claim in reading.by_segment.get(segment.paragraph, ()):
        answers = known.figures(replace(asked(reading, claim, segment, around), earlier=earlier))
        if answers:
            yield compared(reading, claim, answers)
            earlier = (*earlier[-7:], next((held for held in answers if held.allowed_by(claim)), answers[0]))


def asked(reading: Reading, claim: Claim, segment: Segment, around: str) -> Asked:
    """A claim of the prose with the words around it; a paragraph's own words are around it as well as its heading's."""
    flat, start, end = reading.flat, claim.start, claim.end
    left, right = max(segment.start, start - WINDOW), min(segment.end, end + WINDOW)
    first = sentence_start(flat, left, start, FULL_STOPS)
    after = flat[end : clause_end(flat, end, right, WITH_ASIDES)]
    sentence = flat[first : min(right, sentence_end(flat, end, right, FULL_STOPS) + 1)].strip()
    clause = flat[clause_start(flat, first, start, WITH_ASIDES) : start]
    return Asked(claim, sentence, flat[first:start], clause, after, f"{flat[left:right]}\n{around}")


# --- figures of tables ----------------------------------------------------------------------------------------------


def tabled(reading: Reading, number: int, table: Table, known: Known) -> Iterator[Verdict]:
    """The cells of a table: one figure by the words of its row and head, several as the prose they are."""
    heads = cells.headed(reading.flat[cell.start : cell.end] if cell else "" for cell in (table.rows[0] if table.rows else ()))
    caption = "\n".join(reading.flat[one.start : one.end] if one else "" for one in (table.caption, table.source))
    for place, row in enumerate(table.rows[1:], 2):
        texts = [reading.flat[cell.start : cell.end].strip() if cell else "" for cell in row]
        claims = {column: claim for column in range(1, len(row) + 1) if (claim := reading.by_cell.get((number, place, column)))}
        names = [text for column, text in enumerate(texts, 1) if column not in claims]
        for column, claim in claims.items():
            cell = row[column - 1]
            if len(claim.text) < len(texts[column - 1].strip("!！")) and cell:
                yield from told(reading, cell, caption, known)
            elif 1 < column <= len(heads):
                words = cells.words(names, heads[column - 1])
                if answers := known.figures(Asked(claim, words, words, f"{texts[0]}{heads[column - 1]}", "", caption)):
                    yield compared(reading, claim, answers)


# --- lists of leaders -----------------------------------------------------------------------------------------------


def lists(reading: Reading, segment: Segment, known: Known) -> Iterator[Verdict]:
    """Lists of leaders and laggards, where the warehouse knows the order."""
    for found in SAID.leaders_of.finditer(reading.flat, segment.start, segment.end):
        left = max(segment.start, found.start() - WINDOW)
        start = sentence_start(reading.flat, left, found.start(), FULL_STOPS)
        names = names_behind(reading.flat, found.end(), min(segment.end, found.end() + 3 * WINDOW))
        words = reading.flat[start : found.end()]
        laggards = "后" in found[0] or "跌幅" in found[0].replace("涨跌幅", "")
        order = known.order(Listed(names, words, laggards)) if len(names) > 1 else None
        yield from paired(reading, segment, found.end(), names, known)
        if order and len(names) <= len(order.names) and set(names) <= order.universe:
            yield placed(reading, (found.end(), segment.end), names, order)


def paired(reading: Reading, segment: Segment, start: int, names: tuple[str, ...], known: Known) -> Iterator[Verdict]:
    """The figures that 分别 gives to the names of a list, each by its own name."""
    found = SAID.each.search(reading.flat, start, min(segment.end, start + 400))
    figures = figures_behind(reading, found.end(), segment.end) if found else ()
    left = max(segment.start, start - WINDOW)
    first = sentence_start(reading.flat, left, start, FULL_STOPS)
    sofar = reading.flat[first:start]
    if len(figures) != len(names) or parted(reading.flat, start, figures[0].start, FULL_STOPS):
        return
    for name, claim in zip(names, figures, strict=True):
        before = f"{name}涨幅"
        if answers := known.figures(Asked(claim, f"{sofar}{before}{claim.text}", f"{sofar}{before}", before, "", "")):
            yield compared(reading, claim, answers)


def names_behind(flat: str, start: int, end: int) -> tuple[str, ...]:
    """The names of the list that begins at an offset, without what stands in brackets behind them."""
    listed = SAID.more.split(ASIDE.sub("", flat[start : sentence_end(flat, start, end)]))[0]
    names = listed.split("、")
    last = SAID.last_joint.split(names[-1], maxsplit=1) if len(names) > 1 else names[-1:]
    return tuple(name.strip() for name in (*names[:-1], *last))


def placed(reading: Reading, span: tuple[int, int], names: tuple[str, ...], order: Order) -> Verdict:
    """The verdict on a list: the names that belong there, each before those it beats."""
    count = len(names)
    value = dict(zip(order.names, order.values, strict=True))
    surplus = [name for name in names if name not in order.names[:count] and value.get(name) != order.values[count - 1]]
    missing = [name for name in order.names[:count] if name not in names][: len(surplus)]
    right = "、".join(order.names[:count])
    if surplus:
        wrong = f"缺{'、'.join(missing)}，{'、'.join(surplus)}不在其中"
    else:
        late = next(
            (b for a, b in zip(names, names[1:], strict=False) if order.names.index(b) < order.names.index(a) and value[a] != value[b]), ""
        )
        wrong = f"{late}的位置应在前" if late else ""
    claims = reading.between(span[0], span[0] + sum(map(len, names)) * 4)
    if not wrong:
        return Verdict(claims)
    place = reading.flat.find(names[0], *span)
    end = reading.flat.find(names[-1], place) + len(names[-1])
    finding = reading.finding_at(
        (place, end), "list-against-warehouse", "error", f"名单与数据仓库不符：{wrong}。", REMEDY, follows=right, formula=order.how
    )  # fmt: skip
    return Verdict(claims, finding)
