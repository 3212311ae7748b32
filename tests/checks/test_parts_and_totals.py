from dataclasses import replace

from printing import codes, figure, report
from yanbao.report.blocks import Text
from yanbao.report.checks.parts_and_totals import parts_and_totals
from yanbao.report.sentences import say


def counts(up: float, flat: float, down: float, whole: float) -> Text:
    values = {"up": up, "flat": flat, "down": down, "total": whole}
    figures = {name: replace(figure(value, "只", f"breadth_{name}"), decimals=0) for name, value in values.items()}
    return say("{up}、{flat}、{down}，共{total}", **figures)


def shares(*values: float) -> Text:
    figures = {name: figure(value, "%", f"breadth_{name}_share") for name, value in zip(("up", "flat", "down"), values, strict=True)}
    return say("{up:1}、{flat:1}、{down:1}", **figures)


def test_parts_that_add_are_silent() -> None:
    assert list(parts_and_totals(report(counts(45, 2, 77, 124)))) == []


def test_shares_that_add_within_rounding_are_silent() -> None:
    assert list(parts_and_totals(report(shares(100 / 3, 100 / 3, 100 / 3)))) == []


def test_counts_that_do_not_add_speak() -> None:
    assert codes(list(parts_and_totals(report(counts(45, 2, 77, 125))))) == ["parts-and-total"]


def test_shares_that_add_to_103_speak() -> None:
    (finding,) = parts_and_totals(report(shares(40.0, 3.0, 60.0)))
    assert "40.0%、3.0%、60.0%" in finding.message
