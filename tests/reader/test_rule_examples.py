"""The examples beside a rule in its table: what is disowned holds no figure, what names a period names just that one."""

from __future__ import annotations

from datetime import date

import pytest

from yanbao.reader.periods import named_periods
from yanbao.reader.scan import scan
from yanbao.reader.tables import table

TODAY = date(2026, 5, 24)


def examples(name: str, rows: str) -> list[str]:
    """The examples of every row of a table."""
    return [example for row in table(name)[rows] for example in row["examples"]]


@pytest.mark.parametrize("example", examples("not_figures", "rule"))
def test_what_is_no_figure_states_none(example: str) -> None:
    assert scan(f"共计{example}，") == []


@pytest.mark.parametrize("example", examples("periods", "form"))
def test_a_form_of_a_period_names_all_of_its_example(example: str) -> None:
    named = named_periods(f"{example}，", TODAY)
    assert (named[0].start, named[-1].end) == (0, len(example))
    assert all(one.period for one in named)
