"""One security, one code: what a document gives away without any list of securities."""

from __future__ import annotations

import pytest

from checked import document
from yanbao.review.families.codes_within import codes_within
from yanbao.review.reading import Reading


def told(text: str) -> list[str]:
    """Codes of the findings in a text; of none, whether anything was compared."""
    found = list(codes_within(Reading(document(text), ())))
    return [verdict.finding.code for verdict in found if verdict.finding] or ["compared" if found else "nothing"]


@pytest.mark.parametrize(
    "text",
    [
        "立讯精密（002475.SZ）收涨，海康威视（002475.SZ）收跌。",
        "海康威视（002415.SZ）收涨；海康威视（002451.SZ）收跌。",
    ],
)
def test_a_code_with_two_names_or_a_name_with_two_codes_is_told(text: str) -> None:
    assert told(text) == ["code-within"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("立讯精密（002475.SZ）收涨，海康威视（002415.SZ）收跌。", "compared"),
        ("绿康生化（002868）停牌，*ST绿康（002868）复牌。", "compared"),
        ("本周龙头立讯精密（002475）收涨，立讯精密（002475）领涨。", "compared"),
        ("中国移动（600941.SH）、中国移动（00941.HK）收涨。", "compared"),
        ("平安灵活配置混合C（015078）净值上涨。", "nothing"),
    ],
)
def test_renamed_companies_shares_in_hong_kong_and_funds_are_left_alone(text: str, outcome: str) -> None:
    assert told(text) == [outcome]
