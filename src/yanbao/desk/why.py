"""Why a figure is what it is: its trace, read from the issue that printed it, down to the source's row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.report.trace import lines


def issue_folders(workspace: Path) -> list[Path]:
    """Built issues of a workspace, the newest week first."""
    return sorted((path.parent for path in (workspace / "issues").glob("*/*/facts.json")), reverse=True)


def read_facts(folder: Path) -> dict[str, Any]:
    """``facts.json`` of one issue."""
    path = folder / "facts.json"
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return held
    except FileNotFoundError:
        raise YanbaoError("这一期没有 facts.json", str(folder), "先运行 yanbao weekly 生成该期") from None
    except ValueError:
        raise YanbaoError("facts.json 已损坏", str(path), "重新运行 yanbao weekly 生成该期") from None


def find_figure(workspace: Path, asked: str, issue: Path | None) -> tuple[dict[str, Any], list[dict[str, Any]], Path]:
    """The figure asked for, all places of its value, and the issue's folder.

    ``asked`` is an id, or a part of an id, a subject's name or a printed text that fits one figure only; YanbaoError
    lists the candidates otherwise.
    """
    folders = [issue] if issue else issue_folders(workspace)
    if not folders:
        raise YanbaoError("还没有生成过任何一期", str(workspace / "issues"), "先运行 yanbao weekly")
    for folder in folders:
        figures = read_facts(folder)["figures"]
        matches = matching(figures, asked)
        if len({figure["id"] for figure in matches}) == 1:
            return matches[0], matches, folder
        if matches:
            ids = list(dict.fromkeys(f"{figure['id']}（{figure['subject_name']} {figure['printed']}）" for figure in matches))
            raise YanbaoError(f"有 {len(ids)} 个数字符合“{asked}”", str(folder), f"用其中一个完整编号再问：{'；'.join(ids[:12])}")
    raise YanbaoError(f"没有编号或文字为“{asked}”的数字", str(folders[0]), "在网页中点开数字可见其编号，或查 facts.json")


def matching(figures: list[dict[str, Any]], asked: str) -> list[dict[str, Any]]:
    """Figures whose id is exactly what was asked; failing that, whose id, names or printed text holds it."""
    exact = [figure for figure in figures if figure["id"] == asked]
    if exact:
        return exact
    words = asked.split()
    return [
        figure for figure in figures if all(any(word in str(figure[key]) for key in ("id", "subject_name", "printed")) for word in words)
    ]


def trace_lines(figure: dict[str, Any]) -> list[str]:
    """The figure's trace as an indented text."""
    return lines(figure["trace"])
