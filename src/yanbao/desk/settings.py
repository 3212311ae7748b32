"""Settings: the workspace's TOML files, read once into frozen objects, with errors that name file, key and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from yanbao.core.fault import fault
from yanbao.core.finding import Finding, YanbaoError
from yanbao.core.printable import BROKEN, UNSHOWN, printable, printable_data
from yanbao.core.sector import Desk, Sector
from yanbao.desk.sector_rules import breaches
from yanbao.report.ratings import rating_words

T = TypeVar("T")
DESK_FILE = "yanbao.toml"
SAMPLE = Path(__file__).parent.parent / "sample"
"""The sample workspace that ships inside the package."""
WRONG = {
    "missing": "缺少这一项",
    "unexpected_keyword_argument": "没有这一项",
    "literal_error": "只能写 {expected}",
    "string_type": "应为文字",
    "tuple_type": "应为列表",
    "dict_type": "应为表",
    "dataclass_type": "应为表",
    "bool_parsing": "应为 true 或 false",
    "int_parsing": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "finite_number": "应为有限的数",
    "date_from_datetime_parsing": "应为 2026-05-22 这样的日期",
}
"""What the parser's kinds of error are called; any other is told in its own words."""
NAMES = ("name", "short", "key", "team", "role", "city", "phone", "registration", "word", "filer")
MOST_OF_A_NAME, MOST_OF_A_TEXT = 40, 300
"""Characters that the names, and all other texts, of a settings file may have: the cover and the heads of pages have room for these."""

UNHIDE = "删去这些字符（多为粘贴时带来，或写作 \\u202e 之类）后重新运行。"


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain data, with � for what cannot be seen in it; YanbaoError when it is missing, unreadable or broken."""
    data: dict[str, Any] = printable_data(as_written(path))
    return data


def as_written(path: Path) -> dict[str, Any]:
    """A TOML file with whatever it holds, raw or as an escape (\\u202e)."""
    try:
        return tomllib.loads(decoded(path))
    except FileNotFoundError:
        raise YanbaoError("找不到设置文件", str(path), "用 yanbao init 目录 建立工作区，或在工作区内运行") from None
    except RecursionError:
        raise YanbaoError("设置文件嵌套过深，无法解析", str(path), "对照 docs/adding.md 中的样例修改") from None
    except tomllib.TOMLDecodeError as error:
        raise YanbaoError(f"设置文件无法解析：{fault(error)}", str(path), "按提示的行修改；文件须为 TOML") from None


def text_of(path: Path) -> str:
    """A text of the house, printed as it stands; YanbaoError when it is not UTF-8, or when there is in it what cannot be seen."""
    text = decoded(path)
    if hidden := UNSHOWN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise YanbaoError(f"第{line}行有看不见的控制字符", str(path), "删去这些字符（多为粘贴时带来）后重试")
    return text


def decoded(path: Path) -> str:
    """A text file of the desk in UTF-8, with or without the mark Windows puts in front; YanbaoError when it is not."""
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"不是 UTF-8 编码，第{error.start + 1}个字节起无法解读"
        raise YanbaoError(message, str(path), "另存为 UTF-8 编码后重试") from None


def hidden_characters(workspace: Path, names: Iterable[str]) -> Iterator[Finding]:
    """A finding for each text of these settings files in which there is what cannot be seen; a file need not be there."""
    for name in names:
        path = workspace / name
        for key, text in texts_of(as_written(path) if path.is_file() else {}):
            if count := len(UNSHOWN.findall(text)):
                message = f"{printable(key)}有{count}个看不见的控制字符（可能改变显示次序），换成了{BROKEN}。"
                yield Finding("hidden-character", "warning", name, message, UNHIDE)


def texts_of(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in plain data with the key it stands under (``house.name``); the name of a key is a text under itself."""
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, list):
        for value in data:
            yield from texts_of(value, key)
    elif isinstance(data, dict):
        for name, value in data.items():
            inner = f"{key}.{name}".removeprefix(".")
            yield inner, name
            yield from texts_of(value, inner)


def too_long(data: Any) -> Iterator[str]:
    """What is wrong with each text of plain data that is too long to be printed where it belongs."""
    for key, text in texts_of(data):
        most = MOST_OF_A_NAME if key.rpartition(".")[2] in NAMES else MOST_OF_A_TEXT
        if len(text) > most:
            yield f"{key[:60]}：有 {len(text)} 个字符，至多 {most} 个"


def parse(kind: type[T], data: dict[str, Any], path: Path) -> T:
    """Plain data as a frozen object; YanbaoError tells what is missing, unknown, of the wrong kind or too long."""
    if long := list(too_long(data)):
        raise YanbaoError(f"设置有误：{'；'.join(long)}", str(path), "缩短后重试")
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        raise YanbaoError(f"设置有误：{'；'.join(troubles(error.errors()))}", str(path), "对照 docs/adding.md 中的样例修改") from None


def troubles(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is wrong, each thing once with the key it stands under; the same under many keys of one name with the first and how many."""
    places: dict[tuple[str, str], list[str]] = {}
    for item in errors:
        keys = [str(key) for key in item["loc"]]
        places.setdefault((keys[-1] if keys else "", trouble(item)), []).append(".".join(keys))
    return [f"{held[0]}{f' 等 {len(held)} 处' if len(held) > 1 else ''}：{wrong}" for (_, wrong), held in places.items()]


def trouble(item: Mapping[str, Any]) -> str:
    """One of the parser's errors in Chinese, as far as ``WRONG`` knows it."""
    expected = str(item.get("ctx", {}).get("expected", "")).replace(", ", "、").replace(" or ", "、")
    return WRONG.get(item["type"], str(item["msg"])).replace("{expected}", expected)


def load_desk(workspace: Path) -> Desk:
    """``yanbao.toml`` with the house's legal text and its ratings read in."""
    path = workspace / DESK_FILE
    desk = parse(Desk, {"preference": {}, **read_toml(path)}, path)
    statement = workspace / desk.house.statement
    if not statement.is_file():
        raise YanbaoError("找不到声明文本", str(statement), "在 yanbao.toml 的 [house] statement 中写明其路径")
    return replace(desk, statement=text_of(statement), ratings=own_ratings(workspace))


def own_ratings(workspace: Path) -> str:
    """The text of the house's table of ratings; empty when it keeps none, and the packaged one holds."""
    path = workspace / "house" / "ratings.toml"
    return text_of(path) if path.is_file() and read_toml(path) else ""


def sector_keys(workspace: Path) -> list[str]:
    """The sectors a workspace describes."""
    return sorted(path.stem for path in (workspace / "sectors").glob("*.toml"))


def load_sector(workspace: Path, key: str) -> Sector:
    """One sector file; YanbaoError names the sectors there are when this one is unknown, or all that is wrong in it.

    Its rating is a word of the house's table of ratings, which must be sound itself.
    """
    known = sector_keys(workspace)
    path = workspace / "sectors" / f"{key}.toml"
    if key not in known:
        raise YanbaoError(
            f"没有名为 {key} 的行业", str(workspace / "sectors"), f"可用的行业：{'、'.join(known) or '无'}；或新建该行业的 TOML 文件"
        )
    sector = parse(Sector, read_toml(path), path)
    if wrong := breaches(sector, key, rating_words(own_ratings(workspace))):
        raise YanbaoError(f"行业设定有误：{'；'.join(wrong)}", str(path), "逐条改正后重试")
    return sector
