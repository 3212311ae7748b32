"""Blocks as HTML: headings, paragraphs, points, news, tables, exhibits side by side, and the cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from yanbao.report.blocks import Analyst, Block, Cover, Exhibit, Heading, NewsItem, Para, Point, Section, Span, Table, Text
from yanbao.report.language.chinese import Language
from yanbao.report.numbering import PART
from yanbao.report.writers.html.exhibits import Studio, exhibit_html, table_html
from yanbao.report.writers.html.marks import Marker


def section_html(section: Section, index: int, studio: Studio) -> str:
    """One section under its title; the cover brings its own."""
    studio.marker.section = index
    name, said = f"s-{section.key}", studio.marker.plain
    own = any(isinstance(block, Cover) or isinstance(block, Heading) and block.level == 1 for block in section.blocks)
    level = 3 if PART.match(section.title) else 2
    title = "" if own or not section.title else f"<h{level}>{said(section.title)}</h{level}>"
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
            return f'<h{level} id="{escape(name)}">{studio.marker.plain(block.text)}</h{level}>'
        case Para():
            return f'<p class="{"indent" if block.indent else "flush"}">{studio.marker.text(block.text)}</p>'
        case NewsItem():
            return news_html(block, studio)
        case Table():
            return table_html(block, studio.marker, studio.marker.words("表格"))
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
        f'<article class="news"><h4>{studio.marker.text(news.title)}</h4><p class="byline"><time datetime="{day}">{day}</time> '
        f"{studio.marker.plain(news.outlet)}</p><p>{studio.marker.text(news.body)}</p></article>"
    )


def cover_html(cover: Cover, studio: Studio) -> str:
    """Kind and sector, the title, then rating, dates, analysts and the performance chart at the side."""
    words, said = studio.marker.words, studio.marker.plain
    earlier = "".join(f"<li>{said(title)}</li>" for title in cover.earlier)
    past = f'<div class="earlier"><h3>{words("相关报告")}</h3><ol>{earlier}</ol></div>' if earlier else ""
    analysts = "".join(analyst_html(analyst, studio.marker) for analyst in cover.analysts)
    performance = exhibit_html(cover.performance, studio)
    kinds = "".join(f"<span>{escape(word)}</span>" for word in eyebrow(cover, words("证券研究报告")))
    facts = (("发布日期", cover.published.isoformat()), ("数据截止", cover.cutoff.isoformat()), ("研究团队", said(cover.team)))
    correction = f'<p class="correction">{studio.marker.text(cover.correction)}</p>' if cover.correction else ""
    return (
        f'<header class="cover"><p class="eyebrow">{kinds}</p>{correction}'
        f"<h1>{''.join(f'<span>{studio.marker.text(part)}</span>' for part in clauses(cover.title))}</h1>"
        f'<dl class="facts"><div class="rating"><dt>{words("行业评级")}</dt><dd>{said(cover.rating)}</dd></div>'
        f"{''.join(f'<div><dt>{words(name)}</dt><dd>{value}</dd></div>' for name, value in facts)}</dl>"
        f'<div class="side"><div class="people"><h3>{words("分析师")}</h3><ul class="analysts">{analysts}</ul>{past}</div>'
        f"{performance}</div></header>"
    )


def eyebrow(cover: Cover, label: str = "证券研究报告") -> list[str]:
    """What regulation asks to stand first, then the kind of report and its sector, each once."""
    kind = cover.kind.removeprefix(label).lstrip("·・ ")
    return [word for word in (label, kind, cover.sector) if word]


def clauses(title: Text) -> list[Text]:
    """A title's clauses, so that its lines break behind a comma and not inside a word."""
    parts: list[list[Span]] = [[]]
    for span in title:
        pieces = re.split(r"(?<=[，；：])|(?<=[,;:] )", span) if isinstance(span, str) else [span]
        for place, piece in enumerate(pieces):
            if place:
                parts.append([])
            parts[-1].append(piece)
    return [tuple(part) for part in parts if part]


def analyst_html(analyst: Analyst, marker: Marker) -> str:
    """Name, role and registration number."""
    role = f' <span class="role">{marker.plain(analyst.role)}</span>' if analyst.role else ""
    number = escape(marker.words("登记编号：{registration}", registration=analyst.registration))
    return f'<li><b>{marker.plain(analyst.name)}</b>{role}<span class="registration">{number}</span></li>'


def title_of(section: Section, language: Language) -> str:
    """What the contents and the panel call a section."""
    cover = any(isinstance(block, Cover) for block in section.blocks)
    return language.words("封面") if cover else section.title or section.key
