"""Lists: as many figures as names, in the order that the words claim, and ranks as the document's own tables have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yanbao.core.finding import Level
from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, FULL_STOPS, clause_end, clause_start, parted
from yanbao.reader.document import Table
from yanbao.reader.vocabulary import words
from yanbao.review.patterns import Patterns
from yanbao.review.ranking import Ranked, ranked_columns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.totals import number_of
from yanbao.review.trends import Order, orders

SAID = Patterns("lists")

TITLE = "名单与排序"
RULE = "“分别”之后的数字与名称一样多，按大小排列的名单次序无误，“仅次于”“连续几个月回升”与所列各数相符，名次与文中表格一致"

WINDOW = 200
"""How many characters a clause with its list may be long."""
FEWEST_LEADERS, MOST_LEADERS = 3, 60
"""Between how many names a list of leaders is looked at."""
LONGEST = 1000
"""How many characters a list of leaders may be long."""
NUMBERS = re.compile(r"\d+(?:\.\d+)?")
COUNTED = frozenset(["个", "家", "只", "大"])


def lists(reading: Reading) -> Iterator[Verdict]:
    """分别 gives one figure to each name; a list said to be of the largest falls; a rank is the row's place in a table.

    Names and figures that differ by one in number are an error when the names are three or more, else a warning; a warning too
    where the last two may be one name. A list headed 依次 or 由高到低 that does not fall is an error, any other list of leaders
    a warning. 仅次于 and 连续三个月回升 tell the order of the figures behind them. A rank is compared with a column of ranks, or
    with the order of a table that has exactly as many rows as the sentence counts.
    """
    yield from counted(reading)
    yield from ordered(reading)
    yield from leaders(reading)
    yield from as_many_as_said(reading)
    yield from ranked(reading)
    for found in ranked_columns(reading):
        yield by_rank(reading, found)
    for order in orders(reading):
        yield of_order(reading, order)


# --- as many figures as names ---------------------------------------------------------------------------------------


def counted(reading: Reading) -> Iterator[Verdict]:
    """Every 分别 whose names and figures are both a plain list."""
    for segment in reading.document.prose():
        held: tuple[Claim, ...] = ()
        for found in SAID.each.finditer(reading.flat, segment.start, segment.end):
            figures = figures_behind(reading, found.end(), min(segment.end, found.end() + WINDOW))
            if held and parted(reading.flat, held[-1].end, found.start(), FULL_STOPS):
                held = ()
            first = max(segment.start, found.start() - WINDOW)
            start = clause_start(reading.flat, first, found.start())
            clause = reading.flat[start : found.start()]
            names = names_in(clause, len(figures)) or bracketed(reading.flat[first : found.start()])
            names = names or listed_before(reading.flat[first:start], clause, len(figures))
            held = () if SAID.between_names.search(clause) else held
            if len(figures) > 1 and plain(reading, figures):
                counts = paired(reading, names or [claim.text for claim in held], figures)
                yield from counts if names or held else as_counted(reading, clause, figures)
            elif len(figures) == 1 and len(names or held) == 2 and plain(reading, figures):
                yield from paired(reading, names or [claim.text for claim in held], figures)
            held = figures


def bracketed(sentence: str) -> list[str]:
    """The names before 分别 where each has its code behind it: 甲（000001）、乙（000002）分别."""
    found = SAID.coded_names.search(sentence)
    return [part.strip() for part in SAID.between_names.split(ASIDE.sub("", found[0]))] if found else []


def listed_before(before: str, clause: str, count: int) -> list[str]:
    """The names of the list right before a clause that names nothing but a metric: 前三大客户为甲、乙、丙，占比分别为.

    As many as the list says it has; else as many as make the ``count`` of figures, if what joins two names may stand in one.
    """
    plain_metric = is_metric(clause.strip()) and not NUMBERS.search(clause) and not SAID.between_names.search(clause)
    found = SAID.list_before.search(before) if plain_metric else None
    if not found or SAID.not_a_list.search(found["names"]):
        return []
    apart, joined = (parts.split(found["names"]) for parts in (SAID.between_names, SAID.between_items))
    said = number_of(found["count"]) if found["count"] else 0
    if said and not len(joined) <= said <= len(apart):
        return []
    meant = min(max(said or count, len(joined)), len(apart))
    names = apart if meant == len(apart) else joined if meant == len(joined) else []
    return [name.strip() for name in names]


def as_counted(reading: Reading, clause: str, figures: tuple[Claim, ...]) -> Iterator[Verdict]:
    """The verdict on a list whose names are counted, not told: 四大业务占比分别为."""
    found = SAID.count_of.search(clause)
    count = number_of(found["count"]) if found else 0
    if count > 1 and abs(count - len(figures)) == 1:
        message = f"“分别”之前说有{count}项，之后有{len(figures)}个数字。"
        span = (figures[0].start, figures[-1].end)
        told = {"formula": f"{count}项 ≠ {len(figures)}个数字"}
        finding = reading.finding_at(span, "names-and-figures", "warning", message, "补上缺的数字，或改写这一句", **told)
        yield Verdict((), finding)
    elif count == len(figures):
        yield Verdict(())


def figures_behind(reading: Reading, start: int, end: int) -> tuple[Claim, ...]:
    """The figures of the list that begins within a few characters."""
    run: list[Claim] = []
    for claim in reading.between(start, end):
        gap = reading.flat[run[-1].end : claim.start] if run else reading.flat[start : claim.start]
        if run and not SAID.joined.fullmatch(gap) or not run and (len(gap) > 10 or clause_end(gap, 0, len(gap)) < len(gap)):
            break
        run.append(claim)
    return tuple(run)


def plain(reading: Reading, figures: tuple[Claim, ...]) -> bool:
    """Whether a list holds nothing but its figures and ends where a clause ends."""
    start, end = figures[0].start, figures[-1].end
    ended = reading.flat[end : end + 1] in ("", "，", ",", "。", "；", ";", "\n")
    number = len(NUMBERS.findall(reading.flat[start:end]))
    return ended and number == len(figures) and not any(claim.kind == "range" for claim in figures)


def names_in(clause: str, count: int) -> list[str]:
    """The names that a clause before 分别 lists; empty when it lists none, or when it is not plain what is listed.

    及 and 与 part two names, unless they follow no metric and there are as many names as the ``count`` of figures when they part none.
    """
    if found := SAID.years.search(clause):
        first, last = int(found[1]), int(found[1][:2] + found[2])
        return [] if SAID.between_names.search(clause) else [str(year) for year in range(first, last + 1)]
    if found := SAID.listed_years.search(clause):
        return [] if SAID.between_names.search(clause[found.end() :]) else NUMBERS.findall(found[0])
    clause = SAID.time_ahead.sub("", clause)
    owner, _, what = clause.rpartition("的")
    listed = [part for part in (owner, what) if SAID.between_names.search(part)]
    if len(listed) != 1 or NUMBERS.search(clause) and SAID.dated_or_share.search(clause):
        return []
    *heads, tail = listed[0].split("、")
    whole = [*heads, *SAID.between_whole_names.split(tail)]
    in_name = 1 < len(whole) == count and not any(SAID.in_names.search(name) and is_metric(SAID.in_names.split(name)[0]) for name in whole)
    names = [name.strip() for name in (whole if in_name else [*heads, *SAID.between_names.split(tail)])]
    return names if all(2 <= len(name) <= 14 for name in names) else []


def is_metric(name: str) -> bool:
    """Whether a name in a list is a metric, which no longer name goes on from: 净利润及毛利率 are two."""
    return bool(words().head.ending(name))


def paired(reading: Reading, names: list[str], figures: tuple[Claim, ...]) -> Iterator[Verdict]:
    """The verdict on a list: only a difference of one is likely to be a slip, more may be figures of several measures each.

    It is their number that is compared: no figure is, and so none counts in the coverage.
    """
    if len(names) == len(figures):
        yield Verdict(())
    elif len(names) > 1 and abs(len(names) - len(figures)) == 1:
        joint = one_name(reading, names, figures)
        level: Level = "error" if len(names) > 2 and not joint else "warning"
        doubt = f"；若“{joint}”是一个名称则个数相符" if joint else ""
        message = f"“分别”之前有{len(names)}项（{'、'.join(names)}），之后有{len(figures)}个数字{doubt}。"
        counts = f"{len(names)}项 ≠ {len(figures)}个数字"
        span = (figures[0].start, figures[-1].end)
        finding = reading.finding_at(span, "names-and-figures", level, message, "补上缺的名称或数字，或改写这一句", formula=counts)
        yield Verdict((), finding)


def one_name(reading: Reading, names: list[str], figures: tuple[Claim, ...]) -> str:
    """The last two names as one that holds 和 (家用电器和音像器材类), where it would make as many names as figures; else empty.

    What is listed may be the figures of the list before; those never are one.
    """
    *_, last, end = names
    joint = f"{last}和{end}"
    lead = reading.flat[max(0, figures[0].start - WINDOW) : figures[0].start]
    return joint if 2 < len(names) == len(figures) + 1 and joint in lead and not (NUMBERS.search(last) or is_metric(last)) else ""


# --- in the order claimed -------------------------------------------------------------------------------------------


def ordered(reading: Reading) -> Iterator[Verdict]:
    """Lists of leaders and laggards, by the size of their moves."""
    for segment in reading.document.prose():
        for found in SAID.trigger.finditer(reading.flat, segment.start, segment.end):
            last = min(segment.end, found.end() + LONGEST)
            end = SAID.list_end.search(reading.flat, found.end(), last)
            stop = end.start() if end else last
            run = listed_moves(reading, found.end(), stop)
            if len(run) > 2:
                yield sorted_as_claimed(
                    reading, found, run, bool(SAID.strict.search(reading.flat, max(segment.start, found.start() - 20), stop))
                )


def leaders(reading: Reading) -> Iterator[Verdict]:
    """销量前五为甲26.8、乙18.9…: lists of so many names with figures behind them, of which only the last need have a unit."""
    for segment in reading.document.prose():
        for found in SAID.leading.finditer(reading.flat, segment.start, segment.end):
            members = listing_from(reading, found.end(), min(segment.end, found.end() + LONGEST))
            if SAID.smallest.search(found["what"]) or len(members) != number_of(found["count"]) or len(members) < FEWEST_LEADERS:
                continue
            if len({member["unit"] for member in members} - {""}) > 1:
                continue
            figures = [float(member["figure"].replace(",", "")) for member in members]
            place = next((number for number in range(1, len(figures)) if figures[number] > figures[number - 1]), 0)
            yield Verdict(()) if not place else out_of_order(reading, found, members[place - 1], members[place])


def as_many_as_said(reading: Reading) -> Iterator[Verdict]:
    """涨幅前五的行业为: five names; what joins two names may stand in one, so that a list has a least and a most number of them."""
    for segment in reading.document.prose():
        for found in SAID.counted_list.finditer(reading.flat, segment.start, segment.end):
            listed = ASIDE.sub("", found["names"])
            least, most = len(listed.split("、")), len(SAID.between_names.split(listed))
            said = number_of(found["count"])
            if least < FEWEST_LEADERS - 1 or SAID.not_a_list.search(listed):
                continue
            if least <= said <= most:
                yield Verdict(())
            elif said in (least - 1, most + 1):
                count = least if said < least else most
                message = f"写的是“{found['count']}”个，之后列了{count}个（{listed[:60]}）。"
                formula = f"{said} ≠ {count}"
                told = reading.finding_at(
                    found.span("names"), "names-and-figures", "warning", message, "补上缺的名称，或改个数", formula=formula
                )
                yield Verdict((), told)


def listing_from(reading: Reading, start: int, stop: int) -> list[re.Match[str]]:
    """The members of the list that begins at an offset, one right behind the other."""
    members: list[re.Match[str]] = []
    while (found := SAID.member.match(reading.flat, start, stop)) and len(members) < MOST_LEADERS:
        members.append(found)
        start = found.end()
        if not found["end"]:
            break
    return members


def out_of_order(reading: Reading, found: re.Match[str], one: re.Match[str], other: re.Match[str]) -> Verdict:
    """The finding on a list of leaders where a larger figure stands behind a smaller one."""
    formula = f"{one['figure']} < {other['figure']}"
    told = [f"{member['name']}{member['figure']}" for member in (other, one)]
    message = f"“{found['what'].lstrip('年月日周')}前{found['count']}”的名单没有按大小排列：{told[0]} 排在 {told[1]} 之后。"
    level: Level = "error" if SAID.strict.search(found[0]) else "warning"
    remedy = "按数值重新排列，或核对其中的数字"
    return Verdict((), reading.finding_at(other.span("figure"), "list-order", level, message, remedy, formula=formula))


def listed_moves(reading: Reading, start: int, stop: int) -> list[Claim]:
    """The percentages of a list: those in brackets behind names, else the first run of figures joined to a list."""
    moves = [claim for claim in reading.between(start, stop) if claim.unit.base == "%" and claim.kind != "range"]
    bracketed = [claim for claim in moves if SAID.opening_bracket.search(reading.flat[max(0, claim.start - 24) : claim.start])]
    if bracketed:
        return bracketed
    run = moves[:1]
    for claim in moves[1:]:
        if not SAID.joined.fullmatch(reading.flat, run[-1].end, claim.start):
            break
        run.append(claim)
    return run


def sorted_as_claimed(reading: Reading, found: re.Match[str], run: list[Claim], strict: bool) -> Verdict:
    """The verdict on a list: leaders fall, of falls in size; laggards may be told from either end."""
    rooms = [sized(claim) for claim in run] if found["what"] in ("跌幅", "降幅") else [claim.interval for claim in run]
    falls = [place for place, (one, other) in enumerate(pairwise(rooms), 1) if not one.high >= other.low]
    rises = [place for place, (one, other) in enumerate(pairwise(rooms), 1) if not one.low <= other.high]
    late = found["end"] in ("居后", "靠后", "后")
    if not falls or (late and not rises):
        return Verdict(tuple(run))
    place = falls[0]
    one, other = run[place - 1], run[place]
    message = f"“{found[0]}”的名单没有按大小排列：{other.text} 排在 {one.text} 之后。"
    formula = f"{one.text} < {other.text}" if found["what"] not in ("跌幅", "降幅") else f"{one.text} 的幅度小于 {other.text}"
    level: Level = "error" if strict else "warning"
    finding = reading.finding("list-order", level, other, message, "按数值重新排列，或核对其中的数字", formula=formula)
    return Verdict(tuple(run), finding)


def sized(claim: Claim) -> Interval:
    """The interval of a claim's size, whatever its sign."""
    return claim.interval if claim.low >= 0 else Interval(-claim.high, -claim.low)


