"""What a clause without figures, a headline or a code in brackets says of whose the figures behind it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.reader.owners import cleaned, ended, own, owner_of, refers, scoped
from yanbao.reader.trimming import holder
from yanbao.reader.vocabulary import Names, words

CODE = re.compile(
    r"[（(](?:\d{5,6}\.?[A-Za-z]{0,3}|(?:[A-Z]{2} ?)?\d{6}|[A-Z]{1,5}\.(?:US|O|N|OQ|A|HK)"
    r"|(?:NASDAQ|NYSE|纳斯达克|纽交所|港交所)[:： ]{1,2}[A-Z\d]+)[)）]"
)
BEFORE_CODE = re.compile(r"([\u4e00-\u9fffA-Za-z*·-]{2,12}) ?$")
JOINT = re.compile(r".*(?:[和与及如由对向跌涨等]|看好|推荐|关注|其中|包括)(?=[\u4e00-\u9fff]{3,})")
SECTION = re.compile(
    r"【([^】\n]{2,12})】|^[#*\s]*(?:\d{1,2}[.、]|[（(]\d{1,2}[)）])? ?([^，。；：:\n\d%]{2,16}?)(?:[：:]|[*\s]*$)", re.MULTILINE
)
RATING = frozenset("持予申调盖")
"""One of these stands in each of the verbs by which a house rates: 中金公司维持腾讯控股评级."""
QUOTE = re.compile(r"[“\"「].*$|评级.*$")
LONGEST_TOPIC = 12
LONGEST_NAME = 6
AROUND = 2000
"""How far around a code its name is looked for again."""
LONGEST_HEADLINE = 8
LONGEST_OPENING = 120
"""How far before a figure's sentence its paragraph's headline may stand."""
OPENING = re.compile(r"[【\n]")
"""Where a section may begin: at a bracket or with a line."""


def codes(flat: str) -> dict[int, str]:
    """Names that stand before a security's code in brackets, by where the code ends."""
    before = ((code.end(), BEFORE_CODE.search(flat, max(0, code.start() - 12), code.start())) for code in CODE.finditer(flat))
    return {end: apart(JOINT.sub("", found[1]), flat[max(0, end - AROUND) : end + AROUND]) for end, found in before if found}


def apart(name: str, around: str) -> str:
    """A name without the words run together with it: its longest end that the text around it speaks of elsewhere."""
    if len(name) <= LONGEST_NAME or ended(name) == name:
        return name
    return next((name[-long:] for long in range(LONGEST_NAME, 2, -1) if around.count(name[-long:]) > 1), name)


def topic(plain: str, names: Names) -> str:
    """The owner that a clause without figures speaks of; a house that forecasts or comments is none."""
    known = words()
    if ranked := holder(plain):
        return cleaned(ranked)
    if not RATING.isdisjoint(plain) and (judged := known.rated.match(plain)) and known.houses.search(judged[1].removesuffix("公司")):
        plain = QUOTE.sub("", plain[judged.end() :])
    owner = owner_of(plain, names)
    if refers(plain) == len(plain) > 0:
        return own(plain)
    if not owner and (found := known.topic.search(plain, 2, LONGEST_TOPIC)):
        owner = plain[: found.start()]
    passing = owner not in names and (owner.isascii() or owner == scoped(plain))
    owner = "" if passing else cleaned(owner)
    return "" if owner and owner not in names and known.houses.search(owner) else owner


def labels(plain: str) -> bool:
    """Whether words before a colon are the label of a field (文章内容), no metric."""
    return bool(words().label.ending(plain))


def headline(flat: str, start: int, end: int, listed: frozenset[str]) -> str | None:
    """Whose a paragraph is by the headline over it: a name for its own, "" for another subject, None where there is none."""
    held = None
    for found in sections(flat, max(start, end - LONGEST_OPENING), end):
        name = (found[1] or found[2] or "").strip()
        if not name:
            continue
        if name in listed or ended(name) == name:
            held = name
        elif words().rubric.search(name):
            held = ""
        elif found[1] and len(name) <= LONGEST_HEADLINE:
            held = cleaned(name)
    return held


def sections(flat: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The headlines between two places; to try the pattern at every character costs more than all the rest of a paragraph's beginning."""
    places = [mark.end() if mark[0] == "\n" else mark.start() for mark in OPENING.finditer(flat, start, end)]
    read_to = start
    for place in [start, *places]:
        if place >= read_to and (found := SECTION.match(flat, place, end)):
            read_to = found.end()
            yield found
