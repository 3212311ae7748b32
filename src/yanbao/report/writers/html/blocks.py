"""Blocks as HTML: headings, paragraphs, points, news, tables, exhibits side by side, and the cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from yanbao.report.blocks import Analyst, Block, Cover, Exhibit, Heading, NewsItem, Para, Point, Section, Span, Table, Text
from yanbao.report.numbering import PART
from yanbao.report.writers.html.exhibits import Studio, exhibit_html, table_html


def section_html(section: Section, index: int, studio: Studio) -> str:
    """One section under its title; the cover brings its own."""
    studio.marker.section = index
    name = f"s-{section.key}"
    own = any(isinstance(block, Cover) or isinstance(block, Heading) and block.level == 1 for block in section.blocks)
    level = 3 if PART.match(section.title) else 2
    title = "" if own or not section.title else f"<h{level}>{escape(section.title)}</h{level}>"
    inside = "".join(blocks_html(section.blocks, name, studio))
    return f'<section id="{escape(name)}" aria-label="{escape(section.title)}">{title}{studio.notes.at_section(section)}{inside}</section>'


def blocks_html(blocks: Sequence[Block], name: str, studio: Studio) -> Iterator[str]:
    """Blocks in order; runs of points become a list, runs of small exhibits stand two in a row."""
    number = 0
    for kind, run in groupby(blocks, _run):
        if kind == "points":
            yield f'<ol class="points">{"".join(point_html(block, studio) for block in run if isinstance(block, Point))}</ol>'
        elif kind == "exhibits":
            for row in rows([block for block in run if isinstance(block, Exhibit)]):
                inside = "".join(exhibit_html(exhibit, studio) for exhibit in row)
                yield f'<div class="exhibits {"pair" if len(row) == 2 else "single"}">{inside}</div>'
        else:
            for block in run:
                number += 1
                yield block_html(block, f"{name}-{number}", studio)


def rows(exhibits: Sequence[Exhibit]) -> Iterator[list[Exhibit]]:
    """Small exhibits two in a row; one that finds no neighbour, and every table, takes the whole width."""
    place = 0
    while place < len(exhibits):
        row = list(exhibits[place : place + 2])
        fits = len(row) == 2 and all(exhibit.half and not isinstance(exhibit.body, Table) for exhibit in row)
        yield row if fits else [replace(row[0], half=False)]
        place += 2 if fits else 1


def _run(block: Block) -> str:
    return "points" if isinstance(block, Point) else "exhibits" if isinstance(block, Exhibit) else ""


def block_html(block: Block, name: str, studio: Studio) -> str:
    """One block that stands alone; ``name`` anchors a heading."""
    match block:
        case Heading():
            level = block.level + 1
            return f'<h{level} id="{escape(name)}">{escape(block.text)}</h{level}>'
        case Para():
            return f'<p class="{"indent" if block.indent else "flush"}">{studio.marker.text(block.text)}</p>'
        case NewsItem():
            return news_html(block, studio)
        case Table():
            return table_html(block, studio.marker, "表格")
        case Cover():
            return cover_html(block, studio)
        case Point():
            return f'<ol class="points">{point_html(block, studio)}</ol>'
        case Exhibit():
            return exhibit_html(block, studio)


def headings(section: Section) -> Iterator[tuple[str, str]]:
    """Anchor and text of the headings the contents list below a section, named as ``blocks_html`` names them."""
    number = 0
    for block in section.blocks:
        if not _run(block):
            number += 1
            if isinstance(block, Heading) and block.level < 3 and block.text != section.title:
                yield f"s-{section.key}-{number}", block.text


def point_html(point: Point, studio: Studio) -> str:
    """A numbered point: bold lead, then its body."""
    return f'<li value="{point.number}"><b class="lead">{studio.marker.text(point.lead)}</b>{studio.marker.text(point.body)}</li>'


def news_html(news: NewsItem, studio: Studio) -> str:
    """A news note: what, when, by whom."""
    day = news.published.isoformat()
    return (
        f'<article class="news"><h4>{studio.marker.text(news.title)}</h4>'
        f'<p class="byline"><time datetime="{day}">{day}</time> {escape(news.outlet)}</p><p>{studio.marker.text(news.body)}</p></article>'
    )


def cover_html(cover: Cover, studio: Studio) -> str:
    """Kind and sector, the title, then rating, dates, analysts and the performance chart at the side."""
    earlier = "".join(f"<li>{escape(title)}</li>" for title in cover.earlier)
    past = f'<div class="earlier"><h3>相关报告</h3><ol>{earlier}</ol></div>' if earlier else ""
    analysts = "".join(map(analyst_html, cover.analysts))
    performance = exhibit_html(cover.performance, studio)
    return (
        f'<header class="cover"><p class="eyebrow">{"".join(f"<span>{escape(word)}</span>" for word in eyebrow(cover))}</p>'
        f"<h1>{''.join(f'<span>{studio.marker.text(part)}</span>' for part in clauses(cover.title))}</h1>"
        f'<dl class="facts"><div class="rating"><dt>行业评级</dt><dd>{escape(cover.rating)}</dd></div>'
        f"<div><dt>发布日期</dt><dd>{cover.published.isoformat()}</dd></div><div><dt>数据截止</dt><dd>{cover.cutoff.isoformat()}</dd></div>"
        f"<div><dt>研究团队</dt><dd>{escape(cover.team)}</dd></div></dl>"
        f'<div class="side"><div class="people"><h3>分析师</h3><ul class="analysts">{analysts}</ul>{past}</div>{performance}</div></header>'
    )


def eyebrow(cover: Cover) -> list[str]:
    """What regulation asks to stand first, then the kind of report and its sector, each once."""
    kind = cover.kind.removeprefix("证券研究报告").lstrip("·・ ")
    return [word for word in ("证券研究报告", kind, cover.sector) if word]


def clauses(title: Text) -> list[Text]:
    """A title's clauses, so that its lines break behind a comma and not inside a word."""
    parts: list[list[Span]] = [[]]
    for span in title:
        pieces = re.split(r"(?<=[，；：])", span) if isinstance(span, str) else [span]
        for place, piece in enumerate(pieces):
            if place:
                parts.append([])
            parts[-1].append(piece)
    return [tuple(part) for part in parts if part]


def analyst_html(analyst: Analyst) -> str:
    """Name, role and registration number."""
    role = f' <span class="role">{escape(analyst.role)}</span>' if analyst.role else ""
    return f'<li><b>{escape(analyst.name)}</b>{role}<span class="registration">登记编号：{escape(analyst.registration)}</span></li>'


def title_of(section: Section) -> str:
    """What the contents and the panel call a section."""
    cover = any(isinstance(block, Cover) for block in section.blocks)
    return "封面" if cover else section.title or section.key