# --- rank as tabled -------------------------------------------------------------------------------------------------


def ranked(reading: Reading) -> Iterator[Verdict]:
    """Every rank of the prose against every table that can say it."""
    read: dict[tuple[int, int], dict[str, Interval]] = {}
    for claim in (claim for claim in reading.claims if claim.kind == "rank" and not claim.cell):
        sentence = reading.before(claim)
        count = counted_in(reading, claim, sentence)
        if count and claim.low > count:
            yield beyond(reading, claim, count)
            continue
        for number, table in enumerate(reading.document.tables, 1):
            if (number, count) not in read:
                read[number, count] = tabled_ranks(reading, number, table, count)
            places = read[number, count]
            named = {name: room for name, room in places.items() if name in sentence}
            if named:
                yield as_tabled(reading, claim, named, number)


def beyond(reading: Reading, claim: Claim, count: int) -> Verdict:
    """The finding on a rank behind the last: 31个行业中排名第33位."""
    message = f"写的是“{claim.text}”，而句中一共只有{count}个。"
    told = {"follows": f"不大于{count}", "formula": f"{claim.text} > {count}"}
    return Verdict((claim,), reading.finding("rank-beyond-count", "error", claim, message, "核对名次与总数", **told))


def counted_in(reading: Reading, claim: Claim, sentence: str) -> int:
    """How many were ranked, as the sentence counts them before the rank; 0 when it does not."""
    held = reading.between(claim.start - len(sentence), claim.start)
    return int(next((one.value for one in reversed(held) if one.kind == "count" and one.unit.base in COUNTED), 0))


