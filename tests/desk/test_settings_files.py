"""Settings as editors save them: what Windows writes is read, what cannot be read is refused with file and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.settings import load_desk, read_toml
from yanbao.desk.workspace import create


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    create(tmp_path, sample=False)
    return tmp_path


def refused(workspace: Path) -> str:
    with pytest.raises(YanbaoError) as caught:
        load_desk(workspace)
    return str(caught.value)


def test_the_mark_windows_puts_in_front_is_read_over(mine: Path) -> None:
    for name in ("yanbao.toml", "house/statement.md"):
        (mine / name).write_bytes(b"\xef\xbb\xbf" + (mine / name).read_bytes().replace(b"\n", b"\r\n"))
    assert not load_desk(mine).statement.startswith("\ufeff")


@pytest.mark.parametrize("name", ["yanbao.toml", "house/statement.md"])
def test_another_encoding_is_refused(mine: Path, name: str) -> None:
    (mine / name).write_bytes((mine / name).read_text(encoding="utf-8").encode("gbk"))
    assert "不是 UTF-8 编码" in (told := refused(mine))
    assert name in told


def test_what_cannot_be_seen_is_refused_with_its_line(mine: Path) -> None:
    path = mine / "house/statement.md"
    path.write_text("## 声明\n\n不构成\u202e投资建议。\n", encoding="utf-8")
    assert "第3行有看不见的控制字符" in refused(mine)


def test_a_number_that_is_none_is_refused(mine: Path) -> None:
    with (mine / "yanbao.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[compliance.holdings]]\ncode = "300308.SZ"\nname = "中际旭创"\npercent = nan\n')
    assert "percent：应为有限的数" in refused(mine)


def test_settings_nested_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    with pytest.raises(YanbaoError, match="嵌套过深"):
        read_toml(tmp_path / "a.toml")
