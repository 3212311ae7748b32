"""Which hidden words of a line count: those that were printed in its place."""

from __future__ import annotations

import pytest

from yanbao.report.edited.document import Line
from yanbao.report.edited.unhidden import Settled, settled

PRINTED = "需求高度依赖少数海外客户，开支下调将影响订单。"


def line(*parts: str) -> Line:
    """A line of parts, seen and hidden in turn."""
    held = Line()
    for number, part in enumerate(parts):
        if number % 2:
            held.hidden.append((len(held.text), len(held.text) + len(part)))
        held.text += part
    return held


@pytest.mark.parametrize(
    ("held", "was", "wanted"),
    [
        (line("需求高度依赖少数海外客户，", "开支下调", "将影响订单。"), PRINTED, Settled(PRINTED, ("开支下调",), ())),
        (line("需求高度依赖", "少数海外", "", "客户", "，开支下调将影响订单。"), PRINTED, Settled(PRINTED, ("少数海外客户",), ())),
        (line("需求高度依赖少数海外客户", "（内部口径）", "，开支下调将影响订单。"), PRINTED, Settled(PRINTED, (), ("（内部口径）",))),
        (line("", PRINTED, "订单将回落。"), PRINTED, Settled(f"{PRINTED}订单将回落。", (PRINTED,), ())),
        (line("", PRINTED), "", Settled("", (), (PRINTED,))),
        (line("需求高度", "大大依赖少数海外", "客户。"), PRINTED, Settled("需求高度依赖少数海外客户。", ("依赖少数海外",), ("大大",))),
        (line(PRINTED), "别的", Settled(PRINTED, (), ())),
    ],
)
def test_to_hide_is_not_to_delete(held: Line, was: str, wanted: Settled) -> None:
    assert settled(held, was) == wanted
