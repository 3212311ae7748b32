"""Against a warehouse of three figures and one order: what a document says of them, in prose, in cells and in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from checked import DAY
from family_examples import reading
from yanbao.core.unit import unit
from yanbao.reader.document import Document
from yanbao.review.families import families
from yanbao.review.known import Asked, Held, Listed, Order
from yanbao.review.reading import Verdict

MOVE = Held("index_week_move:801770.SI:2026-05-22", "通信（本周）", -0.9712, unit("%"), "-0.97%", "(期末 ÷ 期初 − 1) × 100%")
RANK = Held("index_week_rank:801770.SI:2026-05-22", "通信（本周）的名次", 10.0, unit("名"), "第10", "31个，按涨跌幅由高到低排名")
NAMES, VALUES = ("甲通信", "乙智能", "丙科技", "丁电子", "戊股份"), (27.98, 17.0, 11.63, 11.63, 9.0)


@dataclass
class Warehouse:
    """Knows the week's move and rank of 通信, and an order of stocks; keeps what it was asked."""

    asked: list[Asked] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    def of(self, document: Document) -> Warehouse | None:
        return self if document.date == DAY else None

    def figures(self, asked: Asked) -> Sequence[Held]:
        self.asked.append(asked)
        if "通信指数" not in asked.sofar and asked.before != "通信本周":
            return []
        return [RANK] if asked.claim.kind == "rank" else [MOVE] if asked.claim.unit.base == "%" else []

    def order(self, listed: Listed) -> Order | None:
        self.listed.append(listed)
        values = [-value for value in VALUES] if listed.last else list(VALUES)
        return Order(NAMES, tuple(values), frozenset((*NAMES, "己信息")), "127只成分股按涨跌幅排列") if "个股" in listed.words else None


def told(found: list[Verdict]) -> list[str]:
    """Codes of the findings; of none, whether anything was compared."""
    return [verdict.finding.code for verdict in found if verdict.finding] or ["compared" if found else "nothing"]


def checked(*lines: str, on: date = DAY) -> list[Verdict]:
    """What the family says of a document."""
    return list(families(known=Warehouse())["against"](reading(*lines, on=on)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本周通信指数下跌0.97%。", "compared"),
        ("本周通信指数下跌约1%。", "compared"),
        ("本周通信指数下跌0.79%。", "against-warehouse"),
        ("本周通信指数上涨0.97%。", "against-warehouse"),
        ("通信指数在31个行业中排名第10。", "compared"),
        ("通信指数在31个行业中排名第9。", "against-warehouse"),
        ("本周有色金属指数下跌0.79%。", "nothing"),
        ("个股中涨幅前三的为甲通信、乙智能、丙科技。", "compared"),
        ("个股中涨幅前三的为甲通信（+27.98%）、乙智能（+17.00%）和丁电子（+11.63%）。", "compared"),
        ("个股中涨幅前三的为甲通信、乙智能、己信息。", "list-against-warehouse"),
        ("个股中涨幅前三的为乙智能、甲通信、丙科技。", "list-against-warehouse"),
        ("个股中涨幅前三的为甲通信、乙智能、无名氏。", "nothing"),
        ("板块中涨幅前三的为甲通信、乙智能、己信息。", "nothing"),
    ],
)
def test_a_sentence_is_compared(line: str, expected: str) -> None:
    assert told(checked(line)) == [expected]


def test_a_finding_tells_the_value_held_and_how_it_was_reckoned() -> None:
    (verdict,) = checked("通信指数在31个行业中排名第9。")
    assert verdict.finding
    assert verdict.finding.passage
    assert verdict.finding.level == "error"
    assert (verdict.finding.passage.stated, verdict.finding.passage.follows) == ("第9", "第10")
    assert "31个，按涨跌幅由高到低排名" in verdict.finding.passage.formula


def test_a_list_tells_who_is_missing_and_who_does_not_belong() -> None:
    (verdict,) = checked("个股中涨幅前三的为甲通信、乙智能、己信息。")
    assert verdict.finding
    assert verdict.finding.passage
    assert "缺丙科技，己信息不在其中" in verdict.finding.message
    assert verdict.finding.passage.follows == "甲通信、乙智能、丙科技"
    assert verdict.finding.passage.stated == "甲通信、乙智能、己信息"


def test_a_cell_is_of_its_row_and_its_head() -> None:
    assert told(checked("|行业|本周%|", "|通信|-0.97|")) == ["compared"]
    assert told(checked("|行业|本周%|", "|通信|-0.79|")) == ["against-warehouse"]
    warehouse = Warehouse()
    list(families(known=warehouse)["against"](reading("|公司|营收亿元|同比%|", "|甲公司|12.5|3.0|")))
    assert [asked.sentence for asked in warehouse.asked] == ["甲公司营收", "甲公司营收同比"]


def test_answers_are_handed_on_to_the_figures_behind() -> None:
    warehouse = Warehouse()
    list(families(known=warehouse)["against"](reading("本周通信指数下跌0.97%，成交12.5亿元。")))
    assert [asked.earlier for asked in warehouse.asked] == [(), (MOVE,)]


def test_each_name_of_a_list_has_its_own_figure() -> None:
    warehouse = Warehouse()
    list(families(known=warehouse)["against"](reading("本周通信个股中涨幅前三的为甲通信、乙智能、丙科技，涨幅分别为1%、2%、3%。")))
    asked = [one.before for one in warehouse.asked if one.before.endswith("涨幅") and "，" not in one.before and len(one.before) < 6]
    assert asked == ["甲通信涨幅", "乙智能涨幅", "丙科技涨幅"]


def test_a_document_of_another_week_is_not_compared() -> None:
    assert checked("本周通信指数下跌0.79%。", on=date(2025, 5, 23)) == []
