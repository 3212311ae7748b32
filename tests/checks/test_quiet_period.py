from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from market_tables import texts
from printing import AS_OF, DESK, report
from yanbao.core.sector import Compliance, Restricted
from yanbao.report.blocks import Para, Report
from yanbao.report.checks.quiet_period import quiet_period

NAMES = texts("stock_names", "688498.SH 2025-11-21 源杰科技\n688498.SH 2026-05-07 源杰半导体")
NAMING = report(("源杰科技（688498.SH）订单饱满。",))


def messages(kind: Literal["ipo", "follow_on"], days_ago: int, told: Report = NAMING, name: str = "源杰科技") -> list[str]:
    stock = Restricted("688498.SH", name, kind, AS_OF.date() - timedelta(days=days_ago))
    desk = replace(DESK, compliance=Compliance(restricted=(stock,)))
    return [finding.message for finding in quiet_period(told, desk, NAMES) if finding.level == "error"]


@pytest.mark.parametrize(("kind", "days"), [("ipo", 40), ("follow_on", 10)])
def test_a_stock_we_underwrote_is_not_named_until_its_days_are_over(kind: Literal["ipo", "follow_on"], days: int) -> None:
    assert len(messages(kind, 0)) == len(messages(kind, days)) == 1
    assert messages(kind, days + 1) == []


def test_the_message_names_stock_offering_and_days() -> None:
    (message,) = messages("ipo", 3)
    assert message == "提到源杰科技（688498.SH）：公司承销其首次公开发行，2026-05-21 上市，2026-05-24 仍在 40 天的静默期内。"


def test_a_report_that_does_not_name_it_is_silent() -> None:
    assert messages("ipo", 3, report(("光芯片订单饱满。",))) == []
    assert messages("ipo", 3, report(statement=(Para(("公司承销源杰科技。",)),))) == []


@pytest.mark.parametrize("words", ["源杰半导体订单饱满。", "688498订单饱满。", "源杰 科技订单饱满。"])
def test_a_later_name_the_bare_code_and_a_space_in_the_name_count_too(words: str) -> None:
    assert len(messages("ipo", 3, report((words,)))) == 1


def test_a_desk_without_a_list_is_silent() -> None:
    assert list(quiet_period(NAMING, DESK, NAMES)) == []
