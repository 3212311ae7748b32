"""``yanbao check`` and ``yanbao read`` at the keyboard: what they print, where they write, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from checked import REVENUE
from yanbao.cli import main

SLIP = REVENUE + "\n"
GOOD = REVENUE.replace("6.1%", "5.1%") + "\n"


class Said(NamedTuple):
    """Exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in a folder with a text that has a slip, a good one, and a broken Word file."""
    monkeypatch.chdir(tmp_path)
    Path("slip.txt").write_text(SLIP, encoding="utf-8")
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    Path("bad.docx").write_bytes(b"PK\x03\x04 broken")

    def ran(*args: str, stdin: str = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["yanbao", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with pytest.raises(SystemExit) as left:
            main()
        return Said(int(left.value.code or 0), *capsys.readouterr())

    return ran


def test_a_slip_is_printed_and_the_exit_code_gates(run: Run) -> None:
    said = run("check", "slip.txt")
    assert said.code == 1 and said.err == ""
    assert said.out.startswith("slip.txt：错误 1 条\n") and "^^^^" in said.out and "核对范围：" in said.out


def test_a_clean_document_passes_quietly(run: Run) -> None:
    said = run("check", "good.txt")
    assert said.code == 0 and said.out.startswith("good.txt：没有发现问题\n核对范围：读到数字 4 处")


def test_a_bad_file_is_told_and_the_others_are_checked(run: Run) -> None:
    said = run("check", "bad.docx", "good.txt")
    assert said.code == 2 and "good.txt：没有发现问题" in said.out and said.err.startswith("错误：") and "bad.docx" in said.err
    assert run("check", "bad.docx", "slip.txt").code == 1
    assert run("check", "bad.docx").code == 2


def test_json_tells_documents_and_what_could_not_be_read(run: Run) -> None:
    told = json.loads(run("check", ".", "--format", "json").out)
    assert [one["name"] for one in told["documents"]] == ["good.txt", "slip.txt"]
    assert [one["name"] for one in told["unreadable"]] == ["bad.docx"]
    assert told["documents"][1]["findings"][0]["place"]["start"] == SLIP.index("6.1%")


def test_sarif_goes_where_it_is_asked_to(run: Run) -> None:
    said = run("check", "slip.txt", "--format", "sarif", "--out", "made/log.sarif")
    log = json.loads(Path("made/log.sarif").read_text(encoding="utf-8"))
    assert said == (1, "", "") and log["runs"][0]["results"][0]["ruleId"] == "change-against-levels"


def test_html_of_one_is_a_page_and_of_several_a_folder_of_pages(run: Run) -> None:
    assert run("check", "slip.txt", "--format", "html").out.startswith("<!DOCTYPE html>")
    several = run("check", "slip.txt", "good.txt", "--format", "html")
    assert several.code == 2 and "--out" in several.err and several.out == ""
    run("check", "slip.txt", "good.txt", "--format", "html", "--out", "pages")
    assert sorted(path.name for path in Path("pages").iterdir()) == ["001-slip.txt.html", "002-good.txt.html"]


def test_copies_with_notes_go_to_a_folder(run: Run) -> None:
    said = run("check", "slip.txt", "--annotate", "notes")
    assert said.code == 1 and Path("notes/slip.核对.html").exists() and "批注写入 notes/slip.核对.html" in said.err


def test_standard_input_is_a_document(run: Run) -> None:
    assert run("check", "-", stdin=SLIP).out.startswith("标准输入：错误 1 条")
    assert json.loads(run("read", "-", "--format", "json", stdin=SLIP).out)["claims"][1]["text"] == "6.1%"


def test_reading_prints_every_figure(run: Run) -> None:
    said = run("read", "slip.txt")
    assert said.code == 0 and said.out.startswith("slip.txt：读到数字 4 处")
    rows = list(csv.DictReader(io.StringIO(run("read", "slip.txt", "good.txt", "--format", "csv").out)))
    assert [(row["document"], row["text"]) for row in rows if row["text"].endswith(".1%")] == [("slip.txt", "6.1%"), ("good.txt", "5.1%")]


def test_the_date_given_is_the_day_the_text_speaks_of(run: Run) -> None:
    (first, *_) = json.loads(run("read", "-", "--format", "json", "--date", "2025-05-22", stdin="一季度收入10.51亿元。").out)["claims"]
    assert first["period_end"] == "2025-03-31"


def test_reading_a_folder_with_two_processes_loses_nothing(run: Run) -> None:
    one, two = run("read", ".", "--format", "json"), run("read", ".", "--format", "json", "--jobs", "2")
    assert one == two and one.code == 2 and len(one.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("check", "slip.txt", "--format", "xml"), "可用：text、json、sarif、html"),
        (("read", "slip.txt", "--format", "sarif"), "可用：text、json、csv"),
        (("check", "slip.txt", "--sector", "telecom"), "--against"),
        (("check", "slip.txt", "--date", "昨天"), "2026-05-22"),
        (("check", "nothing.txt"), "nothing.txt"),
    ],
)
def test_misuse_is_told_with_its_remedy_and_leaves_with_2(run: Run, asked: tuple[str, ...], says: str) -> None:
    said = run(*asked)
    assert said.code == 2 and says in said.err and "处理：" in said.err and said.out == ""


def test_what_commands_a_terminal_is_shown_instead(run: Run) -> None:
    said = run("check", "-", stdin=SLIP.replace("公司", "\x1b[31m公司"))
    assert "\x1b" not in said.out and "\ufffd[31m公司" in said.out
