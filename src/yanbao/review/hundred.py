"""Shares that must add to a hundred: a list in a sentence, or a column of a table, in which 其他 is what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yanbao.core.finding import Level
from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, last_clause
from yanbao.review.arithmetic import WHOLE, Of, bounded, decimals, minus, outcome, plus, printed, rounded
from yanbao.review.balances import groups_in
from yanbao.review.comparisons import words
from yanbao.review.misprints import misprint
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.runs import Run, runs
from yanbao.review.skeleton import Skeleton, periods, skeletons
from yanbao.review.tables import Grid, grids
from yanbao.review.telling import CUT_OFF, listed

SAID = Patterns("shares")

LEAST, MOST_OF_COLUMN = 90.0, 120.0
"""What the shares of one whole come to even with a slip: with much less some may be left out, and a column with much more may hold
the shares of several wholes."""
FAR = 12.0
"""How far shares that are meant to be all may miss 100."""
MOST = 60
"""The most shares that a list is followed for."""


def listed_shares(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """A占比a、B占比b、其他占比c, 收入构成：A a、B b、其他c, A、B和其他占比分别为a、b、c: a + b + c = 100%."""
    if over := above_hundred(sentence):
        yield from hundred(reading, over, above=True)
    if "其中" in sentence.text:
        return
    parts = each_named(sentence) or composition(sentence)
    if parts and not totalled(sentence, parts[-1]):
        yield from hundred(reading, parts)
    before: Run | None = None
    for run in runs(sentence):
        if run.claims[-1] not in parts and shares_to_rest(run, before) and not totalled(sentence, run.claims[-1]):
            yield from hundred(reading, run.claims)
        before = run


def all_but_misprinted(reading: Reading) -> Iterator[tuple[Claim, ...]]:
    """Shares of one whole that add to 100, or would but for one that looks like a misprint: lists of three, and complementary pairs."""
    for sentence in skeletons(reading):
        for run in runs(sentence):
            found = SAID.share.search(run.lead)
            if len(run.claims) > 2 and found and all(claim.unit.base == "%" for claim in run.claims):
                yield from nearly_hundred(run.claims, all_told=bool(found["of"]))
    for sentence in periods(reading):
        leads = sentence.leads()
        shares = [place for place, claim in enumerate(sentence.claims) if claim.unit.base == "%" and SAID.share.search(leads[place])]
        for group in groups_in(sentence, leads) if len(shares) > 1 else ():
            told = {
                place: leads[place] if any(name in leads[place] for name in group) else leads[place - 1] if place else ""
                for place in shares
            }
            held = [place for name in group for place in shares if name in told[place]]
            if len(held) == len(group) == len(set(held)):
                yield from nearly_hundred(tuple(sentence.claims[place] for place in held), all_told=True)


def nearly_hundred(parts: tuple[Claim, ...], all_told: bool) -> Iterator[tuple[Claim, ...]]:
    """Shares that add to 100, or of which one is a misprint of what the others leave; a list that need not be all only above 100."""
    rooms = [rounded(part) for part in parts]
    added = plus(rooms)
    if not all(bounded(part) for part in parts) or added.low > 100 + FAR or added.high < (100 - FAR if all_told else 100):
        return
    for place, part in enumerate(parts):
        left = minus(WHOLE, plus(room for number, room in enumerate(rooms) if number != place))
        if added.overlaps(WHOLE) or misprint(part, left):
            yield parts
            return


def totalled(sentence: Skeleton, last: Claim) -> bool:
    """Whether 合计100% stands behind a list: then its sum is held against that."""
    number = sentence.number(last) + 1
    total = sentence.claims[number] if number < len(sentence.claims) else None
    return (
        total is not None
        and total.unit.base == "%"
        and bool(SAID.total_of_shares.search(sentence.leads()[number]))
        and total.interval.overlaps(WHOLE)
    )


def each_named(sentence: Skeleton) -> tuple[Claim, ...]:
    """Every percentage of a sentence, when each is called a share and the last, and no other, is the rest."""
    pairs = zip(sentence.claims, sentence.leads(), strict=False)
    held = [(claim, lead) for claim, lead in pairs if claim.unit.base == "%" and not SAID.total_of_shares.search(lead)]
    if len(held) < 3 or not all(SAID.share.search(lead) or SAID.rest.search(lead) for _, lead in held):
        return ()
    rests = [claim for claim, lead in held if SAID.rest.search(lead)]
    parts = tuple(claim for claim, _ in held)
    whole = len(rests) == 1 and rests[0] == parts[-1] and all(bounded(claim) for claim in parts)
    return parts if whole and not any("分别" in lead for _, lead in held) else ()


def composition(sentence: Skeleton) -> tuple[Claim, ...]:
    """The percentages from 收入构成：订阅60% with 其他16% among them, each behind its name alone."""
    leads = sentence.leads()
    for number, claim in enumerate(sentence.claims):
        begins = SAID.composed.search(leads[number]) and claim.unit.base == "%" and not words().moved.search(leads[number])
        parts = named_alone(sentence, number, leads) if begins else ()
        if parts:
            return parts
    return ()


def above_hundred(sentence: Skeleton) -> tuple[Claim, ...]:
    """Three shares or more of one whole, one behind the other, that come to more than 100 without a rest; empty when there are none.

    Shares of several measures (收入占比、利润占比), of several times or wholes, and of groups that may overlap, are none.
    """
    leads, done = sentence.leads(), 0
    for begin, lead in enumerate(leads[:-1]):
        said = SAID.share.search(lead)
        if begin < done or not is_part(sentence, begin) or not (said or SAID.composed.search(lead)):
            continue
        done = begin + 1
        while done < len(sentence.claims) and done < begin + MOST and is_next(sentence, done, said["of"] if said else ""):
            done += 1
        names = [last_clause(lead).removeprefix("其中"), *leads[begin + 1 : done]]
        if too_many(names, sentence.claims[begin:done]):
            return sentence.claims[begin:done]
    return next((run.claims for run in runs(sentence) if too_many(names_before(run), run.claims)), ())


def is_part(sentence: Skeleton, place: int) -> bool:
    """Whether a figure is a percentage that is no change."""
    claim = sentence.claims[place]
    return claim.unit.base == "%" and bounded(claim) and not words().moved.search(sentence.leads()[place])


def is_next(sentence: Skeleton, place: int, whole: str) -> bool:
    """Whether a figure goes on a list of shares of a whole: behind a name alone, and of no other whole."""
    lead = sentence.leads()[place]
    said = SAID.share.search(lead)
    return (
        is_part(sentence, place)
        and bool(SAID.part.match(lead))
        and not SAID.total_of_shares.search(lead)
        and not (said and said["of"] != whole)
    )


def names_before(run: Run) -> list[str]:
    """The names of which a run has the shares: 甲、乙和丙占比分别为; none when it is not plain that there are as many."""
    found = SAID.share.search(run.lead)
    if not found or found["of"] or "分别" not in run.lead or run.claims[0].unit.base != "%":
        return []
    names = SAID.between_names.split(last_clause(run.lead[: found.start()]).removeprefix("其中"))
    return names if len(names) == len(run.claims) and all(names) else []


def too_many(names: Sequence[str], parts: Sequence[Claim]) -> bool:
    """Whether shares under names of parts, and of no rest, come to a little more than 100."""
    added = plus(rounded(part) for part in parts)
    named = len(names) == len(parts) > 2 and not any(SAID.apart.search(name) or SAID.rest.search(name) for name in names)
    return named and 100 < added.low < 100 + FAR


def named_alone(sentence: Skeleton, number: int, leads: list[str]) -> tuple[Claim, ...]:
    """The percentages from one on, each behind a name alone, up to a change or a total.

    Behind the rest more may come (其他(补充), 租赁收入). Empty when none is the rest, or when it is not plain where the list ends.
    """
    parts, rest = list[Claim](), False
    for place in range(number, min(len(sentence.claims), number + MOST)):
        claim, lead = sentence.claims[place], ASIDE.sub("", leads[place])
        if claim.unit.base != "%" or words().moved.search(lead) or SAID.total_of_shares.search(lead):
            break
        if not bounded(claim) or not (place == number or SAID.plain_part.match(lead)):
            return ()
        parts.append(claim)
        rest = rest or bool(SAID.rest.search(lead))
    return tuple(parts) if 2 < len(parts) < MOST and rest else ()


def shares_to_rest(run: Run, before: Run | None) -> bool:
    """Whether a run of percentages are shares whose names, in the words before it or before as many figures, end with the rest."""
    found = SAID.share.search(run.lead)
    if not found or found["of"] or any(claim.unit.base != "%" for claim in run.claims) or len(run.claims) < 3:
        return False
    own = run.lead[: found.start()].strip("，、其")
    if own or before is None:
        return rest_named_last(own.removesuffix("的"), len(run.claims))
    return len(before.claims) == len(run.claims) and "分别" in before.lead and rest_named_last(before.lead, len(run.claims))


def rest_named_last(words_before: str, count: int) -> bool:
    """Whether words end with so many names, of which the last is the rest."""
    names = SAID.between_names.split(last_clause(words_before))[-count:]
    return len(names) == count and all(names) and bool(SAID.rest.match(names[-1]))


def hundred(
    reading: Reading, parts: Sequence[Claim], column: bool = False, misprinted: bool = False, above: bool = False
) -> Iterable[Verdict]:
    """The verdict on shares that add to 100; it stands at the rest, but any of them may be wrong.

    ``misprinted`` shares are no more than likely to be all; ``above`` a hundred without a rest they may overlap.
    """

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield WHOLE, plus(of(claim) for claim in parts)

    told = outcome(readings)
    total = plus(rounded(claim) for claim in parts)
    if told == "fits":
        yield Verdict(tuple(parts))
        return
    said = printed(total, "%", max(decimals(claim) for claim in parts))
    doubt = (
        CUT_OFF if told == "warning" else "；各项或有重叠" if above else "；或没有列全" if misprinted else unlike_one_whole(total, column)
    )
    message = f"{'这一列' if column else '所列'}占比（{listed(parts)}）合计为{said}，不是100%{doubt}。"
    formula = " + ".join(claim.text for claim in parts[:12]) + ("…" if len(parts) > 12 else "") + f" = {said}"
    level: Level = "warning" if doubt else "error"
    remedy = "核对各项占比，使其合计为100%，或说明各项之间有重叠。"
    finding = reading.finding("shares-not-100", level, parts[-1], message, remedy, follows=f"各项合计100%（现为{said}）", formula=formula)
    yield Verdict(tuple(parts), finding)


def unlike_one_whole(total: Interval, column: bool) -> str:
    """Why shares may not be all of one whole, by what they come to."""
    if total.high < LEAST:
        return "；或没有列全，或有重叠"
    return "；各行或不是同一整体的部分" if column and total.low > MOST_OF_COLUMN else ""


def tabled_shares(reading: Reading) -> Iterator[Verdict]:
    """A column called 占比 down to the row 其他: with it, all add to 100; where 合计 says 100 that is what they are held against."""
    for grid in grids(reading):
        for column, head in enumerate(grid.heads):
            if column and SAID.column.fullmatch(re.sub(r"\s", "", head)):
                for row, label in enumerate(grid.labels):
                    if SAID.row.match(label) and closes(grid, row, column):
                        yield from down_to_rest(reading, grid, row, column)


def closes(grid: Grid, row: int, column: int) -> bool:
    """Whether a row is the last of its group: what follows is a total other than 100, a row without a figure, or nothing."""
    claim = grid.claims.get((row + 1, column))
    if claim is None:
        return True
    return bool(SAID.total_row.match(grid.labels[row + 1])) and not claim.interval.overlaps(WHOLE)


def down_to_rest(reading: Reading, grid: Grid, row: int, column: int) -> Iterable[Verdict]:
    """The verdict on the rows of figures that end with a row of the rest, without those that are part of another."""
    parts = list[Claim]()
    for place in range(row, -1, -1):
        claim = grid.claims.get((place, column))
        if claim is None or SAID.total_row.match(grid.labels[place]) or (place < row and SAID.row.match(grid.labels[place])):
            break
        if claim.unit.base != "%" or not bounded(claim) or SAID.within_row.search(grid.labels[place]):
            return ()
        parts.insert(0, claim)
    return hundred(reading, parts, column=True) if len(parts) > 2 else ()
