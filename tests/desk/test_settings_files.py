"""Settings as editors save them: what Windows writes is read, what cannot be read is refused with file and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
from yanbao.desk.settings import hidden_characters, load_desk, load_sector, read_toml
from yanbao.desk.workspace import create
from yanbao.report.ratings import rating_words


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


def written(workspace: Path, name: str, old: str, new: str) -> None:
    """Replace in a settings file what is there once."""
    path = workspace / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("mark", ["\u202e", r"\u202e"], ids=["raw", "escape"])
def test_what_cannot_be_seen_in_settings_is_shown_and_told(mine: Path, mark: str) -> None:
    written(mine, "sectors/telecom.toml", 'name = "通信"', f'name = "通{mark}信"')
    assert load_sector(mine, "telecom").name == "通�信"
    (finding,) = hidden_characters(mine, ("yanbao.toml", "sectors/telecom.toml", "absent.toml"))
    assert (finding.code, finding.level, finding.place) == ("hidden-character", "warning", "sectors/telecom.toml")
    assert finding.message == "name有1个看不见的控制字符（可能改变显示次序），换成了�。"


def test_what_cannot_be_seen_in_the_origin_of_a_file_is_told_at_ingest(mine: Path) -> None:
    (mine / "inbox/origins.toml").write_text('["sessions/sse.csv"]\npublisher = "上\\u202e交所"\n', encoding="utf-8")
    told = [finding.message for finding in ingest(mine).findings if finding.code == "hidden-character"]
    assert told == ["sessions/sse.csv.publisher有1个看不见的控制字符（可能改变显示次序），换成了�。"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("sectors/telecom.toml", 'name = "通信"', f'name = "{"长" * 3000}"', "name：有 3000 个字符，至多 40 个"),
        ("sectors/telecom.toml", 'name = "通信"', f'name = "通信"\n{"x" * 3000} = 1', f"{'x' * 60}：有 3000 个字符，至多 300 个"),
        ("yanbao.toml", 'short = "样例证券"', f'short = "{"长" * 41}"', "house.short：有 41 个字符，至多 40 个"),
        ("yanbao.toml", "[house]", f'earlier = ["{"长" * 301}"]\n[house]', "earlier：有 301 个字符，至多 300 个"),
    ],
)
def test_a_text_too_long_for_its_place_is_refused_with_its_key(mine: Path, name: str, old: str, new: str, told: str) -> None:
    written(mine, name, old, new)
    with pytest.raises(YanbaoError) as caught:
        load_desk(mine), load_sector(mine, "telecom")
    assert told in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize("word", [r"买\u202e入", "买" * 21])
def test_a_rating_that_cannot_stand_on_the_cover_is_refused(word: str) -> None:
    with pytest.raises(YanbaoError, match="第1档的评级词"):
        rating_words(f'horizon_months = [3, 6]\n[[band]]\nword = "{word}"\nlow = 5\n')


def test_the_same_error_under_many_keys_of_one_name_is_told_once_with_how_many(mine: Path) -> None:
    sector = mine / "sectors/telecom.toml"
    sector.write_text(sector.read_text(encoding="utf-8").replace("weighting =", "weigthing ="), encoding="utf-8")
    with pytest.raises(YanbaoError) as caught:
        load_sector(mine, "telecom")
    told = caught.value.what.removeprefix("设置有误：").split("；")
    assert told == ["baskets.server.weighting 等 8 处：缺少这一项", "baskets.server.weigthing 等 8 处：没有这一项"]


def test_the_sources_there_are_stand_once_behind_all_that_are_unknown(mine: Path) -> None:
    sector = mine / "sectors/telecom.toml"
    sector.write_text(sector.read_text(encoding="utf-8").replace('series = "miit:', 'series = "mitt:'), encoding="utf-8")
    with pytest.raises(YanbaoError) as caught:
        load_sector(mine, "telecom")
    assert caught.value.what.count("的来源未知") > 1
    assert caught.value.what.count("customs") == 1
