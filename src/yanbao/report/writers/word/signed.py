"""What a Word file carries of the report it was written from, so that an edited copy can be held against it by itself.

Every figure that the text, a table or an exhibit's title or note prints is a content control (``w:sdt``). Its ``w:tag`` is
``f0001``, ``f0002`` …: the figure's place in ``Report.printed``, counted from 1, so that a tag names one figure at one place
(Word allows 64 characters to a tag, and an id may be longer). A label inside of a chart has a number too, but no control.
A bookmark ``_f0001`` around each control stands in for it in a file saved by a program that loses tags.

The custom XML part (namespace ``urn:yanbao:signed:1``) holds what was written, in reading order::

    <signed sector="telecom" week="2026-05-22" as-of="2026-05-24T23:59:59" version="0.1.0"
            name="通信行业周报（2026-05-22）" language="zh" digest="3f…">
      <figure tag="f0001" id="index_week_move:801770.SI:…" printed="0.97%" section="cover" exhibit="0" chart="no"/> …
      <passage section="weekly_view" kind="point" exhibit="0" figures="f0013:8 f0014:21">头部模型公司…</passage> …
      <table section="valuation" kind="table" exhibit="4" caption="图表4：…"><row><cell figures="f0101:0">0.66</cell> …</row> …</table> …
      <beside kind="header">证券研究报告　…</beside> …
    </signed>

A passage is a paragraph as it was printed, without its automatic number; ``kind`` is heading, para, point, news-title, news,
caption, note, source, title, cover (the other lines of the first page), contents (the title of a list) or missing. A table's
first row is its head; ``kind`` is table, or lines, months or ranked for a chart, whose rows are the numbers of its workbook.
``figures`` are the tags in a text, each with the character at which its figure begins. ``digest`` is the SHA-256 of all the
rest, by which an altered part is known.

    signed(data)    Signed(issue, figures, passages, tables, beside): the part itself
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from xml.etree.ElementTree import Element

from yanbao.core.finding import YanbaoError
from yanbao.report.writers.word.reading import TAG, Opened, opened

SPACE = "urn:yanbao:signed:1"
X = f"{{{SPACE}}}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One figure as it was printed; ``chart`` when it is a label inside of a chart, which has no control."""

    tag: str
    id: str
    printed: str
    section: str
    exhibit: int
    chart: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as it was printed; ``exhibit`` is 0 outside of numbered exhibits, ``figures`` are tags and where they begin."""

    section: str
    kind: str
    exhibit: int
    text: str
    figures: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as it was printed, or the numbers of one chart: ``rows`` begin with the head.

    ``figures`` are the tags of each cell's figures, in the shape of ``rows``.
    """

    section: str
    kind: str
    exhibit: int
    caption: str
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """What was written: ``issue`` by sector, week, as-of, version, name and language; all else in reading order.

    ``beside`` are the paragraphs of running heads and feet, each with the sort of its part; files of earlier versions tell none.
    ``altered`` says why the part is not as it was written; empty for a sound one.
    """

    issue: Mapping[str, str]
    figures: tuple[Signature, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Grid, ...]
    beside: tuple[tuple[str, str], ...] = ()
    altered: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of all that was written, however the XML that holds it is set."""
        held = {name: value for name, value in asdict(self).items() if name != "altered" and (value or name != "beside")}
        return hashlib.sha256(json.dumps(held, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def signed(data: bytes, name: str = "report.docx") -> Signed:
    """The part that the file carries; YanbaoError for a broken file, and for one that yanbao did not write."""
    package = opened(data, name)
    held = signed_in(package)
    if held is None:
        what = "这份 Word 文件里没有签署信息，不是由 yanbao 写出，或已被另存时丢弃"
        raise YanbaoError(what, package.name, "从 yanbao 写出的 report.docx 改起")
    return held


def signed_in(package: Opened) -> Signed | None:
    """The part that an opened file carries; None when it carries none, YanbaoError when that is broken."""
    roots = list(_roots(package))
    held = read(roots[0]) if roots else None
    return replace(held, altered="不止一份") if held and len(roots) > 1 else held


def read(root: Element) -> Signed:
    """What the part with this root holds."""
    issue = dict(root.attrib)
    stated = issue.pop("digest", "")
    held = Signed(
        issue,
        tuple(_figure(one) for one in root.iter(f"{X}figure")),
        tuple(Passage(*_place(one), one.text or "", _figures(one)) for one in root.iter(f"{X}passage")),
        tuple(Grid(*_place(one), one.get("caption") or "", *_rows(one)) for one in root.iter(f"{X}table")),
        tuple((one.get("kind") or "", one.text or "") for one in root.iter(f"{X}beside")),
    )
    return replace(held, altered=_flaw(held, stated))


def _flaw(held: Signed, stated: str) -> str:
    """What shows that a part is not as we wrote it: its digest, or tags that are none of ours or come twice; empty for a sound one."""
    if stated != held.digest:
        return "摘要不符"
    tags = [figure.tag for figure in held.figures]
    return "" if len(set(tags)) == len(tags) and all(map(TAG.fullmatch, tags)) else "数字的编号不合规则"


def _roots(package: Opened) -> Iterator[Element]:
    """The roots of signed parts among the custom XML parts, whatever a program has called them: one in a file of ours."""
    for path in sorted({path for kind, path in package.targets(package.main()).values() if kind.endswith("/customXml")}):
        root = package.part(path)
        if root is not None and root.tag == f"{X}signed":
            yield root


def _figure(one: Element) -> Signature:
    section, exhibit = one.get("section") or "", _number(one)
    return Signature(one.get("tag") or "", one.get("id") or "", one.get("printed") or "", section, exhibit, one.get("chart") == "yes")


def _place(one: Element) -> tuple[str, str, int]:
    return one.get("section") or "", one.get("kind") or "", _number(one)


def _number(one: Element) -> int:
    told = one.get("exhibit") or ""
    return int(told) if told.isdecimal() and len(told) < 6 else 0


def _figures(one: Element) -> tuple[tuple[str, int], ...]:
    told = (place.rpartition(":") for place in (one.get("figures") or "").split())
    return tuple((tag, int(start)) for tag, _, start in told if tag and start.isdecimal() and len(start) < 9)


def _rows(table: Element) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[tuple[str, ...], ...], ...]]:
    """The words of the cells, and the tags of their figures."""
    words = tuple(tuple(cell.text or "" for cell in row) for row in table)
    return words, tuple(tuple(tuple(tag for tag, _ in _figures(cell)) for cell in row) for row in table)
