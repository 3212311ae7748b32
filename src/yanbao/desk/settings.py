"""Settings: the workspace's TOML files, read once into frozen objects, with errors that name file, key and remedy."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Desk, Sector

T = TypeVar("T")
SAMPLE = Path(__file__).parent.parent / "sample"
"""The sample workspace that ships inside the package."""


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain data; YanbaoError when it is missing, unreadable or broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise YanbaoError("找不到设置文件", str(path), "用 yanbao init 目录 建立工作区，或在工作区内运行") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise YanbaoError(f"设置文件无法解析：{error}", str(path), "按提示的行修改；文件须为 UTF-8 编码的 TOML") from None


def parse(kind: type[T], data: dict[str, Any], path: Path) -> T:
    """Plain data as a frozen object; YanbaoError lists every key that is missing, unknown or of the wrong kind."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        wrong = "；".join(f"{'.'.join(str(part) for part in item['loc'])}：{item['msg']}" for item in error.errors()[:5])
        raise YanbaoError(f"设置有误：{wrong}", str(path), "对照 docs/adding.md 中的样例修改") from None


def load_desk(workspace: Path) -> Desk:
    """``yanbao.toml`` with the house's legal text read in."""
    path = workspace / "yanbao.toml"
    desk = parse(Desk, {"preference": {}, **read_toml(path)}, path)
    statement = workspace / desk.house.statement
    if not statement.is_file():
        raise YanbaoError("找不到声明文本", str(statement), "在 yanbao.toml 的 [house] statement 中写明其路径")
    return replace(desk, statement=statement.read_text(encoding="utf-8"))


def sector_keys(workspace: Path) -> list[str]:
    """The sectors a workspace describes."""
    return sorted(path.stem for path in (workspace / "sectors").glob("*.toml"))


def load_sector(workspace: Path, key: str) -> Sector:
    """One sector file; YanbaoError names the sectors there are when this one is unknown."""
    known = sector_keys(workspace)
    path = workspace / "sectors" / f"{key}.toml"
    if key not in known:
        raise YanbaoError(f"没有名为 {key} 的行业", str(path.parent), f"可用的行业：{'、'.join(known) or '无'}；或新建该行业的 TOML 文件")
    sector = parse(Sector, read_toml(path), path)
    unknown = [sub.basket for sub in sector.subsectors if sub.basket not in sector.baskets]
    unknown += [row.basket for row in sector.prosperity if row.basket not in sector.baskets]
    if unknown:
        raise YanbaoError(f"篮子没有定义：{'、'.join(unknown)}", str(path), "在 [baskets.名称] 中定义，或改正拼写")
    return sector
