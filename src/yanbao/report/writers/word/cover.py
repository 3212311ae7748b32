"""The cover: masthead and view, and beside them a column with the rating, who signs, and the chart of relative performance.

The two stand in a table of one row, the column in a table inside of it: a floating table would let the words flow around it,
but LibreOffice before 7.6 shows another chart in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.report.blocks import Analyst, Cover
from yanbao.report.charts.frame import Frame
from yanbao.report.language.chinese import CHINESE
from yanbao.report.writers.word.exhibits import GAP, whole
from yanbao.report.writers.word.markup import paragraph, run
from yanbao.report.writers.word.setting import Setting
from yanbao.report.writers.word.tables import layout, properties

SHARE = 0.30
"""Width of the side column as a share of the measure."""
INSET = 9
"""Points inside the column at each side."""
GUTTER = 16
"""Points between the column and the words beside it."""
FOOT, SLACK = 84, 14
"""Height in points of the lines at the column's foot; and what the column stays short of the page's text."""


def main_width(setting: Setting) -> float:
    """Points of the words beside the column."""
    return setting.measure * (1 - SHARE) - GUTTER


def main_height(setting: Setting) -> float:
    """Points of the column and of the words beside it."""
    return setting.template.height - SLACK


def cover(held: Cover, flow: str, setting: Setting) -> str:
    """The masthead over what of the view stands beside the column, then the column; both end with the page."""
    side = setting.measure * SHARE
    main = masthead(held, setting) + flow
    cells = [(main, setting.measure - side, GUTTER), (side_column(held, setting), side, 0)]
    return layout(cells, setting) + paragraph(setting.style("source"), "", GAP)


def masthead(held: Cover, setting: Setting) -> str:
    """Sector and kind, then what a correction says of itself, over the title."""
    kind = setting.language.words("{sector}行业　|　{kind}", sector=held.sector, kind=held.kind)
    correction = paragraph(setting.style("eyebrow"), setting.text(held.correction)) if held.correction else ""
    return paragraph(setting.style("eyebrow"), run(kind)) + correction + paragraph(setting.style("title"), setting.text(held.title))


def side_column(held: Cover, setting: Setting) -> str:
    """A table of one column inside of the page's; its upper cell is as high as leaves the foot at the page's foot."""
    wide = round(setting.measure * SHARE * 20)
    upper = round((main_height(setting) - FOOT) * 20)
    rows = _row("".join(upper_part(held, setting)), wide, upper, "top") + _row("".join(foot(held, setting)), wide, FOOT * 20, "bottom")
    table = f'<w:tbl>{properties(setting.style("side-column"), wide)}<w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>{rows}</w:tbl>'
    return table + paragraph(setting.style("source"), "", GAP)


def _row(inside: str, wide: int, high: int, side: str) -> str:
    cell = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="{side}"/></w:tcPr>'
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{high}" w:hRule="atLeast"/></w:trPr><w:tc>{cell}{inside}</w:tc></w:tr>'


def upper_part(held: Cover, setting: Setting) -> Iterator[str]:
    """House, rating, analysts, the chart of relative performance, earlier reports; what of another language stays Chinese."""
    words = setting.language.words
    yield paragraph(setting.style("house"), run(setting.report.issue.house_short))
    label = run(words("行业评级") + "\n", setting.style("rating-label"))
    yield paragraph(setting.style("rating"), label + run(held.rating))
    if held.analysts:
        yield paragraph(setting.style("side-title"), run(held.team or words("分析师")))
    for analyst in held.analysts:
        yield from _signer(analyst, setting)
    room = Frame(setting.measure * SHARE - 2 * INSET, setting.theme.chart["cover_height"], setting.theme.chart["font"])
    yield whole(held.performance, setting, room)
    if held.earlier:
        yield paragraph(setting.style("side-title"), run(words("往期报告")))
        yield from (paragraph(setting.style("side"), run(title)) for title in held.earlier)
    if setting.language is not CHINESE:
        yield paragraph(setting.style("side"), run(words("中文为分析师与机构的原文"), setting.style("small")))


def _signer(analyst: Analyst, setting: Setting) -> Iterator[str]:
    role = run(f"　{analyst.role}", setting.style("small")) if analyst.role else ""
    yield paragraph(setting.style("side"), run(analyst.name, setting.style("strong")) + role, "<w:keepNext/>")
    number = setting.language.words("登记编号：{registration}", registration=analyst.registration)
    yield paragraph(setting.style("side"), run(number, setting.style("small")))


def foot(held: Cover, setting: Setting) -> Iterator[str]:
    """When it was published, from data of when, and by whom."""
    words, issue = setting.language.words, setting.report.issue
    yield paragraph(setting.style("side-title"), run(words("发布信息")))
    dates = (words("发布日期：{day}", day=held.published), words("数据截至：{day}", day=held.cutoff))
    for line in (*dates, issue.house, issue.qualification):
        yield paragraph(setting.style("side"), run(line, setting.style("small")))
