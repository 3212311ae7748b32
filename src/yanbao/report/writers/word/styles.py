"""Styles by what they set: the names a house's template must hold, since these decide how everything looks."""

from __future__ import annotations

PARAGRAPHS = {
    "title": "Title",
    "eyebrow": "首页类别",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "prose": "Body Text First Indent",
    "flush": "Body Text",
    "point": "研报要点",
    "news": "新闻标题",
    "caption": "caption",
    "figure": "图表",
    "source": "图表来源",
    "cell": "表格文字",
    "up": "表格上涨",
    "down": "表格下跌",
    "ours": "表格本行业",
    "head": "表格栏目",
    "house": "首页机构",
    "rating": "首页评级",
    "side-title": "首页栏题",
    "side": "首页栏文",
    "contents": "TOC Heading",
    "entry1": "toc 1",
    "entry2": "toc 2",
    "exhibits": "table of figures",
    "header": "header",
    "footer": "footer",
}
"""Role to the name of a paragraph style. Names of Word's own styles are English in every language of Word."""
CHARACTERS = {
    "strong": "Strong",
    "lead": "要点引语",
    "missing": "未披露",
    "small": "小字",
    "rating-label": "评级标签",
}
"""Role to the name of a character style."""
TABLES = {"table": "研报表格", "pair": "图表并排", "side-column": "首页侧栏"}
"""Role to the name of a table style."""
NAMES = {"paragraph": PARAGRAPHS, "character": CHARACTERS, "table": TABLES}
"""Type of a style, as ``w:type`` states it, to the roles that need one."""
