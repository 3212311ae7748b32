"""The changes between two issues as a page: one file without a script, for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from yanbao.core.printable import printable
from yanbao.core.words import MISSING
from yanbao.report.changes.listing import Entry, Group
from yanbao.report.days import with_days

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LONG = 24
"""Characters from which a value is a sentence."""


def page(title: str, heads: tuple[str, str], held: Iterable[Group], remark: str = "") -> str:
    """The page; ``heads`` name the issue before and the issue after, ``remark`` says what could not be compared.

    Everything from outside is escaped.
    """
    groups = tuple(held)
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    body = "".join(section(number, group) for number, group in enumerate(groups)) or "<p>两期没有差异。</p>"
    links = "".join(f'<a href="#g{number}">{text(group.title)} <b>{len(group.entries)}</b></a>' for number, group in enumerate(groups))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="yanbao diff">\n'
        f"<title>{escape(printable(title))}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{text(title)}</h1>\n"
        f'<dl class="heads"><dt>前</dt><dd>{text(heads[0])}</dd><dt>后</dt><dd>{text(heads[1])}</dd></dl>\n'
        f"{f'<p>{text(remark)}</p>' if remark else ''}<nav>{links}</nav>\n{body}</main>\n</body>\n</html>\n"
    )


def section(number: int, group: Group) -> str:
    """A group: its title, its rule, and a table of its entries, in which sentences take most of the room."""
    rows = "".join(map(row, group.entries))
    heads = '<thead><tr><th scope="col">数字或句子</th><th scope="col">前</th><th scope="col">后</th><th scope="col">位置</th></tr></thead>'
    kind = "sentences" if any(is_long(entry) for entry in group.entries) else "values"
    return (
        f'<section id="g{number}" aria-labelledby="h{number}">\n'
        f'<h2 id="h{number}">{text(group.title)}<small>{len(group.entries)} 处</small></h2>\n'
        f'<p class="rule">{text(group.rule)}</p>\n<div class="scroll"><table class="{kind}">{heads}<tbody>{rows}</tbody></table></div>\n'
        "</section>\n"
    )


def row(entry: Entry) -> str:
    """One entry, its values side by side; on a phone below each other where they are long."""
    notes = "".join(f'<span class="note">{text(note)}</span>' for note in entry.notes)
    head = f'<th scope="row">{text(entry.head)}{notes}</th>'
    long = " long" if is_long(entry) else ""
    both = f'<td class="was{long}">{text(entry.was or MISSING)}</td><td class="now{long}">{text(entry.now or MISSING)}</td>'
    return f'<tr>{head}{both}<td class="place">{text(entry.place)}</td></tr>'


def is_long(entry: Entry) -> bool:
    """True of an entry whose values are sentences."""
    return max(len(entry.was), len(entry.now)) > LONG


def text(words: str) -> str:
    """Text from outside as part of the page; a date stays on its line."""
    return with_days(printable(words))
