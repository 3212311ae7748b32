"""Edits of tables and charts, and what must be said of any edit."""

from __future__ import annotations

import io
import random
import re
import zipfile
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from bench.word_copy import A, C, Copy, Part, W, parts_of, plain_texts, run, said, style_of, tags_in

FIGURES = {"figure-changed", "figure-respelled", "stated-figure-changed", "figure-updated"}
PROSE = {
    "passage-edited",
    "direction-edited",
    "heading-edited",
    "caption-edited",
    "source-edited",
    "note-edited",
    "cover-edited",
    "title-edited",
    "news-title-edited",
}
TYPED = {"typed-figure-bound", "typed-figure-contradicted", "typed-figure-unsupported"}


class Said(NamedTuple):
    """What must be said of an edit: codes of which one must be reported, those that may be besides, the tags of the figures touched.

    ``where`` is what it was made in, one of which the report must point at: a paragraph or something within, or the words of what
    is gone, of an exhibit's title or of a place. ``figure`` is the tag of the figure that the report must name.
    """

    codes: set[str]
    besides: set[str]
    touched: frozenset[str]
    where: tuple[Part, ...]
    figure: str = ""


def other_digit(words: str, chance: random.Random) -> str:
    """Words with one digit changed."""
    place = chance.choice([k for k, character in enumerate(words) if character.isdigit()])
    return words[:place] + chance.choice([d for d in "123456789" if d != words[place]]) + words[place + 1 :]


def data_tables(at: Copy) -> list[Part]:
    """Tables with a repeated head, which are those of data."""
    return [table for table in at.root.iter(W + "tbl") if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]


def titled(at: Copy) -> list[Part]:
    """Tables of data right under a title."""
    return [table for table in data_tables(at) if (above := table.getprevious()) is not None and style_of(above).startswith("Caption")]


def cell(at: Copy) -> Said:
    """Type other words into a cell of a table."""
    texts = [t for table in data_tables(at) for p in table.iter(W + "p") for t in plain_texts(p)]
    text = at.chance.choice(texts)
    text.text = f"{text.text[:-1]}改"
    return Said({"table-cell-edited"}, TYPED, frozenset(), (text,))


def row_deleted(at: Copy) -> Said:
    """Delete a row of a table."""
    rows = [row for table in data_tables(at) for row in table.findall(W + "tr")[1:] if len(table.findall(W + "tr")) > 3]
    row = at.chance.choice(rows)
    tags, words = tags_in(row), said(row)
    row.getparent().remove(row)
    return Said({"table-row-deleted"}, set(), tags, (words,))


def row_added(at: Copy) -> Said:
    """Add a row to a table."""
    table = at.chance.choice(data_tables(at))
    row = etree.Element(W + "tr")
    for place in range(len(table.findall(W + "tr")[0].findall(W + "tc"))):
        paragraph = etree.SubElement(etree.SubElement(row, W + "tc"), W + "p")
        paragraph.append(run("编辑新增" if place == 0 else "待补"))
    table.append(row)
    return Said({"table-row-added"}, set(), frozenset(), (row[0],))


def tables_swapped(at: Copy) -> Said:
    """Put two tables in each other's place."""
    one, other = at.chance.sample(titled(at), 2)
    titles = (said(one.getprevious()), said(other.getprevious()))
    mark = etree.Element(W + "p")
    one.addprevious(mark)
    other.addprevious(one)
    mark.addprevious(other)
    mark.getparent().remove(mark)
    return Said({"table-moved"}, set(), frozenset(), titles)


def table_moved(at: Copy) -> Said:
    """Move a table behind everything else."""
    table = at.chance.choice(titled(at))
    title = said(table.getprevious())
    at.root.find(W + "body").findall(W + "p")[-1].addnext(table)
    return Said({"table-moved"}, set(), frozenset(), (title,))


def charts_swapped(at: Copy) -> Said:
    """Put two charts in each other's place."""
    one, other = at.chance.sample(list(at.root.iter(C + "chart")), 2)
    (first,), (second,) = [[name for name in held.attrib if name.endswith("}id")] for held in (one, other)]
    titles = (title_of(at, one), title_of(at, other))
    one.attrib[first], other.attrib[second] = other.attrib[second], one.attrib[first]
    return Said({"chart-moved"}, set(), frozenset(), titles)


def workbook(at: Copy) -> Said:
    """Change a number in the workbook of a chart."""
    name = at.chance.choice([name for name in at.parts if name.startswith("word/embeddings/")])
    held = parts_of(at.parts[name])
    sheet = etree.fromstring(held["xl/worksheets/sheet1.xml"])
    cells = [c for c in sheet.iter("{*}c") if c.get("t") is None and c.find("{*}v") is not None and not c.get("r").startswith("A")]
    value = at.chance.choice(cells).find("{*}v")
    value.text = str(float(value.text) + 7.5)
    held["xl/worksheets/sheet1.xml"] = etree.tostring(sheet, encoding="UTF-8", xml_declaration=True, standalone=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in held.items():
            package.writestr(part, content)
    at.parts[name] = made.getvalue()
    return Said({"chart-edited"}, set(), frozenset(), (shown_under(at, name),))


def drawn(at: Copy) -> Said:
    """Change a number that a chart draws."""
    name = at.chance.choice([name for name in at.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)])
    root = etree.fromstring(at.parts[name])
    value = at.chance.choice([v for values in root.iter(C + "val") for v in values.iter(C + "v")])
    value.text = str(float(value.text) + 7.5)
    at.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Said({"chart-edited"}, set(), frozenset(), (shown_under(at, name),))


def label(at: Copy) -> Said:
    """Change a label of a chart."""
    names = [name for name in at.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name) and b":rich>" in at.parts[name]]
    name = at.chance.choice(names)
    root = etree.fromstring(at.parts[name])
    labels = [rich for label in root.iter(C + "dLbl") for rich in label.iter(C + "rich")]
    texts = [t for rich in labels for t in rich.iter(A + "t") if re.search(r"\d", t.text or "")]
    if not texts:
        return label(at)
    text = at.chance.choice(texts)
    text.text = other_digit(text.text, at.chance)
    at.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Said({"chart-label-edited"}, set(), frozenset({"*"}), (shown_under(at, name),))


def title_of(at: Copy, chart: Part) -> str:
    """The title of an exhibit, the last one before its chart; the page's name for the chart on the first, which has none."""
    before = takewhile(lambda held: held is not chart, at.root.iter(W + "p", C + "chart"))
    titles = [held for held in before if style_of(held).startswith("Caption")]
    return said(titles[-1]) if titles else "首页"


def shown_under(at: Copy, name: str) -> str:
    """The title of the exhibit that shows a chart, by the name of its part or of its workbook's."""
    target = name.replace("embeddings", "charts").replace(".xlsx", ".xml").removeprefix("word/")
    relations = etree.fromstring(at.parts["word/_rels/document.xml.rels"])
    (key,) = [one.get("Id") for one in relations if one.get("Target") == target]
    (chart,) = [held for held in at.root.iter(C + "chart") if key in held.attrib.values()]
    return title_of(at, chart)
