"""The page: head, contents at the side, sections in reading order, then findings, the panel, and the data behind it all.

The list of findings stands outside of the main part, since the figures in it (距截止日已 205 天) are not the report's.
"""

from __future__ import annotations

from html import escape

from yanbao.report.blocks import Original, Report, Span, plain
from yanbao.report.charts.config import vega_config
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.numbering import PART
from yanbao.report.press import Press
from yanbao.report.theme import Theme
from yanbao.report.writers.html.assets import chart_library, policy, script, style
from yanbao.report.writers.html.blocks import headings, section_html, title_of
from yanbao.report.writers.html.exhibits import Studio, anchor, json_in_page
from yanbao.report.writers.html.marks import Marker, in_languages, worded
from yanbao.report.writers.html.notes import Notes


def page(report: Report, theme: Theme, press: Press) -> str:
    """The whole document; the same report gives the same text."""
    notes = Notes(report, press.readers)
    marker = Marker(report, notes)
    studio = Studio(theme, press.cache, marker, notes)
    sections = "".join(section_html(section, index, studio) for index, section in enumerate(report.sections))
    language = report.issue.language
    own, library = script(language), chart_library(press.cache)
    names = [title_of(section, language) for section in report.sections]
    data = marker.data(press) | notes.data() | {"sections": names, "config": vega_config(theme, live=True)}
    return (
        f'<!DOCTYPE html>\n<html lang="{language.tag}">\n{head(report, theme, policy(own, library))}\n<body>\n'
        f'<a class="skip" href="#main">{language.words("跳到正文")}</a>\n{bar(report, notes)}\n'
        f'<div class="frame">\n{contents(report, notes)}\n'
        f'<div class="column">\n<main id="main" tabindex="-1">\n{sections}\n</main>\n'
        f"{notes.listing()}\n{foot(report, marker.count)}</div>\n</div>\n{panel(language)}\n"
        f'<script type="application/json" id="data">{json_in_page(data)}</script>\n'
        f'<script type="text/plain" id="library">{library}</script>\n<script>{own}</script>\n</body>\n</html>\n'
    )


def panel(language: Language) -> str:
    """Where the trace of a figure opens."""
    return (
        '<aside id="panel" role="dialog" aria-labelledby="panel-title" tabindex="-1" hidden>'
        f'<button type="button" class="close" aria-label="{language.words("关闭")}">×</button><div class="inside"></div></aside>'
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
    words = report.issue.language.words
    return (
        f'<header class="bar"><button type="button" id="menu" aria-expanded="false" aria-controls="contents">{words("目录")}</button>'
        f'<p class="name"><b>{words("证券研究报告")}</b><span>{escape(report.issue.name)}</span></p>{notes.counts()}'
        f'<button type="button" id="dark" aria-pressed="false">{words("深色")}</button></header>'
    )


def contents(report: Report, notes: Notes) -> str:
    """Chapters with their parts, be they headings or sections of their own, the findings, and the exhibits."""
    chapters: list[tuple[str, list[str]]] = []
    language = report.issue.language
    for section in report.sections:
        link = f'<a href="#s-{escape(section.key)}">{worded(title_of(section, language), language)}</a>'
        if PART.match(section.title) and chapters:
            chapters[-1][1].append(f"<li>{link}</li>")
        else:
            chapters.append((link, []))
        chapters[-1][1].extend(f'<li><a href="#{escape(name)}">{worded(text, language)}</a></li>' for name, text in headings(section))
    items = [entry(link, parts) for link, parts in chapters]
    exhibits = "".join(
        f'<li><a href="#{anchor(exhibit)}">{escape(exhibit.lead)}{in_languages(exhibit.title, language, unmarked)}</a></li>'
        for exhibit in report.exhibits()
        if exhibit.number
    )
    listed = f"<details><summary>{language.words('图表目录')}</summary><ol>{exhibits}</ol></details>" if exhibits else ""
    return f'<nav id="contents" aria-label="{language.words("目录")}"><ol>{"".join(items)}{notes.entry()}</ol>{listed}</nav>'


def unmarked(span: Span) -> str:
    """A span where no figure can be clicked."""
    return escape(plain((span,)))


def entry(link: str, parts: list[str]) -> str:
    """A chapter with its parts below."""
    return f"<li>{link}<ol>{''.join(parts)}</ol></li>" if parts else f"<li>{link}</li>"


def foot(report: Report, count: int) -> str:
    """Who made it, from what and as of when, and how many figures of the page open their trace."""
    issue, words = report.issue, report.issue.language.words
    told = words("正文与图表印出数字 {count} 处，点击任一处可见其公式、数据行、来源与时间。", count=count)
    lang = f' lang="{CHINESE.tag}"' if isinstance(issue.house, Original) else ""
    return (
        f"<footer><p{lang}>{escape(words('{house}　{qualification}', house=issue.house, qualification=issue.qualification))}</p>"
        f"<p>{words('数据截止 {moment}', moment=f'{issue.as_of:%Y-%m-%d %H:%M}')}{words('。')}{told}"
        f"yanbao {escape(issue.version)}</p></footer>"
    )
