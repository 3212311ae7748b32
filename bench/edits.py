"""Edits of a Word file of ours as an editor makes them, at random but from a seed, each with what must be reported of it."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from bench.edits_exhibits import (
    FIGURES,
    PROSE,
    TYPED,
    Said,
    cell,
    charts_swapped,
    drawn,
    label,
    other_digit,
    row_added,
    row_deleted,
    table_moved,
    tables_swapped,
    workbook,
)  # fmt: skip
from bench.word_copy import Copy, W, paragraph_of, plain_texts, run, said, tag_of, tags_in, unwrap

OPPOSITES = (("上涨", "下跌"), ("增长", "下降"), ("跑赢", "跑输"), ("高于", "低于"), ("居首", "居末"), ("最高", "最低"), ("之首", "之末"))


@dataclass(frozen=True)
class Made:
    """An edited file: its bytes and what must be said of it, as in ``Said``; ``where`` as words."""

    kind: str
    data: bytes
    codes: frozenset[str]
    besides: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    where: tuple[str, ...] = ()
    figure: str = ""


# --- what an editor does ----------------------------------------------------------------------------------------------


def digit(at: Copy) -> Said:
    """Change a digit of a figure."""
    control = at.chance.choice([held for held in at.controls() if re.search(r"\d", said(held))])
    text = next(t for t in control.iter(W + "t") if re.search(r"\d", t.text or ""))
    text.text = other_digit(text.text, at.chance)
    return Said(FIGURES, set(), frozenset({tag_of(control)}), (control,), tag_of(control))


def split_digit(at: Copy) -> Said:
    """Change a digit of a figure, its words parted into runs as Word parts them."""
    control = at.chance.choice([held for held in at.controls() if re.search(r"\d", said(held)) and len(said(held)) > 2])
    words = other_digit(said(control), at.chance)
    content = control.find(W + "sdtContent")
    for held in list(content):
        content.remove(held)
    content.extend([run(words[:1]), etree.Element(W + "proofErr", {W + "type": "spellStart"}), run(words[1:])])
    return Said(FIGURES, set(), frozenset({tag_of(control)}), (control,), tag_of(control))


def beside(at: Copy) -> Said:
    """Type a digit right before a figure, outside of its control."""
    controls = [held for held in at.controls() if said(held)[:1].isdigit() and said(held)[:1] != "0"]
    control = at.chance.choice(controls)
    control.addprevious(run(at.chance.choice("123456789")))
    return Said(FIGURES, PROSE | TYPED | {"table-cell-edited"}, frozenset({tag_of(control)}), (control,), tag_of(control))


def unwrapped(at: Copy) -> Said:
    """Take a figure's control away; its words stay."""
    control = at.control()
    tag, parent = tag_of(control), control.getparent()
    unwrap(control)
    return Said({"control-deleted"}, set(), frozenset({tag}), (parent,), tag)


def unwrapped_whole(at: Copy) -> Said:
    """Take a figure's control and its bookmark away; its words stay."""
    control = at.control()
    tag, parent = tag_of(control), control.getparent()
    unmark(at, tag)
    unwrap(control)
    return Said({"control-deleted"}, set(), frozenset({tag}), (parent,), tag)


def unmark(at: Copy, tag: str) -> None:
    """Take a figure's bookmark away."""
    for start in [held for held in at.root.iter(W + "bookmarkStart") if held.get(W + "name") == f"_{tag}"]:
        for end in [held for held in at.root.iter(W + "bookmarkEnd") if held.get(W + "id") == start.get(W + "id")]:
            end.getparent().remove(end)
        start.getparent().remove(start)


def deleted(at: Copy) -> Said:
    """Delete a figure with its control."""
    control = at.control()
    tag, parent = tag_of(control), control.getparent()
    parent.remove(control)
    return Said({"figure-deleted"}, set(), frozenset({tag}), (parent,), tag)


def emptied(at: Copy) -> Said:
    """Delete the words of a figure; its control stays."""
    control = at.control()
    for text in control.iter(W + "t"):
        text.text = ""
    return Said({"figure-deleted"}, set(), frozenset({tag_of(control)}), (control,), tag_of(control))


def doubled(at: Copy) -> Said:
    """Copy a figure with its control into another paragraph."""
    control = at.control()
    paragraph = at.paragraph()
    paragraph.append(copy.deepcopy(control))
    return Said({"figure-duplicated"}, PROSE, frozenset(), (paragraph,), tag_of(control))


