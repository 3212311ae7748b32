"""No family is forgotten: each has its examples or a test of its own, and each code that it gives stands in docs/check.md."""

from __future__ import annotations

import re
from pathlib import Path

from yanbao.review.families import discover

FOLDER = Path(__file__).parent
PAGE = (Path(__file__).parents[3] / "docs/check.md").read_text(encoding="utf-8")
DOCUMENTED = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)*)`", PAGE.partition("## 规则与代码")[2].partition("\n## ")[0]))


def test_every_family_has_examples_or_a_test_of_its_own() -> None:
    examples, tests = ({path.stem for path in FOLDER.glob(pattern)} for pattern in ("*.txt", "test_*.py"))
    assert discover().keys() - examples == {name for name in discover() if f"test_{name}" in tests}


def test_every_file_of_examples_is_a_familys() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} <= discover().keys()


def test_the_codes_that_examples_give_are_those_documented() -> None:
    lines = [line.split() for path in FOLDER.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    told = {line[1] for line in lines if len(line) == 2 and line[0] in ("error", "warning")}
    own = {code for path in FOLDER.glob("test_*.py") for code in DOCUMENTED if f'"{code}"' in path.read_text(encoding="utf-8")}
    assert told - DOCUMENTED == set(), "say in docs/check.md what they mean"
    assert DOCUMENTED - told - own == set(), "show an example of each"
