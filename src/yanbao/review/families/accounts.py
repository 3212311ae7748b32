"""Statistical accounts: what the names of official statistics say of each other, and growth between that of the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.accounts import Account
from yanbao.review.accounts import accounts as found_in
from yanbao.review.arithmetic import Of, mirrored, outcome, rounded
from yanbao.review.entries import RATED
from yanbao.review.partitions import Partition, change_of_parts, growth_of_parts, partitions
from yanbao.review.reading import Reading, Verdict
from yanbao.review.telling import Case, shown, verdict

TITLE = "统计恒等式"
RULE = (
    "进出口总额 = 出口 + 进口、国内生产总值为三次产业增加值之和、自然增长率 = 出生率 − 死亡率一类按定义成立的关系，"
    "各数分写在一段的几句里也须相符；CPI一类的增速在各部分的之间，各部分齐全时，整体的增速是它们增速的加权平均。"
)
RATE = "；率按年平均人口或另有口径计算时不在此列"
LOOSE = "；另有其他部分时不在此列"
BETWEEN = "；中间另有别的数字，或不是同一整体"
TIMES = "；文中没有写明各数是同一时间的"
BASES = "；整体与各部分的增速或不按同一口径"


def accounts(reading: Reading) -> Iterator[Verdict]:
    """A whole is what its parts make, and its growth over a year what theirs makes, in whichever sentences of a paragraph they stand.

    An error where the names say all; a warning where the rule is a loose one, or a figure of another name stands between them and
    one of them looks like a misprint.
    Growth is an error outside the least and the greatest of the parts, a warning where only its weight is wrong.
    """
    for account in found_in(reading):
        yield from of_account(reading, account)
        if account.complete():
            yield from of_change(reading, account)
    for found in partitions(reading):
        yield from of_growth(reading, found)


def of_account(reading: Reading, account: Account) -> Iterable[Verdict]:
    """The verdict on one whole."""
    room, told = account.made(rounded), outcome(account.readings)
    if room is None or (told == "error" and account.apart and not account.misprinted()):
        return ()
    made = shown(room, account.whole.claim)
    follows = account.told() if account.rule.mean else moved_by(room, account.whole.claim) if account.whole.kind == "change" else made
    doubt = (
        (RATE if account.rule.divides else LOOSE) if account.rule.loose else BETWEEN if account.apart else TIMES if undated(account) else ""
    )
    formula = account.told() if account.rule.mean else f"{account.told()} = {made}"
    return verdict(reading, told, Case("account", account.whole.claim, account.parts, follows, formula, doubt))


def undated(account: Account) -> bool:
    """Whether it is one of growth of which no time is known: months and cumulative ones stand side by side in many a text."""
    return account.whole.kind in RATED and not all(claim.period for claim in (account.whole.claim, *account.parts))


def moved_by(room: Interval, claim: Claim) -> str:
    """A change in words: 减少50万人."""
    return f"减少{shown(mirrored(room), claim)}" if room.high < 0 else f"增加{shown(room, claim)}" if room.low > 0 else shown(room, claim)


def of_growth(reading: Reading, found: Partition) -> Iterable[Verdict]:
    """The verdict on the growth of a whole that has all its parts."""
    stated, rates = found.whole.growth, tuple(part.growth for part in found.parts if part.growth)
    if stated is None:
        return ()
    within = stated.high >= min(rate.low for rate in rates) and stated.low <= max(rate.high for rate in rates)
    made = partial(growth_of_parts, found)
    others = tuple(part.claim for part in found.parts)
    return compared(reading, stated, (*others, *rates), made, " + ".join(claim.text for claim in others), BASES if within else "")


def of_change(reading: Reading, account: Account) -> Iterable[Verdict]:
    """The verdict on the amount by which a whole grew."""
    if account.whole.amount is None or account.rule.deflated:
        return ()
    rates = tuple(entry.growth for entry in (*account.plus, *account.less) if entry.growth)
    made = partial(change_of_parts, account.plus, account.less)
    return compared(reading, account.whole.amount, (*account.parts, *rates), made, account.told(), BASES)


def compared(
    reading: Reading, stated: Claim, others: tuple[Claim, ...], made: Callable[[Of], Interval | None], told: str, doubt: str
) -> Iterable[Verdict]:
    """The verdict on a growth that that of the parts makes."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(stated), made(of)

    follows = shown(made(rounded), stated)
    rates = "、".join(claim.text for claim in others[len(others) // 2 :])
    formula = f"{told}，由各部分增速{rates}算得{follows}"
    return verdict(reading, outcome(readings), Case("growth-of-parts", stated, others, follows, formula, doubt))
