"""The command line as a shell sees it: output, exit codes, and what each misuse is told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shell import yanbao
from yanbao.desk.weekly import Built


def refused(folder: Path, *arguments: str) -> str:
    done = yanbao(folder, *arguments)
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_process_of_its_own_prints_and_leaves_as_these_tests_say(desk: Path, tmp_path: Path) -> None:
    for folder, arguments in ((desk, ("list", "sectors")), (desk, ("list", "things")), (tmp_path, ("ingest",))):
        here = yanbao(folder, *arguments)
        there = subprocess.run(
            [sys.executable, "-m", "yanbao", *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--sector", "steel", "--week", "2026-05-22"), "没有名为 steel 的行业.*electronics、telecom"),
        (("--sector", "telecom", "--week", "2026-02-18"), "没有交易日"),
        (("--sector", "telecom", "--week", "2026-12-18"), "尚未收盘"),
        (("--sector", "telecom", "--week", "2031-01-03"), "不在交易日表之内"),
        (("--sector", "telecom", "--week", "tomorrow"), "不是日期"),
        (("--sector", "telecom", "--week", "9999-12-31"), "不在交易日表之内"),
        (("--sector", "telecom", "--week", "2026-05-22", "--as-of", "0001-01-01T00:00:00+14:00"), "不是时点"),
        (("--sector", "telecom", "--week", "2026-05-22", "--as-of", "soon"), "不是时点"),
        (("--sector", "telecom", "--week", "2026-05-22", "--as-of", "2999-01-01"), "还没有到"),
        (("--sector", "telecom", "--week", "2026-05-22", "--out", "yanbao.toml"), "yanbao.toml 是文件，不是目录.*--out yanbao.toml"),
        (("--sector", "telecom", "--week", "2026-05-22", "--out", "yanbao.toml/x"), "yanbao.toml 是文件，不是目录.*--out yanbao.toml/x"),
        (("--sector", "telecom", "--week", "2026-05-22", "--out", ""), "--out 的值是空的.*或去掉 --out"),
        (("--sector", "telecom", "--week", "2026-05-22", "--out", "no/such"), "目录 no 不存在.*--out no/such.*最后一级目录"),
        (("--sector", "telecom", "--week", "2026-05-22", "--out", "warehouse"), "放着工作区的其他内容.*warehouse.*去掉 --out"),
    ],
)
def test_a_weekly_that_cannot_be_is_refused_with_its_reason(desk: Path, arguments: tuple[str, ...], told: str) -> None:
    assert re.search(told, refused(desk, "weekly", *arguments))


@pytest.mark.parametrize("wait", ["nan", "-1", "inf", "-inf"])
def test_a_wait_that_is_no_time_is_refused(desk: Path, wait: str) -> None:
    assert "等待的秒数不能是" in refused(desk, "ingest", "--wait", wait)


def test_a_file_that_never_came_cannot_be_withdrawn(desk: Path) -> None:
    assert "没有导入过“inbox/none.csv”" in refused(desk, "ingest", "--withdraw", "inbox/none.csv")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_written_is_refused(desk: Path) -> None:
    assert "/proc/issue" in refused(desk, "weekly", "--sector", "telecom", "--week", "2026-05-22", "--out", "/proc/issue")


def test_what_an_ingest_says_of_its_findings_is_true(tmp_path: Path) -> None:
    yanbao(tmp_path, "init", "mine")
    (tmp_path / "mine/news/broken.md").write_text("no head", encoding="utf-8")
    done = yanbao(tmp_path / "mine", "ingest")
    assert "全部 1 条见 warehouse/findings.json" in done.stdout
    held = json.loads((tmp_path / "mine/warehouse/findings.json").read_text(encoding="utf-8"))
    assert [entry["place"] for entry in held["findings"]] == ["news/broken.md 第1行"]


def test_outside_a_workspace_the_remedy_is_named(tmp_path: Path) -> None:
    assert "yanbao init" in refused(tmp_path, "ingest")


def test_a_workspace_without_data_says_to_ingest_first(tmp_path: Path) -> None:
    assert yanbao(tmp_path, "init", "mine").returncode == 0
    assert "把数据放进 inbox，再运行 yanbao ingest" in refused(tmp_path / "mine", "weekly", "--sector", "telecom", "--week", "2026-05-22")


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/yanbao.toml").write_text("# mine", encoding="utf-8")
    assert yanbao(tmp_path, "init", "mine", "--sample").returncode == 0
    assert (tmp_path / "mine/yanbao.toml").read_text(encoding="utf-8") == "# mine"
    assert (tmp_path / "mine/news").is_dir()


def test_a_misspelt_key_in_a_sector_file_is_named(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path / "desk", ignore=shutil.ignore_patterns("issues"))
    path = tmp_path / "desk/sectors/telecom.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("benchmarks =", "benchmark ="), encoding="utf-8")
    told = refused(tmp_path / "desk", "weekly", "--sector", "telecom", "--week", "2026-05-22")
    assert "benchmark：" in told
    assert "sectors/telecom.toml" in told


def test_a_broken_file_among_good_ones_costs_nothing_else(tmp_path: Path) -> None:
    yanbao(tmp_path, "init", "mine")
    folder = tmp_path / "mine/inbox/index_levels"
    folder.mkdir()
    (folder / "broken.parquet").write_bytes(b"PAR1 cut short")
    (folder / "801770.csv").write_text(
        "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n801770,2026-05-22,8126.06,8200,8210,8100,40,1500\n", encoding="utf-8"
    )
    done = yanbao(tmp_path / "mine", "ingest", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["bars"] == 1
    assert [finding["code"] for finding in told["findings"] if finding["level"] == "error"] == ["unreadable-file"]
    assert "broken.parquet" in told["findings"][0]["place"]


def test_why_walks_from_a_printed_figure_to_the_row_of_its_file(desk: Path, telecom: Built) -> None:
    done = yanbao(desk, "why", "index_week_move:801770.SI:2026-05-15..2026-05-22")
    assert done.returncode == 0
    assert "(8126.06 ÷ 8205.73 − 1) × 100%" in done.stdout
    assert "第24行" in done.stdout


def test_why_names_the_candidates_when_it_cannot_tell(desk: Path, telecom: Built) -> None:
    assert "export_month:85177950:usd:2026-04" in refused(desk, "why", "85177950")


def test_why_of_an_unknown_figure_says_so(desk: Path, telecom: Built) -> None:
    assert "没有编号或文字为" in refused(desk, "why", "no-such-figure")


@pytest.mark.parametrize("what", ["sources", "measures", "sections", "checks", "exhibits", "sectors"])
def test_every_kind_of_part_can_be_listed(desk: Path, telecom: Built, what: str) -> None:
    done = yanbao(desk, "list", what, "--json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) >= 2


def test_an_unknown_kind_of_part_names_those_there_are(desk: Path) -> None:
    assert "measures" in refused(desk, "list", "things")