def tabled_ranks(reading: Reading, number: int, table: Table, count: int) -> dict[str, Interval]:
    """The ranks that a table gives its rows: by its column of ranks, else by its moves when it has just ``count`` rows."""
    heads = [reading.document.words(cell).strip() if cell else "" for cell in table.rows[0]] if table.rows else []
    names = [reading.document.words(row[0]).strip() if row and row[0] else "" for row in table.rows[1:]]
    ranks = next((place for place, head in enumerate(heads) if SAID.rank_head.search(head)), -1)
    if ranks >= 0:
        cells = [row[ranks] if ranks < len(row) else None for row in table.rows[1:]]
        held = {
            name: SAID.place.fullmatch(reading.document.words(cell))
            for name, cell in zip(names, cells, strict=True)
            if cell and len(name) > 1
        }
        return {name: Interval(int(found[1]), int(found[1])) for name, found in held.items() if found}
    moves = next((place for place, head in enumerate(heads, 1) if place > 1 and SAID.move_head.search(head)), 0)
    if count != len(names) or not moves:
        return {}
    claims = {name: claim for row, name in enumerate(names, 2) if len(name) > 1 and (claim := reading.by_cell.get((number, row, moves)))}
    rooms = [claim.interval for claim in claims.values()]
    return {name: place_of(claim.interval, rooms) for name, claim in claims.items()} if len(rooms) == len(names) else {}


