"""Wording: whatever the source says in Chinese has its English, with the same places, and nothing is worded that nobody says."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from worded_sources import HAN, REPORT, TELLING, WRITING, labels, plain_words, templates
from yanbao.report.language import language
from yanbao.report.sentences import typed_number

EN = language("en")
WORDING = REPORT / "wording" / "en"
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDING.glob("*.toml"))}
SENTENCES = {name: table for name, table in TABLES.items() if name not in ("names", "units")}
UNPRINTED = {
    "全球", "行业", "公司", "大厂", "：:。；",  # what is looked for in data or notes
    "交易日", "交易日表中该周的天数", "下周交易日", "修订的项数", "上期修订",  # how a lineage tells itself
    "亿个", "亿美元", "个", "项", "期",  # units, which have a table of their own
}  # fmt: skip


def places(template: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.stem)
def test_every_template_and_every_word_of_a_section_has_its_english(path: Path) -> None:
    lacking = {template for template in templates(path) if EN.template(template) is None}
    lacking |= {words for words in plain_words(path) - UNPRINTED if EN.string(words) is None}
    assert not lacking, f"add to report/wording/en/: {sorted(lacking)}"


@pytest.mark.parametrize("path", WRITING, ids=lambda path: str(path.relative_to(REPORT)))
def test_every_label_of_a_writer_has_its_english(path: Path) -> None:
    lacking = {label for label in labels(path) if EN.template(label) is None}
    assert not lacking, f"add to report/wording/en/labels.toml: {sorted(lacking)}"


def test_the_rule_can_speak(tmp_path: Path) -> None:
    path = tmp_path / "section.py"
    path.write_text('"""文档。"""\nx = say("没有措辞的{name}" if y else "另一句")\nz = Column("没有措辞的列")\n', encoding="utf-8")
    assert templates(path) == {"没有措辞的{name}", "另一句"}
    assert plain_words(path) == {"没有措辞的列"}


@pytest.mark.parametrize("name", TABLES)
def test_english_has_the_same_places_and_no_number_and_no_chinese_of_its_own(name: str) -> None:
    for chinese, said in TABLES[name].items():
        if name == "units":
            assert all(places(said[kind]) == {"": 1} for kind in ("prose", "brief")), chinese
            continue
        assert places(said) == places(chinese), chinese
        assert not HAN.search(said), chinese
        assert name == "names" or not typed_number(said.replace("level-1", "")) or typed_number(chinese) or chinese[0] in "一二三四五", said


def test_no_template_is_worded_twice() -> None:
    told = Counter(chinese for table in SENTENCES.values() for chinese in table)
    assert [chinese for chinese, times in told.items() if times > 1] == []


def test_nothing_is_worded_that_nobody_says() -> None:
    """An orphan would let a reader believe that the report may still say it."""
    said: set[str] = set()
    for path in (*REPORT.parent.rglob("*.py"),):
        said |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    script = (REPORT / "writers" / "html" / "report.js").read_text(encoding="utf-8")
    numbered = {words.partition(" ")[2] for words in said if words[:1].isdigit()} | {words[2:] for words in said if words[1:2] == "、"}
    ready = said | numbered
    orphans = [
        f"{name}: {chinese}"
        for name, table in SENTENCES.items()
        for chinese in table
        if chinese not in ready and f'"{chinese}"' not in script
    ]
    assert orphans == []
