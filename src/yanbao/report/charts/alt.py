"""What a chart shows, in words, for readers who hear the page: only cited figures are spoken."""

from __future__ import annotations

from yanbao.report.blocks import Chart, Exhibit, Mark, Table

KIND_NAMES = {"lines": "折线图", "months": "柱线图", "ranked": "条形图"}
SPOKEN = 3


def alt_text(exhibit: Exhibit) -> str:
    """The kind of exhibit, its caption, and for each series its span and labelled values."""
    body = exhibit.body
    if isinstance(body, Table):
        return f"表格：{exhibit.caption}。共{len(body.rows)}行：{'、'.join(column.name for column in body.columns)}。"
    if body is None:
        return f"{exhibit.caption}：未披露。"
    say = _ranking if body.kind == "ranked" else _series
    return f"{KIND_NAMES[body.kind]}：{exhibit.caption}。" + "".join(say(mark, body) for mark in body.marks)


def _series(mark: Mark, chart: Chart) -> str:
    known = [x for x, y in mark.points if y is not None]
    if not known:
        return f"{mark.name}：未披露。"
    span = known[0] if len(known) == 1 else f"{known[0]}至{known[-1]}"
    labels = "，".join(f"{x}为{cite.text}" for x, cite in mark.labels[-SPOKEN:])
    return f"{mark.name}，{span}" + (f"，{labels}。" if labels else "。")


def _ranking(mark: Mark, chart: Chart) -> str:
    spoken = [f"{x}{cite.text}" for x, cite in mark.labels]
    ours = next((f"；{x}{cite.text}" for x, cite in mark.labels if x == chart.highlight), "")
    if len(spoken) > 2 * SPOKEN:
        spoken = [*spoken[:SPOKEN], "…", *spoken[-SPOKEN:]]
    return f"{mark.name}，共{len(mark.points)}项：{'、'.join(spoken)}{ours}。"
