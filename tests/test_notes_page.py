"""docs/notes.md tells analysts what the code reads: every key, every finding, and examples that read without a complaint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yanbao.measures.prosperity_inputs import GRADES
from yanbao.report.sections import ORDER
from yanbao.sources import analyst_notes, news_notes
from yanbao.sources.reading import Raw

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/notes.md").read_text(encoding="utf-8")
CODE = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src/yanbao").rglob("*.py")}
WRITE = {"writers", "edited", "workbook"}
"""Packages that write files, whose words for their properties are no keys of a note."""
FOR_THE_RECORD = {"author"}
"""Keys that people write and no code reads."""
READ = re.compile(r'(?:\bfront"?\]?(?:\.get\(|\[)|entry\.(?:get\(|words\(|figure\(|\[))"(\w+)"')
"""How the code asks for a key."""
EXAMPLES = re.findall(r"^\*\*(\S+\.md)\*\*\n\n```markdown\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)


def first_cells(head: str) -> list[str]:
    """The names in the first column of every table whose first head is this."""
    tables = re.findall(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return re.findall(r"^\| `([\w-]+)` \|", "".join(tables), re.MULTILINE)


def test_every_documented_key_is_read_by_the_code() -> None:
    said = "\n".join(text for path, text in CODE.items() if not WRITE.intersection(path.parts))
    keys = set(first_cells("键"))
    assert len(keys) > 20
    assert {key for key in keys if f'"{key}"' not in said} == FOR_THE_RECORD & keys


def test_every_key_the_code_reads_is_documented() -> None:
    readers = [text for path, text in CODE.items() if {"sources", "report", "measures"} & set(path.parts)]
    read = {key for text in readers for key in READ.findall(text)}
    assert {"section", "published", "sectors", "project", "amount", "reason", "what"} <= read
    assert read - set(first_cells("键")) == set()


def test_every_section_that_a_note_may_name_exists() -> None:
    named = first_cells("`section` 的值")
    assert set(named) - set(ORDER) == {"subsector"}
    assert all(re.search(rf'"{name}"', "\n".join(CODE.values())) for name in named)


def test_every_grade_and_group_is_told() -> None:
    assert all(word in PAGE for word, *_ in GRADES)
    assert all(f"`{group}`" in PAGE for group in news_notes.GROUPS)


def test_every_documented_finding_can_be_made() -> None:
    codes = first_cells("提示")
    assert len(codes) > 10
    assert [code for code in codes if not any(f'"{code}"' in text for text in CODE.values())] == []


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_reads_without_a_finding(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "example.md"
    path.write_text(text, encoding="utf-8")
    reading = (news_notes if name.startswith("news/") else analyst_notes).read(Raw(path, name))
    assert reading.findings == []
    assert reading.facts
