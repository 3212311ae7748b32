"""The document as a page with its findings in the margin: one file that needs no network, for screen and paper."""

from __future__ import annotations

import base64
import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape
from pathlib import Path

from yanbao.core.finding import LEVELS, Finding
from yanbao.core.printable import printable
from yanbao.reader.document import Document, Segment, Table
from yanbao.review.result import Result, Share
from yanbao.review.writers.wording import covered, limits, parts, tally

HERE = Path(__file__).parent
NUMERIC = re.compile(r"[-+−(（]?[\d.,，%]{1,24}[\d.,，%倍亿万元个百分点)）\s]{0,12}|[-—–]{1,2}")
"""A cell that is set to the right."""
WIDE, VAST, SHORT = 6, 14, 10
"""Columns beyond which a table reaches into the margin, and is set smaller still; characters of a name, which is never broken."""
TAGS = {
    "heading": "h2",
    "paragraph": "p",
    "caption": 'p class="caption"',
    "source": 'p class="source"',
    "cell": "p",
    "label": 'p class="source"',
}


def write(result: Result) -> str:
    """The page; the same result gives the same text. Everything from the document is escaped."""
    script = (HERE / "margin.js").read_text(encoding="utf-8")
    page = Page(result)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n{head(result.document.name, script)}\n<body>\n'
        f'<a class="skip" href="#text">跳到正文</a>\n{bar(result)}\n<main id="text" tabindex="-1">\n{page.summary()}\n'
        f"{''.join(page.body())}</main>\n{coverage(result)}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def shown(text: str) -> str:
    """Text from outside as part of the page: markup and what turns the order of reading are shown as they are."""
    return escape(printable(text))


def head(name: str, script: str) -> str:
    """Title, policy and style."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return (
        f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{shown(allowed)}">\n'
        '<meta name="generator" content="yanbao check">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{shown(name)} 核对</title>\n<style>{(HERE / 'margin.css').read_text(encoding='utf-8')}</style>\n</head>"
    )


def bar(result: Result) -> str:
    """What stands above the page: the document's name, findings by level, and the switch to dark."""
    levels = "".join(
        f'<span class="{level if number else "none"}">{LEVELS[level]} <b>{number}</b></span>' for level, number in result.counts().items()
    )
    return (
        f'<header class="bar"><p class="name"><b>核对结果</b><span>{shown(result.document.name)}</span></p>'
        f'<a class="counts" href="#coverage">{levels}</a><button type="button" id="dark" aria-pressed="false">深色</button></header>'
    )


def coverage(result: Result) -> str:
    """How much of the document was looked at, by family."""
    rows = "".join(_share(share) for share in result.coverage.shares)
    said = shown("".join(f"{line}。" for line in limits(result.coverage)))
    heads = '<th scope="col">规则</th>' + "".join(f'<th scope="col" class="right">{word}</th>' for word in ("比较", "数字", "发现"))
    table = f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>' if rows else ""
    return (
        f'<section class="coverage" id="coverage" aria-labelledby="coverage-h"><h2 id="coverage-h">核对范围</h2>'
        f"<p>{shown(covered(result.coverage))}。{said}</p>{table}<footer>yanbao</footer></section>"
    )


def _share(share: Share) -> str:
    numbers = "".join(f'<td class="right">{number}</td>' for number in (share.comparisons, share.figures, share.findings))
    return f"<tr><td>{shown(share.title)}<small>{shown(share.rule)}</small></td>{numbers}</tr>"


