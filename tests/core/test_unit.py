"""Units are converted only into their own kind."""

import pytest

from yanbao.core.unit import PERCENT, Unit, UnitError, unit


@pytest.mark.parametrize(
    ("symbol", "magnitude", "base"),
    [
        ("亿元", "亿", "元"),
        ("万户", "万", "户"),
        ("亿GB", "亿", "GB"),
        ("%", "", "%"),
        ("GB/户·月", "", "GB/户·月"),
        ("万亿元", "万亿", "元"),
        ("万", "万", ""),
    ],
)
def test_a_symbol_is_a_magnitude_on_a_base(symbol: str, magnitude: str, base: str) -> None:
    assert unit(symbol) == Unit(magnitude, base)
    assert unit(symbol).symbol == symbol


def test_yi_becomes_wan_and_back() -> None:
    assert unit("亿户").convert(12.54, unit("万户")) == pytest.approx(125400)
    assert unit("万亿元").convert(1.59, unit("亿元")) == pytest.approx(15900)


def test_a_percentage_is_no_percentage_point() -> None:
    with pytest.raises(UnitError, match="个百分点"):
        PERCENT.convert(1.0, unit("个百分点"))
