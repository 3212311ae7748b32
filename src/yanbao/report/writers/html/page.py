"""The page: head, contents at the side, sections in reading order, then findings, the panel, and the data behind it all.

The list of findings stands outside of the main part, since the figures in it (距截止日已 205 天) are not the report's.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from yanbao.report.blocks import Report
from yanbao.report.charts.config import vega_config
from yanbao.report.numbering import PART
from yanbao.report.theme import Theme
from yanbao.report.writers.html.assets import asset, chart_library, policy, style
from yanbao.report.writers.html.blocks import headings, section_html, title_of
from yanbao.report.writers.html.exhibits import Studio, anchor, json_in_page
from yanbao.report.writers.html.marks import Marker
from yanbao.report.writers.html.notes import Notes


def page(report: Report, theme: Theme, cache: Path) -> str:
    """The whole document; the same report gives the same text."""
    notes = Notes(report)
    marker = Marker(report, notes)
    studio = Studio(theme, cache, marker, notes)
    sections = "".join(section_html(section, index, studio) for index, section in enumerate(report.sections))
    script, library = asset("report.js"), chart_library(cache)
    names = [title_of(section) for section in report.sections]
    data = marker.data() | notes.data() | {"sections": names, "config": vega_config(theme, live=True)}
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n{head(report, theme, policy(script, library))}\n<body>\n'
        f'<a class="skip" href="#main">跳到正文</a>\n{bar(report, notes)}\n<div class="frame">\n{contents(report)}\n'
        f'<div class="column">\n<main id="main" tabindex="-1">\n{sections}\n</main>\n'
        f"{notes.listing()}\n{foot(report, marker.count)}</div>\n</div>\n{PANEL}\n"
        f'<script type="application/json" id="data">{json_in_page(data)}</script>\n'
        f'<script type="text/plain" id="library">{library}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


PANEL = (
    '<aside id="panel" role="dialog" aria-labelledby="panel-title" tabindex="-1" hidden>'
    '<button type="button" class="close" aria-label="关闭">×</button><div class="inside"></div></aside>'
)


def head(report: Report, theme: Theme, allowed: str) -> str:
    """Title, policy and style."""
    return (
        f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(allowed)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(report.issue.name)}</title>\n<style>{style(theme, report.issue)}</style>\n</head>"
    )


def bar(report: Report, notes: Notes) -> str:
    """What stands above the page: what it is, how many figures it holds, findings, and the switch to dark."""
    issue = report.issue
    return (
        f'<header class="bar"><button type="button" id="menu" aria-expanded="false" aria-controls="contents">目录</button>'
        f'<p class="name"><b>证券研究报告</b><span>{escape(issue.name)}</span></p>{notes.counts()}'
        '<button type="button" id="dark" aria-pressed="false">深色</button></header>'
    )


def contents(report: Report) -> str:
    """Chapters with their parts, be they headings or sections of their own, and the exhibits."""
    chapters: list[tuple[str, list[str]]] = []
    for section in report.sections:
        link = f'<a href="#s-{escape(section.key)}">{escape(title_of(section))}</a>'
        if PART.match(section.title) and chapters:
            chapters[-1][1].append(f"<li>{link}</li>")
        else:
            chapters.append((link, []))
        chapters[-1][1].extend(f'<li><a href="#{escape(name)}">{escape(text)}</a></li>' for name, text in headings(section))
    items = [entry(link, parts) for link, parts in chapters]
    exhibits = "".join(
        f'<li><a href="#{anchor(exhibit)}">{escape(exhibit.caption)}</a></li>' for exhibit in report.exhibits() if exhibit.number
    )
    listed = f"<details><summary>图表目录</summary><ol>{exhibits}</ol></details>" if exhibits else ""
    last = '<li><a href="#findings">核对结果</a></li>'
    return f'<nav id="contents" aria-label="目录"><ol>{"".join(items)}{last}</ol>{listed}</nav>'


def entry(link: str, parts: list[str]) -> str:
    """A chapter with its parts below."""
    return f"<li>{link}<ol>{''.join(parts)}</ol></li>" if parts else f"<li>{link}</li>"


def foot(report: Report, count: int) -> str:
    """Who made it, from what and as of when, and how many figures of the page open their trace."""
    issue = report.issue
    return (
        f"<footer><p>{escape(issue.house)}　{escape(issue.qualification)}</p>"
        f"<p>数据截止 {issue.as_of:%Y-%m-%d %H:%M}。正文与图表印出数字 {count} 处，点击任一处可见其公式、数据行、来源与时间。"
        f"yanbao {escape(issue.version)}</p></footer>"
    )
