"""Why a figure is what it is: its trace, read from the issue that printed it, down to the source's row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal
from yanbao.desk.archive.issues import frozen_around
from yanbao.desk.sought import label, near, sought, told
from yanbao.desk.workspace import around
from yanbao.report.edited.differences import cut
from yanbao.report.ledger import unfolded
from yanbao.report.trace import lines
from yanbao.store.catalog import Withdrawal, load

TRACE = {"id": str, "measure": str, "subject_name": str, "period": str, "shown": str}
FIGURE = {"id": str, "measure": str, "subject_name": str, "unit": str, "printed": str, "section": str, "exhibit": int, "trace": TRACE}
EXHIBIT = {"number": int, "title": str, "kind": str, "source": str}
SENTENCE = {"text": str, "figures": list}
SECTION = {"key": str, "title": str}
LAYOUT = {"sections": [SECTION], "figures": [FIGURE], "points": [FIGURE], "exhibits": [EXHIBIT], "sentences": [SENTENCE], "traces": dict}
"""What of ``facts.json`` is read here, and must be in it; an earlier version wrote no points, and traces in another way."""
AGAIN = "重新运行 yanbao weekly 生成该期"
RESTORE = "这是已发布的一期：用 yanbao verify 核对，从备份恢复，或用 yanbao rebuild 由冻结的数据做回来"


def issue_folders(workspace: Path) -> list[Path]:
    """Built issues of a workspace, the newest week first; those in another language only where there is none in Chinese."""
    issues = workspace / "issues"
    found = [*issues.glob("*/*/facts.json")] or issues.glob("*/*/*/facts.json")
    return sorted((path.parent for path in found), reverse=True)


def read_facts(folder: Path) -> dict[str, Any]:
    """``facts.json`` of one issue; YanbaoError when it is missing, damaged, or laid out as another version wrote it."""
    path = folder / "facts.json"
    try:
        held: Any = json.loads(path.read_text(encoding="utf-8"), parse_float=finite, parse_constant=finite)
    except FileNotFoundError:
        raise YanbaoError("这一期没有 facts.json", str(folder), remedy(folder)) from None
    except (ValueError, RecursionError):
        raise YanbaoError("facts.json 已损坏", str(path), remedy(folder)) from None
    except OSError as error:
        raise YanbaoError(f"facts.json 读不出来：{refusal(error)}", str(path), remedy(folder)) from None
    if not holds(held, LAYOUT):
        raise other_layout(folder)
    facts: dict[str, Any] = held
    return facts


def remedy(folder: Path) -> str:
    """How facts come back: a draft is written again, an issue that was published is not."""
    return RESTORE if frozen_around(folder) else AGAIN


def finite(text: str) -> float:
    """The number; ValueError for NaN, Infinity and what overflows (1e999): we never write them, so the file was damaged."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def holds(value: Any, layout: Any) -> bool:
    """Whether a value is of the kind, a mapping with all the names, or a list of entries, that the layout asks for."""
    if isinstance(layout, dict):
        return isinstance(value, dict) and all(holds(value.get(name), kind) for name, kind in layout.items())
    if isinstance(layout, list):
        return isinstance(value, list) and all(holds(entry, layout[0]) for entry in value)
    return isinstance(value, layout)


def other_layout(folder: Path) -> YanbaoError:
    """What is told of an issue that this version cannot read."""
    return YanbaoError("facts.json 不是本版本的格式（由其他版本写出，或已被改动）", str(folder / "facts.json"), remedy(folder))


def find_figure(workspace: Path, asked: str, issue: Path | None) -> tuple[dict[str, Any], list[dict[str, Any]], Path]:
    """The figure asked for, told with its sign and its whole trace; every place of it, as printed there; the issue's folder.

    ``asked`` is an id, what is printed, or words (a subject's name, what is measured, a number) that fit one figure only (see
    ``sought``); YanbaoError offers the candidates otherwise, or the nearest where nothing fits.
    """
    folders = [issue] if issue else issue_folders(workspace)
    if not folders:
        raise YanbaoError("还没有生成过任何一期", str(workspace / "issues"), "先运行 yanbao weekly")
    for folder in folders:
        held = read_facts(folder)
        matches = sought(held, asked)
        if len({figure["id"] for figure in matches}) == 1:
            return whole(matches[0], held, folder), under_headings(matches, held), folder
        if matches:
            ids = list(dict.fromkeys(map(told, matches)))
            raise YanbaoError(f"有 {len(ids)} 个数字符合“{cut(asked)}”", str(folder), f"用其中一个完整编号再问：{'；'.join(ids[:12])}")
    raise unknown(asked, folders[0])


def under_headings(places: Sequence[dict[str, Any]], held: dict[str, Any]) -> list[dict[str, Any]]:
    """The places of a figure with the headings of their sections; the first page has none."""
    titles = {section["key"]: section["title"] for section in held["sections"]}
    return [place | {"heading": titles.get(place["section"]) or "首页"} for place in places]


def unknown(asked: str, folder: Path) -> YanbaoError:
    """That nothing fits, with what comes near in the newest issue."""
    close = list(map(told, near(read_facts(folder), asked)))
    remedy = f"最接近的有：{'；'.join(close)}" if close else "在网页中点开数字可见其编号，或查 facts.json"
    return YanbaoError(f"没有编号或文字为“{cut(asked)}”的数字", str(folder), remedy)


def whole(figure: dict[str, Any], held: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A figure told with its sign and its whole trace; YanbaoError when the trace refers to what the file does not hold."""
    try:
        trace = unfolded(figure["trace"], held)
        mark_withdrawn(trace, withdrawals(folder))
        return figure | {"printed": figure["trace"]["shown"], "trace": trace}
    except (KeyError, TypeError):
        raise other_layout(folder) from None


def withdrawals(folder: Path) -> list[Withdrawal]:
    """What the workspace around an issue has withdrawn; nothing for an issue that lies elsewhere."""
    root = around(folder.resolve())
    return load(root / "warehouse/catalog.json").withdrawn if root else []


def mark_withdrawn(trace: dict[str, Any], gone: Sequence[Withdrawal]) -> None:
    """Note on every source and document of a trace that was withdrawn since when that is so."""
    own = [trace["source"]] if "source" in trace else trace.get("query", {}).get("documents", ())
    for place in own:
        held = next((held for held in gone if held.name == place["file"] and place["digest"] in held.digests), None)
        if held:
            place["withdrawn"] = held.until
    for part in trace.get("parts", ()):
        mark_withdrawn(part["trace"], gone)


def called(figure: dict[str, Any]) -> str:
    """Of whom a figure is, what it measures, and its number."""
    return f"{figure['subject_name']} {label(figure)} {figure['trace']['shown']}"


def trace_lines(figure: dict[str, Any]) -> list[str]:
    """The figure's trace as an indented text."""
    return lines(figure["trace"])
