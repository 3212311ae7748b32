"""An override must be for a row that exists, with a grade the method knows, and a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from market_tables import SECTOR, WEEK
from yanbao.core.sector import ProsperityRow
from yanbao.measures.prosperity_inputs import prosperity_method
from yanbao.report.blocks import Report
from yanbao.report.checks.override_rows import override_rows

REPORT = cast(Report, None)
TELECOM = replace(SECTOR, prosperity=(ProsperityRow("液冷", "cooling", 1.0),))


def messages(overrides: dict[str, tuple[str, str]]) -> list[str]:
    return [finding.message for finding in override_rows(REPORT, TELECOM, overrides, prosperity_method(WEEK))]


def test_a_grade_with_its_reason_is_silent() -> None:
    assert messages({"液冷": ("拐点向上", "大客户导入")}) == []


@pytest.mark.parametrize(
    ("row", "grade", "reason", "says"),
    [
        ("水冷", "拐点向上", "理由", "不在景气度表中"),
        ("液冷", "很好", "理由", "不在评级标准之内"),
        ("液冷", "拐点向上", "", "没有写明理由"),
    ],
)
def test_what_is_wrong_is_said(row: str, grade: str, reason: str, says: str) -> None:
    (message,) = messages({row: (grade, reason)})
    assert says in message
