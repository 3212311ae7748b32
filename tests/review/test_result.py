"""A run of the families: what they found in the order of the text, and how much of it they looked at."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from checked import changes, clean, reading, report, result, slip, totals
from yanbao.core.finding import Level
from yanbao.reader.claim import Claim
from yanbao.review.reading import Reading, Verdict
from yanbao.review.result import judged, rule_of


def test_findings_stand_in_the_order_of_the_text_whatever_the_order_of_the_families() -> None:
    held = reading(report())
    one, other = judged(held, {"changes": changes, "totals": totals}), judged(held, {"totals": totals, "changes": changes})
    assert [finding.passage.stated for finding in one.findings if finding.passage] == ["6.1%", "100家", "60.0%"]
    assert one.findings == other.findings
    late = {"late": lambda held: iter([slip(held, "60.0%", code="a"), slip(held, "6.1%", "info", code="c"), slip(held, "6.1%", code="d")])}
    assert [finding.code for finding in judged(held, late).findings] == ["d", "c", "a"]


def test_coverage_counts_each_figure_once_however_often_it_is_compared() -> None:
    coverage = result().coverage
    assert (coverage.figures, coverage.compared) == (13, 5)
    assert [(share.family, share.comparisons, share.figures, share.findings) for share in coverage.shares] == [
        ("changes", 2, 3, 1), ("totals", 2, 2, 2),
    ]  # fmt: skip
    twice = judged(reading(report()), {"one": changes, "two": changes}).coverage
    assert twice.compared == 3


def test_a_comparison_that_holds_counts_as_well() -> None:
    assert (clean().coverage.compared, clean().findings) == (2, ())


def test_the_exit_code_is_one_at_error_level_only() -> None:
    held = reading(report())
    doubtful = judged(held, {"totals": lambda held: iter([slip(held, "60.0%", "warning")])})
    assert (result().exit_code, doubtful.exit_code, clean().exit_code) == (1, 0, 0)


def test_a_finding_given_twice_is_kept_once_and_two_at_one_figure_are_both_kept() -> None:
    def twice(held: Reading) -> Iterator[Verdict]:
        """Twice."""
        yield from (slip(held, "6.1%"), slip(held, "6.1%"), slip(held, "6.1%", code="other"))

    assert [finding.code for finding in judged(reading(report()), {"twice": twice}).findings] == ["change-against-levels", "other"]


def test_two_families_on_one_pair_of_figures_tell_it_once_and_the_graver_finding_is_kept() -> None:
    held = reading(report())
    figures = tuple(held.claims[:2])

    def of_pair(claims: tuple[Claim, ...], code: str, level: Level) -> Verdict:
        return Verdict(claims, held.finding(code, level, claims[0], f"{code}。", "核对。", follows=code))

    mild = {"one": lambda held: iter([of_pair(figures, "mild", "warning")])}
    grave = {"two": lambda held: iter([of_pair(figures[::-1], "grave", "error")])}
    assert [finding.code for finding in judged(held, {**mild, **grave}).findings] == ["grave"]
    of_others = {"two": lambda held: iter([of_pair(tuple(held.claims[1:3]), "grave", "error")])}
    assert sorted(finding.code for finding in judged(held, {**mild, **of_others}).findings) == ["grave", "mild"]


def test_a_rule_is_the_one_its_module_states_else_the_docstring(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("families.totals")
    module.RULE = "各项之和等于合计"  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "families.totals", module)

    def named() -> None:
        """A docstring."""

    assert rule_of(named) == "A docstring."
    named.__module__, named.__name__ = "families.totals", "totals"
    assert rule_of(named) == "各项之和等于合计"


def test_the_rule_behind_a_code_is_that_of_the_family_that_gave_it() -> None:
    coverage = result().coverage
    assert coverage.rule("share-of-whole") == "Parts add to their total."
    assert coverage.rule("never-given") == ""
