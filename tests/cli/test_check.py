"""``yanbao check`` and ``yanbao read`` at the keyboard: what they print, where they write, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import worded
from checked import REVENUE
from yanbao.cli import main
from yanbao.cli.main import app
from yanbao.desk.workspace import create

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
    assert said.code == 1 and Path("notes/slip.txt.核对.html").exists()
    assert said.err == "slip.txt 的批注写入 notes/slip.txt.核对.html\n"


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


def test_what_was_given_is_never_written_over(run: Run) -> None:
    said = run("check", "slip.txt", "--out", "slip.txt")
    assert said.code == 2 and "会盖掉要核对的文件" in said.err and Path("slip.txt").read_text(encoding="utf-8") == SLIP
    Path("slip.txt.核对.html").write_text(f"<html><p>{GOOD}", encoding="utf-8")
    said = run("check", "slip.txt", "slip.txt.核对.html", "--annotate", ".")
    assert "slip.txt.核对2.html（slip.txt.核对.html 已有，内容不同，没有动它）" in said.err
    assert Path("slip.txt.核对.html").read_text(encoding="utf-8") == f"<html><p>{GOOD}"
    Path("001-a.html").write_text(f"<html><p>{GOOD}", encoding="utf-8")
    Path("a").write_text(SLIP, encoding="utf-8")
    said = run("check", "a", "001-a.html", "--format", "html", "--out", ".")
    assert "会盖掉要核对的文件" in said.err and Path("002-001-a.html.html").exists()
    assert Path("001-a.html").read_text(encoding="utf-8") == f"<html><p>{GOOD}"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_a_result_replaces_the_one_before_and_nothing_else(run: Run, form: str) -> None:
    assert run("check", "slip.txt", "--format", form, "--out", "made") == run("check", "slip.txt", "--format", form, "--out", "made")
    Path("own.md").write_text("# 周报", encoding="utf-8")
    said = run("check", "slip.txt", "--format", form, "--out", "own.md")
    assert said.code == 2 and "不替换它" in said.err and Path("own.md").read_text(encoding="utf-8") == "# 周报"


def test_places_that_cannot_be_written_to_are_told_before_the_work(run: Run) -> None:
    for asked in (("--annotate", "good.txt"), ("--out", "no/such/a.json"), ("--annotate", "no/such"), ("--out", ".")):
        said = run("check", "slip.txt", *asked)
        assert said.code == 2 and " ".join(asked) in said.err and said.out == ""


def test_a_pipe_or_a_device_is_refused_and_never_waited_for(run: Run) -> None:
    os.mkfifo("pipe")
    for out in ("pipe", "/dev/full"):
        said = run("check", "slip.txt", "--out", out)
        assert said.code == 2 and f"这是管道或设备，不是文件（--out {out}）" in said.err and said.out == ""


@pytest.mark.parametrize("asked", [("--out", ""), ("--out", " "), ("--out=",), ("--annotate", ""), ("--against", "")])
def test_an_empty_place_is_no_folder(run: Run, asked: tuple[str, ...]) -> None:
    said = run("check", "good.txt", "--format", "html", *asked)
    option = asked[0].rstrip("=")
    assert said.code == 2 and f"{option} 的值是空的" in said.err and f"或去掉 {option}" in said.err and said.out == ""


@pytest.mark.parametrize("command", ["check", "read"])
def test_an_empty_argument_is_no_folder(run: Run, command: str) -> None:
    said = run(command, "")
    assert said.code == 2 and "有一个参数是空的" in said.err and said.out == ""
    assert run(command, "good.txt", "--date", "").code == 2, "an option left empty is told by itself"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("check",), "缺少参数 FILE"),
        (("check", "-rf.txt"), "若 -rf.txt 是文件名，写成 ./-rf.txt，或在它前面写 --"),
        (("check", "slip.txt", "--frmat", "json"), "没有选项 --frmat"),
        (("check", "slip.txt", "--jobs", "x"), "--jobs 的值不是整数"),
        (("check", "slip.txt", "--date"), "选项 --date 后面没有写值"),
        (("chekc",), "没有命令“chekc”（yanbao）。处理：相近的有 check"),
        (("demo", "a", "b c"), "多出了“b c”"),
        (("weekly", "--week", "2026-05-22"), "缺少选项 --sector"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_chinese(run: Run, asked: tuple[str, ...], says: str) -> None:
    said = run(*asked)
    assert said.code == 2 and says in said.err and said.err.startswith("错误：") and "--help" in said.err and said.out == ""


def test_help_has_chinese_heads(run: Run) -> None:
    for asked in (("--help",), ("check", "--help"), ("weekly", "-h")):
        said = run(*asked)
        assert said.code == 0 and said.out.startswith("用法：yanbao") and "\n选项：\n" in said.out
        assert not any(word in said.out for word in ("Usage", "Options", "Arguments", "Commands", "default", "required", "Show", "COMMAND"))
    assert "[必填]" in run("check", "-h").out and "[默认：text]" in run("check", "-h").out
    said = run()
    assert said.code == 2 and "命令：" in said.err + said.out


def test_standard_input_has_one_name_everywhere(run: Run) -> None:
    assert run("read", "-", stdin=SLIP).out.startswith("标准输入：读到")
    assert "（标准输入）" in run("check", "-", stdin="\0\1\2").err
    told = json.loads(run("check", "-", "--format", "json", stdin="").out)
    assert told["unreadable"][0]["name"] == "标准输入"


def test_a_copy_that_cannot_be_written_does_not_lose_the_others(run: Run) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("word/document.xml", worded.paragraph(SLIP).replace("<w:p>", f"<w:document {worded.SPACE}><w:body><w:p>") + TAIL)
    Path("a.docx").write_bytes(package.getvalue())
    Path(f"{'长' * 82}.txt").write_text(GOOD, encoding="utf-8")
    said = run("check", "a.docx", f"{'长' * 82}.txt", "slip.txt", "--annotate", "notes")
    assert said.code == 1 and Path("notes/slip.txt.核对.html").exists()
    assert "写不进批注：缺少 _rels/.rels（a.docx）" in said.err and "文件名太长（notes/长" in said.err and "未能读取" not in said.err


TAIL = "</w:body></w:document>"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("check", "slip.txt", "--jobs", "0"), "进程数不能是 0"),
        (("read", "slip.txt", "--jobs", "-1"), "进程数不能是 -1"),
        (("check", "slip.txt", "--date", ""), "“”不是日期"),
        (("check", "slip.txt", "--against", "."), "这不是工作区"),
        (("check", "slip.txt", "--against", "nowhere"), "这不是工作区"),
    ],
)
def test_misuse_is_told_once_before_anything_is_opened(run: Run, asked: tuple[str, ...], says: str) -> None:
    said = run(*asked)
    assert said.code == 2 and says in said.err and said.err.count("处理：") == 1 and said.out == ""


def test_a_name_that_commands_a_terminal_is_shown_instead_on_one_line(run: Run) -> None:
    name = "a\x1b[2J\u202e\n错误：假"
    Path(f"{name}.txt").write_text(SLIP, encoding="utf-8")
    Path(f"{name}.docx").write_bytes(b"PK\x03\x04")
    for args in (("check", "."), ("check", ".", "--annotate", "notes"), ("read", "."), ("read", ".", "--format", "csv")):
        said = run(*args)
        assert not {"\x1b", "\u202e"} & set(said.out + said.err)
        assert not any(line.startswith("错误：假") for line in (said.err + (said.out if "csv" not in args else "")).splitlines())


def test_what_may_not_be_read_is_told_in_chinese_and_the_others_are_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode, **how: False)
    said = run("check", "good.txt")
    assert said.code == 0 and "good.txt：没有发现问题" in said.out


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_is_no_error(closed: str) -> None:
    redirect = {"stdout": ">&-", "stderr": "2>&-"}[closed]
    command = f'"{sys.executable}" -m yanbao check - {redirect}'
    done = subprocess.run(["/bin/sh", "-c", command], input=SLIP.encode(), capture_output=True, timeout=60, check=False)
    assert done.returncode == 1 and done.stderr == b""
    assert closed == "stdout" or "标准输入：错误 1 条".encode() in done.stdout


@pytest.mark.parametrize(
    ("spoil", "options", "told"),
    [
        ("", (), "工作区还没有数据"),
        ("", ("--sector", "steel"), "没有名为 steel 的行业"),
        ("house/statement.md", (), "找不到声明文本"),
    ],
)
def test_a_workspace_that_cannot_be_used_is_told_once_and_not_of_each_document(
    run: Run, spoil: str, options: tuple[str, ...], told: str
) -> None:
    create(Path("desk"), sample=False)
    if spoil:
        (Path("desk") / spoil).unlink()
    said = run("check", "slip.txt", "good.txt", "--against", "desk", *options)
    assert (said.code, said.out, said.err.count("错误：")) == (2, "", 1)
    assert told in said.err


def test_the_main_help_names_the_formats_every_command_and_the_exit_codes(run: Run) -> None:
    told = run("--help").out
    assert "（网页、PDF、Word、Excel）" in told
    listed, _, exits = told.partition("命令：")[2].partition("退出码：")
    named = [command.name or str(command.callback.__name__) for command in app.registered_commands if command.callback]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == named
    assert [line.strip()[0] for line in exits.splitlines() if line.strip()[:1].isdigit()] == ["0", "1", "2"]
    assert "网页、PDF、Word、Excel" in run("weekly", "--help").out
