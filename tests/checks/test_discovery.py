"""Every check is found, is a function of its module's name, and is silent on a sound report."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from printing import AS_OF, DESK, WEEK, report
from yanbao.report.checks import checks, discover

GIVEN = {"report": report(), "desk": DESK, "week": WEEK, "as_of": AS_OF}


def test_each_module_is_a_check_with_its_own_test() -> None:
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parents[1].rglob("test_*.py")}
    assert set(checks()) == set(discover())
    assert set(checks()) <= tests, "a check without a test cannot be trusted to speak"


@pytest.mark.parametrize("name", checks())
def test_a_check_says_its_rule_in_both_languages(name: str) -> None:
    assert (inspect.getdoc(checks()[name]) or "").strip(), "its docstring is the rule for who reads the code"
    rule = getattr(discover()[name], "RULE", "")
    assert re.search("[\u4e00-\u9fff]", rule), 'RULE = "…" in Chinese is what `yanbao list checks` shows the compliance officer'


@pytest.mark.parametrize("name", [name for name, check in checks().items() if set(inspect.signature(check).parameters) <= set(GIVEN)])
def test_a_sound_report_leaves_every_check_silent(name: str) -> None:
    check = checks()[name]
    found = list(check(*(GIVEN[need] for need in inspect.signature(check).parameters)))
    assert [finding for finding in found if finding.level != "info"] == []