def retyped(at: Copy) -> Said:
    """Type other words into a sentence."""
    text = at.chance.choice(plain_texts(at.paragraph()))
    words, place = text.text, at.chance.randrange(1, len(text.text) - 2)
    text.text = words[:place] + at.chance.choice(["并且", "略有", "预计将", "总体看"]) + words[place + 2 :]
    return Said(PROSE, TYPED, frozenset(), (text,))


def turned(at: Copy) -> Said:
    """Turn a word that follows from a value into its opposite: most share a character with it."""
    pairs = [pair for one, other in OPPOSITES for pair in ((one, other), (other, one))]
    held = [
        (text, was, now)
        for paragraph in at.paragraphs()
        if tags_in(paragraph)
        for text in paragraph.iter(W + "t")
        for was, now in pairs
        if was in (text.text or "")
    ]
    text, was, now = at.chance.choice(held)
    text.text = text.text.replace(was, now, 1)
    return Said({"direction-edited"}, set(), frozenset(), (text,))


def rewritten(at: Copy) -> Said:
    """Write a sentence anew between two figures."""
    text = max(plain_texts(at.paragraph()), key=lambda held: len(held.text))
    text.text = at.chance.choice(["，从结构看分化明显，", "，较前期有所变化，", "，需要结合订单观察，"])
    return Said(PROSE, TYPED | {"passage-added", "passage-deleted"}, frozenset(), (text,))


def moved(at: Copy) -> Said:
    """Move a paragraph."""
    one, other = at.chance.sample(at.paragraphs(), 2)
    between = list(at.root.iter(W + "p"))
    if abs(between.index(one) - between.index(other)) < 2:
        one, other = at.paragraphs()[0], at.paragraphs()[-1]
    other.addnext(one)
    return Said({"passage-moved"}, set(), frozenset(), (one,))


def added(at: Copy) -> Said:
    """Add a paragraph without a figure."""
    made = etree.Element(W + "p")
    made.append(run(at.chance.choice(["我们认为行业竞争格局仍待观察。", "编辑补充：不构成承诺。", "后续关注海外客户的招标节奏。"])))
    at.paragraph().addnext(made)
    return Said({"passage-added"}, set(), frozenset(), (made,))


def added_figure(at: Copy) -> Said:
    """Add a paragraph with a figure."""
    made = etree.Element(W + "p")
    value = f"{at.chance.randrange(1, 9000) / 100:.2f}"
    made.append(run(at.chance.choice([f"本周申万通信下跌{value}%。", f"我们测算行业规模约{value}亿元。", f"公司毛利率为{value}%。"])))
    at.paragraph().addnext(made)
    return Said(TYPED, {"passage-added"}, frozenset(), (made,))


def typed_figure(at: Copy) -> Said:
    """Type a figure into a sentence."""
    paragraph = at.paragraph()
    text = at.chance.choice(plain_texts(paragraph))
    text.text = f"{text.text}（约{at.chance.randrange(100, 900)}.{at.chance.randrange(1, 9)}亿元）"
    return Said(TYPED, PROSE, frozenset(), (text,))


def paragraph_deleted(at: Copy) -> Said:
    """Delete a paragraph."""
    held = at.paragraph()
    tags, words = tags_in(held), said(held)
    held.getparent().remove(held)
    return Said({"passage-deleted"}, set(), tags, (words,))


def caption(at: Copy) -> Said:
    """Type other words into the title of an exhibit."""
    text = at.chance.choice(plain_texts(at.styled("Caption")))
    text.text = f"{text.text[:2]}（编者改）{text.text[2:]}"
    return Said({"caption-edited", "direction-edited"}, set(), frozenset(), (text,))


def head(at: Copy) -> Said:
    """Type other words into a running head."""
    name = at.chance.choice([name for name in at.parts if re.fullmatch(r"word/header\d+\.xml", name)])
    root = etree.fromstring(at.parts[name])
    text = at.chance.choice([t for t in root.iter(W + "t") if t.text])
    text.text = f"{text.text}（内部）"
    at.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Said({"header-edited"}, set(), frozenset(), ("页眉",))


