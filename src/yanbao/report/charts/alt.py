"""What a chart shows, in words, for readers who hear the page: only cited figures are spoken."""

from __future__ import annotations

from yanbao.report.blocks import Chart, Exhibit, Mark, Table

KIND_NAMES = {"lines": "折线图", "months": "柱线图", "ranked": "条形图"}
SPOKEN = 3


def alt_text(exhibit: Exhibit) -> str:
    """The kind of exhibit, its caption, and for each series its span and labelled values."""
    body = exhibit.body
    words = exhibit.language.words
    if isinstance(body, Table):
        columns = words("、").join(column.name for column in body.columns)
        return words("表格：{caption}。共{count}行：{columns}。", caption=exhibit.caption, count=len(body.rows), columns=columns)
    if body is None:
        return words("{caption}：数据暂缺。", caption=exhibit.caption)
    say = _ranking if body.kind == "ranked" else _series
    lead = words("{kind}：{caption}。", kind=words(KIND_NAMES[body.kind]), caption=exhibit.caption)
    return lead + "".join(say(mark, body) for mark in body.marks)


def _series(mark: Mark, chart: Chart) -> str:
    words, known = chart.language.words, [x for x, y in mark.points if y is not None]
    if not known:
        return words("{name}：数据暂缺。", name=mark.name)
    span = known[0] if len(known) == 1 else words("{first}至{last}", first=known[0], last=known[-1])
    labels = words("，").join(words("{x}为{value}", x=x, value=cite.text) for x, cite in mark.labels[-SPOKEN:])
    template = "{name}，{span}，{labels}。" if labels else "{name}，{span}。"
    return words(template, name=mark.name, span=span, labels=labels)


def _ranking(mark: Mark, chart: Chart) -> str:
    words = chart.language.words
    spoken = [words("{name}{value}", name=x, value=cite.text) for x, cite in mark.labels]
    ours = next((told for told, (x, _) in zip(spoken, mark.labels, strict=True) if x == chart.highlight), "")
    if len(spoken) > 2 * SPOKEN:
        spoken = [*spoken[:SPOKEN], "…", *spoken[-SPOKEN:]]
    template = "{name}，共{count}项：{items}；{ours}。" if ours else "{name}，共{count}项：{items}。"
    return words(template, name=mark.name, count=len(mark.points), items=words("、").join(spoken), ours=ours)