def place_of(room: Interval, rooms: list[Interval]) -> Interval:
    """The places that a move may take among all: behind those surely larger, behind those that may be."""
    return Interval(1 + sum(one.low > room.high for one in rooms), sum(one.high >= room.low for one in rooms))


def as_tabled(reading: Reading, claim: Claim, named: dict[str, Interval], number: int) -> Verdict:
    """The verdict on a rank: right when any of the rows that its sentence names has it."""
    if any(room.holds(claim.value) for room in named.values()):
        return Verdict((claim,))
    name = max(named, key=lambda one: (reading.before(claim).rfind(one), len(one)))
    place = f"第{named[name].low:.0f}"
    message = f"文中说{name}名列“{claim.text}”，而第{number}张表中它是{place}。"
    return Verdict(
        (claim,),
        reading.finding("rank-as-tabled", "error", claim, message, "对照表格改正名次", follows=place, formula=f"表中{name}：{place}"),
    )


def by_rank(reading: Reading, found: Ranked) -> Verdict:
    """The verdict on a column beside a column of ranks."""
    if found.astray is None:
        return Verdict(found.cells)
    cell = found.astray.text
    message = f"名次一栏与这一栏只差一格：{cell} 不在它的名次上，其余各行都按名次排列。"
    remedy = "核对这一格与它的名次"
    return Verdict(
        found.cells, reading.finding("rank-as-tabled", "warning", found.astray, message, remedy, formula=f"{cell} 的次序与名次不符")
    )


def of_order(reading: Reading, found: Order) -> Verdict:
    """The verdict on two figures whose order is told."""
    one, other = found.one, found.other
    if not found.broken:
        return Verdict((one, other))
    than = "大" if found.rises else "小"
    message = f"写的是“{found.words}”，但“{one.text}”比“{other.text}”{than}。"
    formula = f"{one.text} {'>' if found.rises else '<'} {other.text}"
    remedy = "核对这两个数字，或改写这一句"
    return Verdict((one, other), reading.finding("order-against-words", "error", one, message, remedy, formula=formula))