def footnote(at: Copy) -> Said:
    """Add a note at the foot of a page with a figure in it."""
    words = f"本周申万通信上涨{at.chance.randrange(1000, 3000) / 100:.2f}%。"
    note = etree.Element(W + "footnotes", nsmap={"w": W[1:-1]})
    held = etree.SubElement(note, W + "footnote", {W + "id": "1"})
    etree.SubElement(held, W + "p").append(run(words))
    at.relate("footnotes", "word/footnotes.xml", etree.tostring(note, encoding="UTF-8", xml_declaration=True, standalone=True))
    etree.SubElement(at.paragraph(), W + "r").append(etree.Element(W + "footnoteReference", {W + "id": "1"}))
    return Said(TYPED, {"passage-added"}, frozenset(), ("脚注",))


def heading(at: Copy) -> Said:
    """Type other words into a heading."""
    text = at.chance.choice(plain_texts(at.styled("Heading")))
    text.text = f"{text.text}（修订）"
    return Said({"heading-edited"}, set(), frozenset(), (text,))


def inserted(at: Copy) -> Said:
    """A tracked insertion."""
    text = at.chance.choice(plain_texts(at.paragraph()))
    change = etree.Element(W + "ins", {W + "id": "99001", W + "author": "编辑甲"})
    change.append(run("（编辑注）"))
    text.getparent().addnext(change)
    return Said(PROSE, {"tracked-changes"}, frozenset(), (change,))


def struck(at: Copy) -> Said:
    """A tracked deletion of words."""
    paragraph = at.chance.choice([held for held in at.paragraphs() if len(held.findall(W + "r")) > 1])
    text = min(plain_texts(paragraph), key=lambda held: len(held.text))
    held = text.getparent()
    change = etree.Element(W + "del", {W + "id": "99002", W + "author": "编辑甲"})
    held.addprevious(change)
    change.append(held)
    text.tag = W + "delText"
    return Said(PROSE, {"tracked-changes"} | TYPED, frozenset(), (paragraph,))


def struck_figure(at: Copy) -> Said:
    """A tracked change of a figure within its control."""
    control = at.chance.choice([held for held in at.controls() if re.search(r"\d", said(held))])
    words = said(control)
    content = control.find(W + "sdtContent")
    change = etree.Element(W + "del", {W + "id": "99003", W + "author": "编辑乙"})
    for held in list(content):
        change.append(held)
    for text in change.iter(W + "t"):
        text.tag = W + "delText"
    insertion = etree.Element(W + "ins", {W + "id": "99004", W + "author": "编辑乙"})
    insertion.append(run(other_digit(words, at.chance)))
    content.extend([change, insertion])
    return Said(FIGURES, {"tracked-changes"}, frozenset({tag_of(control)}), (control,), tag_of(control))


KINDS: dict[str, Callable[[Copy], Said]] = {
    "改控件中的一位数字": digit,
    "同上，文字拆成多段": split_digit,
    "在控件旁添一位数字": beside,
    "去掉控件，文字留下": unwrapped,
    "去掉控件与书签，文字留下": unwrapped_whole,
    "删去控件与数字": deleted,
    "删空控件": emptied,
    "复制控件到另一段": doubled,
    "改几个字": retyped,
    "把方向的词改反": turned,
    "重写一句": rewritten,
    "移动一段": moved,
    "添一段，无数字": added,
    "添一段，有数字": added_figure,
    "句中手填数字": typed_figure,
    "删一段": paragraph_deleted,
    "改表中文字": cell,
    "删表中一行": row_deleted,
    "添表中一行": row_added,
    "改图表标题": caption,
    "改标题": heading,
    "改页眉": head,
    "添脚注": footnote,
    "修订：插入": inserted,
    "修订：删除": struck,
    "修订：改数字": struck_figure,
    "调换两张表": tables_swapped,
    "把表移到文末": table_moved,
    "调换两幅图": charts_swapped,
    "改图的工作簿": workbook,
    "改图中所绘": drawn,
    "改图的标注": label,
}


def edit(kind: str, parts: dict[str, bytes], seed: int) -> Made:
    """One edit of a kind."""
    at = Copy(parts, random.Random(f"{kind}{seed}"))
    made = KINDS[kind](at)
    where = tuple(one if isinstance(one, str) else said(paragraph_of(one)) for one in made.where)
    return Made(kind, at.packed(), frozenset(made.codes), frozenset(made.besides), made.touched, where, made.figure)
