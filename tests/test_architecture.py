"""The architecture holds, and each of its rules can speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from architecture import (
    DISCOVERED,
    HEAVY,
    SPOKES,
    SRC,
    Rule,
    cli_is_light,
    core_is_standard_library,
    discoverable,
    docstrings,
    imports_are_quiet,
    modules,
    names_say_something,
    no_cycles,
    one_clock,
    permissions_are_used,
    sizes,
    star,
    undiscovered,
)

# --- the rules, applied ---------------------------------------------------------------------------------------------

RULES: list[Rule] = [
    star,
    core_is_standard_library,
    names_say_something,
    sizes,
    no_cycles,
    one_clock,
    docstrings,
    imports_are_quiet,
    cli_is_light,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    assert modules(SRC), "no module under src/yanbao"
    breaches = rule(SRC)
    assert not breaches, f"{rule.__doc__}\n" + "\n".join(breaches)


def test_what_is_allowed_is_needed() -> None:
    breaches = permissions_are_used(SRC)
    assert not breaches, f"{permissions_are_used.__doc__}\n" + "\n".join(breaches)


@pytest.mark.parametrize("name", discoverable(SRC))
def test_module_is_discovered(name: str) -> None:
    breaches = undiscovered(SRC, name)
    assert not breaches, "\n".join(breaches)


# --- the rules can speak --------------------------------------------------------------------------------------------


def tree(tmp_path: Path, files: dict[str, str]) -> Path:
    """A source folder with these files under src/yanbao, every package on the way with its __init__.py, and a light cli."""
    files = {"cli.py": '"""Cli."""\n', **files}
    for name, text in files.items():
        path = tmp_path / "src" / "yanbao" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in (path.parent, *path.parent.parents):
            if folder == tmp_path / "src":
                break
            if not (folder / "__init__.py").exists():
                (folder / "__init__.py").write_text('"""A package."""\n')
        path.write_text(text, encoding="utf-8")
    return tmp_path / "src"


DOC = '"""A module."""\n'
GOOD = {
    "core/fact.py": DOC + "import json\nfrom . import unit\n",
    "core/unit.py": DOC + "from yanbao import core\nclass A:\n    def f(self, a, b, c, d, e, f): ...\n",
    "report/checks/numbers.py": '"""句子都有出处。"""\nfrom yanbao.reader import page\nimport markdown_it\n',
    "reader/page.py": DOC + "from ..core import fact\n",
    "desk/week.py": DOC + "from yanbao.report.checks import numbers\n",
    "__main__.py": DOC + "from yanbao import cli\n",
}
BAD: list[tuple[Rule, str, str, str]] = [
    (star, "core/a.py", DOC + "def f():\n    from yanbao.store import x\n", "core/a.py:3: yanbao.core.a imports yanbao.store"),
    (star, "store/a.py", DOC + "from ..reader import x\n", "store/a.py:2: yanbao.store.a imports yanbao.reader"),
    (star, "report/layout.py", DOC + "import yanbao.reader.x\n", "report/layout.py:2"),
    (star, "report/sections/__init__.py", DOC + "from ...measures import x\n", "imports yanbao.measures"),
    (star, "desk/a.py", DOC + "from yanbao import cli\n", "yanbao.desk.a imports yanbao.cli"),
    (star, "cli.py", DOC + "import importlib\nimportlib.import_module('yanbao.store')\n", "cli.py:3: yanbao.cli imports yanbao.store"),
    (star, "attic.py", DOC, "'attic' is no part"),
    (core_is_standard_library, "core/a.py", DOC + "if True:\n    import yaml\n", "core/a.py:3: core imports yaml"),
    (names_say_something, "store/utils.py", DOC, "store/utils.py:1"),
    (names_say_something, "store/common/x.py", DOC, "store/common/__init__.py:1"),
    (sizes, "core/a.py", DOC + "\n" * 400, "core/a.py:401: 401 lines"),
    (sizes, "core/a.py", DOC + "def f():\n" + "    x = 1\n" * 50, "core/a.py:2: f() has 51 lines"),
    (sizes, "core/a.py", DOC + "def f(a, b, c, /, d, *, e, f, g): ...\n", "core/a.py:2: f() has 7 parameters"),
    (no_cycles, "core/a.py", DOC + "def f():\n    from yanbao.core import a, b\n", "import circle"),
    (no_cycles, "core/__init__.py", DOC + "from yanbao.core.b import x\n", "import circle"),
    (one_clock, "core/a.py", DOC + "from datetime import datetime\ndatetime.now()\n", "core/a.py:3: datetime.now()"),
    (one_clock, "desk/a.py", DOC + "import datetime\nx = datetime.date.today()\n", "desk/a.py:3: datetime.date.today()"),
    (docstrings, "core/a.py", "x = 1\n", "core/a.py:1: no docstring"),
    (docstrings, "core/a.py", '"""A title"""\n', "does not end its sentence"),
    (docstrings, "core/a.py", '"""One. Two."""\n', "more than one sentence"),
    (imports_are_quiet, "core/a.py", DOC + "print('hello')\n", "importing yanbao.core.a says 'hello'"),
    (imports_are_quiet, "core/a.py", DOC + "import os\nos.write(2, b'low')\n", "leaves 'low'"),
    (imports_are_quiet, "core/a.py", DOC + "open('left', 'w').close()\n", "wrote files: left"),
    (imports_are_quiet, "__main__.py", DOC + "raise SystemExit(3)\n", "SystemExit: 3"),
    (cli_is_light, "cli.py", DOC + "import rich\n", "loads rich"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_tree_passes(rule: Rule, tmp_path: Path) -> None:
    assert rule(tree(tmp_path, GOOD)) == []


@pytest.mark.parametrize(("rule", "file", "text", "says"), BAD, ids=[f"{case[0].__name__}-{i}" for i, case in enumerate(BAD)])
def test_a_bad_tree_is_named(rule: Rule, file: str, text: str, says: str, tmp_path: Path) -> None:
    files = {"core/b.py": DOC + "from . import a\n"} if rule is no_cycles else {}
    breaches = rule(tree(tmp_path, {**files, file: text}))
    assert len(breaches) == 1
    assert says in breaches[0]
    assert "; " in breaches[0], "a breach ends with its remedy"


def test_an_undiscovered_module_is_named(tmp_path: Path) -> None:
    finds_a = DOC + "def sources():\n    from yanbao.sources import a\n"
    src = tree(tmp_path, {"sources/__init__.py": finds_a, "sources/a.py": DOC, "sources/b.py": DOC, "sources/_c.py": DOC})
    assert discoverable(src) == ["yanbao.sources.a", "yanbao.sources.b"]
    assert undiscovered(src, "yanbao.sources.a") == []
    assert "src/yanbao/sources/b.py:1: yanbao.sources:sources() does not reach it" in undiscovered(src, "yanbao.sources.b")[0]


NEEDS = {
    "__init__.py": "import yanbao.core, yanbao.desk, yanbao.reader\n",
    "desk/a.py": "".join(f"import yanbao.{spoke}\n" for spoke in SPOKES) + "import yanbao.core\n",
    **{f"{spoke}/a.py": "import yanbao.core\n" for spoke in SPOKES},
    "review/b.py": "import yanbao.reader\n",
    "report/checks/a.py": "import yanbao.reader\n",
    "report/free_text/a.py": "import yanbao.reader\n",
    "cli.py": "import yanbao.core, yanbao.desk\n",
    "__main__.py": "import yanbao.cli\n",
    "core/a.py": "".join(f"import {name}\n" for name in HEAVY),
    **{f"{package.removeprefix('yanbao.').replace('.', '/')}/__init__.py": "" for package in DISCOVERED},
}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("cli.py", "MAY lets 'cli' import desk"),
        ("report/free_text/a.py", "EXTRA lets yanbao.report.free_text import reader"),
        ("core/a.py", "HEAVY names duckdb"),
        ("review/families/__init__.py", "DISCOVERED names yanbao.review.families"),
    ],
)
def test_a_permission_nobody_uses_is_named(file: str, says: str, tmp_path: Path) -> None:
    needs = {name: DOC + text for name, text in NEEDS.items()}
    assert permissions_are_used(tree(tmp_path / "all", needs)) == []
    del needs[file]
    breaches = permissions_are_used(tree(tmp_path / "less", needs))
    assert any(says in breach for breach in breaches)
    assert all("; " in breach for breach in breaches), "a breach ends with its remedy"
