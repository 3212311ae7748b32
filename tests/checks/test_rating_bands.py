import pytest

from printing import codes, cover, figure, report
from yanbao.report.blocks import Column, Table
from yanbao.report.checks.rating_bands import rating_bands
from yanbao.report.sentences import say


def bands(*bounds: tuple[str, float | None, float | None]) -> tuple[Table]:
    rows = []
    for word, low, high in bounds:
        held = [say("{x}", x=figure(value)) for value in (low, high) if value is not None]
        rows.append(((word,), tuple(span for text in held for span in text)))
    return (Table((Column("评级"), Column("说明")), tuple(rows)),)


def test_the_house_bands_touch() -> None:
    assert list(rating_bands(report())) == []


@pytest.mark.parametrize("low", [14.0, 16.0])
def test_a_gap_or_an_overlap_speaks(low: float) -> None:
    held = bands(("买入", low, None), ("增持", 5, 15), ("减持", None, 5))
    (finding,) = rating_bands(report(rating_definitions=held))
    assert "“买入”" in finding.message
    assert "“增持”" in finding.message


def test_an_undefined_word_on_the_cover_speaks() -> None:
    assert codes(list(rating_bands(report(cover=(cover(rating="推荐（维持评级）"),))))) == ["rating-undefined"]


def test_a_missing_table_speaks() -> None:
    assert codes(list(rating_bands(report(rating_definitions=())))) == ["rating-bands"]
