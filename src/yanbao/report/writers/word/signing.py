"""Signing: the custom XML part of a Word file, which holds what the report printed; ``signed`` tells its form and reads it."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from yanbao.core.ooxml import hiding
from yanbao.core.printable import fit
from yanbao.report.blocks import (
    Block,
    Chart,
    Cite,
    Cover,
    Exhibit,
    Heading,
    Issue,
    NewsItem,
    Para,
    Point,
    Report,
    Section,
    Table,
    Text,
    plain,
)
from yanbao.report.writers.facts import exhibit_table, kind
from yanbao.report.writers.outline import is_chapter, outlined
from yanbao.report.writers.pdf_blocks import source_of
from yanbao.report.writers.word.contents import LEVELS
from yanbao.report.writers.word.markup import quoted, words
from yanbao.report.writers.word.package import MAIN, OFFICE, Package
from yanbao.report.writers.word.reading import BESIDE, paragraphs_beside
from yanbao.report.writers.word.setting import tag
from yanbao.report.writers.word.signed import SPACE, read

PART, NAMES = "customXml/item1.xml", "customXml/itemProps1.xml"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def add_signature(package: Package, report: Report) -> None:
    """Put the part into the package, under an id that follows from the issue."""
    package.relate(MAIN, f"{OFFICE}/customXml", package.add(PART, part(report, _beside(package)), "application/xml"))
    issue = report.issue
    number = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{SPACE}/{issue.sector_key}/{issue.week.key}")).upper()
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs>'
    named = f'<ds:datastoreItem ds:itemID="{{{number}}}" xmlns:ds="{STORE}">{schema}</ds:datastoreItem>'
    package.add(NAMES, named, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    package.relate(PART, f"{OFFICE}/customXmlProps", NAMES)


def _beside(package: Package) -> Iterator[str]:
    """What the running heads and feet say once they are filled."""
    related = [(relation.rpartition("/")[2], path) for _, relation, path, external in package.relations.get(MAIN, []) if not external]
    styles = next((ElementTree.fromstring(package.parts[path]) for sort, path in related if sort == "styles"), None)
    for sort, path in related:
        if sort in BESIDE:
            for told, _ in paragraphs_beside(ElementTree.fromstring(package.parts[path]), hiding(styles)):
                yield f'<beside kind="{sort}">{words(told)}</beside>'


def part(report: Report, beside: Iterable[str]) -> str:
    """``customXml/item1.xml``; ``beside`` are the elements of what stands beside the text."""
    issue = report.issue
    named = {
        "sector": issue.sector_key,
        "week": issue.week.key,
        "as-of": issue.as_of.isoformat(),
        "version": issue.version,
        "name": issue.name,
        "language": issue.language.code,
    }
    attributes = "".join(f" {name}={quoted(value)}" for name, value in named.items())
    told = f'<signed xmlns="{SPACE}"{attributes}>{"".join([*_figures(report), *Written(report).parts(), *beside])}</signed>'
    return told.replace(attributes, f'{attributes} digest="{read(ElementTree.fromstring(told)).digest}"', 1)


def _figures(report: Report) -> Iterator[str]:
    in_charts = {
        id(cite)
        for exhibit in report.exhibits()
        if isinstance(exhibit.body, Chart)
        for mark in exhibit.body.marks
        for _, cite in mark.labels
    }
    for place, entry in enumerate(report.printed, 1):
        named = {
            "tag": tag(place),
            "id": entry.id,
            "printed": entry.cite.text,
            "section": entry.section,
            "exhibit": str(entry.exhibit),
            "chart": "yes" if id(entry.cite) in in_charts else "no",
        }
        yield "<figure" + "".join(f" {name}={quoted(value)}" for name, value in named.items()) + "/>"


class Written:
    """Says what was written, block after block, and which figures stand where in it."""

    def __init__(self, report: Report) -> None:
        """Nothing said yet."""
        self.report = report
        self.words = report.issue.language.words
        self.places: dict[int, deque[int]] = {}
        for place, entry in enumerate(report.printed, 1):
            self.places.setdefault(id(entry.cite), deque()).append(place)

    def parts(self) -> Iterator[str]:
        """Passages and tables in reading order, the lines of the cover where its title stands."""
        listed = False
        for section, blocks in outlined(self.report):
            if is_chapter(section) and not listed:
                listed = True
                yield from self._contents()
            for block in blocks:
                yield from self._block(block, section)
        if not listed:
            yield from self._contents()

    def _contents(self) -> Iterator[str]:
        """The titles of the contents and the list of exhibits, whose entries repeat headings and captions."""
        front = self.report.sections[0] if self.report.sections else None
        if front and any(isinstance(block, Heading) and block.level <= LEVELS for _, held in outlined(self.report) for block in held):
            yield self._passage(front, "contents", (self.words("目录"),))
        if front and any(exhibit.number for exhibit in self.report.exhibits()):
            yield self._passage(front, "contents", (self.words("图表目录"),))

    def _block(self, block: Block, section: Section) -> Iterator[str]:
        match block:
            case Heading():
                yield self._passage(section, "heading", (block.text,))
            case Para():
                yield self._passage(section, "para", block.text)
            case Point():
                yield self._passage(section, "point", (*block.lead, *block.body))
            case NewsItem():
                where = "　".join(part for part in (str(block.published), block.outlet) if part)
                yield self._passage(section, "news-title", (*block.title, f"　{where}"))
                yield self._passage(section, "news", block.body)
            case Table():
                yield self._table(section, block, "")
            case Exhibit():
                yield from self._exhibit(section, block)
            case Cover():
                yield self._passage(section, "title", block.title)
                yield from self._exhibit(section, block.performance)
                yield from (self._passage(section, "cover", (line,)) for line in cover_lines(block, self.report.issue))

    def _exhibit(self, section: Section, exhibit: Exhibit) -> Iterator[str]:
        yield self._passage(section, "caption", (exhibit.lead, *exhibit.title), exhibit.number)
        if exhibit.body:
            yield self._table(section, exhibit.body, exhibit.caption, exhibit.number)
        else:
            yield self._passage(section, "missing", (self.report.issue.language.no_data,), exhibit.number)
        if exhibit.note:
            yield self._passage(section, "note", (self.words("注："), *exhibit.note), exhibit.number)
        if exhibit.source:
            yield self._passage(section, "source", (source_of(exhibit),), exhibit.number)

    def _passage(self, section: Section, sort: str, text: Text, exhibit: int = 0) -> str:
        place = f'section={quoted(section.key)} kind="{sort}" exhibit="{exhibit}"'
        return f"<passage {place}{self._tags(text)}>{words(plain(text))}</passage>"

    def _table(self, section: Section, body: Chart | Table, caption: str, exhibit: int = 0) -> str:
        heads, rows = exhibit_table(body, self.report.issue.language)
        if isinstance(body, Table):
            lines = ["".join(f"<cell{self._tags(cell)}>{words(plain(cell))}</cell>" for cell in row) for row in body.rows]
        else:
            lines = ["".join(f"<cell>{words(_cell(cell))}</cell>" for cell in row) for row in rows]
        inside = "".join(f"<row>{line}</row>" for line in ("".join(f"<cell>{words(head)}</cell>" for head in heads), *lines))
        return f'<table section={quoted(section.key)} kind="{kind(body)}" exhibit="{exhibit}" caption={quoted(caption)}>{inside}</table>'

    def _tags(self, text: Text) -> str:
        """The attribute that says where in a text its figures begin; nothing for a text without any."""
        found, length = [], 0
        for span in text:
            if isinstance(span, Cite) and (places := self.places.get(id(span))):
                found.append(f"{tag(places.popleft())}:{length}")
            length += len(fit(span if isinstance(span, str) else span.text))
        return f' figures="{" ".join(found)}"' if found else ""


def cover_lines(cover: Cover, issue: Issue) -> Iterator[str]:
    """The words of the first page that are neither title nor exhibit: kind, rating, who signs, earlier reports, days and house."""
    said = issue.language.words
    yield said("{sector}行业　|　{kind}", sector=cover.sector, kind=cover.kind)
    if cover.correction:
        yield plain(cover.correction)
    yield issue.house_short
    yield f"{said('行业评级')}\n{cover.rating}"
    if cover.analysts:
        yield cover.team or said("分析师")
    for analyst in cover.analysts:
        yield f"{analyst.name}　{analyst.role}" if analyst.role else analyst.name
        yield said("登记编号：{registration}", registration=analyst.registration)
    if cover.earlier:
        yield said("往期报告")
        yield from cover.earlier
    yield said("发布信息")
    yield said("发布日期：{day}", day=cover.published)
    yield said("数据截至：{day}", day=cover.cutoff)
    yield from (issue.house, issue.qualification)


def _cell(cell: Any) -> str:
    return "" if cell is None else str(cell)