class Page:
    """The document's segments in order, each with its findings beside it and its figures marked."""

    def __init__(self, result: Result) -> None:
        """Sort findings and compared figures by where they stand."""
        self.result, self.document = result, result.document
        self.placed = [(place, finding) for place, finding in enumerate(result.findings) if _segment(self.document, finding)]
        self.starts = [finding.passage.start for _, finding in self.placed if finding.passage]
        self.seen = sorted(result.compared)

    def summary(self) -> str:
        """Findings by level, coverage, and what concerns the document as a whole."""
        placed = {place for place, _ in self.placed}
        whole = [(place, finding) for place, finding in enumerate(self.result.findings) if place not in placed]
        notes = "".join(_note(place, finding, "") for place, finding in whole)
        key = "点线标出的数字参与过核对；点击批注可到所指的数字，点击数字可回到批注。"
        told = f"{tally(self.result.counts(), self.result.coverage.figures)}。{covered(self.result.coverage)}。"
        return f'<div class="summary"><p><b>{shown(told)}</b></p><p class="key">{key}</p></div>{notes}'

    def body(self) -> Iterator[str]:
        """Every segment, a line where a page begins, tables whole where their first cell stands."""
        tables = {cell.start: table for table in self.document.tables for row in table.rows for cell in row if cell}
        done: set[int] = set()
        page, titled = 0, False
        for segment in self.document.segments:
            if segment.page != page:
                page = segment.page
                yield f'<p class="page">第 {page} 页</p>\n'
            table = tables.get(segment.start)
            if table is None:
                first, titled = segment.kind == "heading" and not titled, titled or segment.kind == "heading"
                yield self.block(segment, "h1" if first else TAGS[segment.kind])
            elif id(table) not in done:
                done.add(id(table))
                yield self.table(table)

    def block(self, segment: Segment, tag: str) -> str:
        """A paragraph behind its notes, which float into the margin."""
        mark = self.document.marks.get(segment.paragraph, "")
        tag, before = ('p class="item"', f'<span class="mark">{shown(mark)}</span>') if mark and tag == "p" else (tag, "")
        words = f"<{tag}>{before}{self.marked(segment)}</{tag.split()[0]}>\n"
        notes = self.notes(segment)
        return f'<div class="noted">{notes}{words}</div>' if notes else words

    def table(self, table: Table) -> str:
        """A table behind the notes of all its cells."""
        notes = "".join(self.notes(cell) for row in table.rows for cell in row if cell)
        right = {place for row in table.rows for place, cell in enumerate(row) if cell and self.numeric(cell)}
        head, *others = table.rows or ((),)
        first = "".join(self.cell(cell, place in right) for place, cell in enumerate(head))
        rows = "".join(f"<tr>{''.join(self.cell(cell, bool(cell and self.numeric(cell))) for cell in row)}</tr>" for row in others)
        width = max((len(row) for row in table.rows), default=0)
        wide = " vast" if width > VAST else " wide" if width > WIDE else ""
        words = f'<div class="scroll{wide}"><table class="data"><tr>{first}</tr>{rows}</table></div>\n'
        return f'<div class="noted">{notes}{words}</div>' if notes else words

    def numeric(self, cell: Segment) -> bool:
        """Whether a cell holds a figure and nothing else."""
        return NUMERIC.fullmatch(self.document.words(cell).strip()) is not None

    def cell(self, cell: Segment | None, right: bool) -> str:
        """A cell, to the right where it heads or holds figures; one that a merged cell covers is empty."""
        short = not right and cell is not None and len(self.document.words(cell).strip()) <= SHORT
        side = ' class="right"' if right else ' class="short"' if short else ""
        return f"<td{side}>{self.marked(cell) if cell else ''}</td>"

    def of(self, segment: Segment) -> list[tuple[int, Finding]]:
        """The findings in a segment with their numbers."""
        return self.placed[bisect_left(self.starts, segment.start) : bisect_left(self.starts, max(segment.end, segment.start + 1))]

    def notes(self, segment: Segment) -> str:
        """The notes of a segment, each leading to its figure."""
        return "".join(_note(place, finding, f"#f{place}") for place, finding in self.of(segment))

    def marked(self, segment: Segment) -> str:
        """The segment's text with its figures marked: found fault with, or compared with something."""
        spans = [(finding.passage, place, finding) for place, finding in self.of(segment) if finding.passage]
        near = self.seen[bisect_left(self.seen, (segment.start, 0)) : bisect_right(self.seen, (segment.end, 0))]
        ends = [segment.start, segment.end]
        ends += [edge for passage, _, _ in spans for edge in (passage.start, passage.end)] + [edge for spot in near for edge in spot]
        cuts = sorted({min(max(edge, segment.start), segment.end) for edge in ends})
        told: set[int] = set()
        pieces = []
        for first, last in zip(cuts, cuts[1:], strict=False):
            over = [(place, finding) for passage, place, finding in spans if passage.start <= first and last <= passage.end]
            seen = any(start <= first and last <= end for start, end in near)
            pieces.append(_piece(shown(self.document.text[first:last]), over, told, seen))
        return "".join(pieces)


def _segment(document: Document, finding: Finding) -> Segment | None:
    return document.at(finding.passage.start) if finding.passage else None


def _piece(words: str, over: list[tuple[int, Finding]], told: set[int], seen: bool) -> str:
    """A piece of text under the same findings; ``told`` holds those whose anchor stands already."""
    if not over:
        return f'<span class="seen">{words}</span>' if seen else words
    anchors = "".join(f'<span id="f{place}"></span>' for place, _ in over if place not in told)
    told.update(place for place, _ in over)
    place, finding = over[0]
    title = shown("\n".join(one.message for _, one in over))
    return f'<a class="hit {finding.level}" href="#n{place}" title="{title}" aria-describedby="n{place}">{anchors}{words}</a>'


def _note(place: int, finding: Finding, figure: str) -> str:
    """A note in the margin; one without a figure concerns the whole document."""
    said = f"<b>{LEVELS[finding.level]}</b> {shown(finding.message)}"
    link = f'<a class="said" href="{figure}">{said}</a>' if figure else f'<span class="said">{shown(finding.place)} {said}</span>'
    rows = "".join(f"<dt>{label}</dt><dd{FOLLOWS if label == '应为' else ''}>{shown(text)}</dd>" for label, text in parts(finding))
    kind = "note" if figure else "note whole"
    return f'<aside class="{kind} {finding.level}" id="n{place}">{link}<dl>{rows}</dl><code>{shown(finding.code)}</code></aside>'


FOLLOWS = ' class="follows"'
