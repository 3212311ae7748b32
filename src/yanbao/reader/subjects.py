"""What each article of a text is about: the company or fund that its title, its heading or a profile's first field names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from yanbao.reader.firms import firm
from yanbao.reader.owners import currency_pair, ended, scoped
from yanbao.reader.rules import any_of, table
from yanbao.reader.vocabulary import Names, words

NAME = r"[^，。；：:、？！?!\s“”《》（）()|丨#\n]{2,24}?"
KIND = r"[（(](?:LOF|QDII|FOF)[)）]"
SHORT_FORM = r"(?:[（(][^（）()\n]{1,12}[)）])?"
LONGEST_TITLE, LONGEST_ARTICLE = 60, 20000
LONGEST_FIRM, LONGEST_FUND, LONGEST_EXCHANGE = 6, 28, 12
ARTICLES, HEADING = ("检索", "线索"), "# "
LETTERS = re.compile(rf"[\u4e00-\u9fffA-Za-z*](?:[\u4e00-\u9fffA-Za-z\d&·*-]|{KIND})+")
UNNAMED = re.compile(r"重仓|哪|发布|近[一二三四五六七八九十]|(?:19|20)\d\d|最强|涨\d")
"""What no name holds."""
MOST_NAMES = 40
RECURS = 2
"""How often a name that only stands at the beginning of a title must stand in the article below it."""
DATED = re.compile(r"[#* ]{0,8}(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)? ?")
ASIDE = re.compile(r".{1,16}?[丨｜|：:] ?(?=[\u4e00-\u9fff*])")
"""What stands before the title proper: 研报掘金丨, 股市必读：."""


class Subject(NamedTuple):
    """From ``start`` on the text is about ``name``; empty where an article begins that is about nobody."""

    start: int
    name: str


@dataclass(frozen=True)
class Titles:
    """The part of ``firms.toml`` on titles: where an article begins, and what stands behind a name there."""

    begins: re.Pattern[str]
    labels: tuple[str, ...]
    named: re.Pattern[str]
    listed: re.Pattern[str]
    fund: re.Pattern[str]
    funds: tuple[str, ...]
    told: re.Pattern[str]
    of_firm: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def titles() -> Titles:
    """The table, read once."""
    data = table("firms")
    sure = any_of(data["title_sure"])
    fund, spelled = any_of(data["fund_ends"]), (*data["title_labels"], *data["profile_fields"])
    return Titles(
        begins=re.compile("|".join([*(f'{word}["”]?[：:]' for word in spelled), r"检索\d", r"线索\d", "属于", "”[是属]", "# "])),
        labels=tuple(data["title_labels"]),
        named=re.compile(rf" ?[\"“]?({NAME})[。，；\"”\s]"),
        listed=re.compile(rf"(?:^|[：:。；，\s])({NAME}){SHORT_FORM}$"),
        fund=re.compile(rf"“([^“”\n]{{4,28}}(?:{fund})(?:[A-Z]类?)?)$"),
        funds=tuple(data["fund_ends"]),
        told=re.compile(rf"({NAME}(?:{KIND}[A-Z]?)?){SHORT_FORM}(?:股份有限公司)?(?:公司|股票)?的?(?:{sure})"),
        of_firm=re.compile(rf"的?(?:{any_of(data['firm_has'])})"),
        ends=re.compile(r" ?(?:发布时间|文章内容|图表内容)|[\n。？！#]"),
    )


def subjects(flat: str, coded: frozenset[str] = frozenset()) -> list[Subject]:
    """Where the text begins to be about another company or fund, in reading order; ``coded`` are names before a security's code."""
    known = titles()
    marks = [(mark.start(), mark) for mark in known.begins.finditer(flat)]
    if not marks:
        return []
    sure = Names()
    for name in coded:
        if len(name) <= LONGEST_FIRM and nameable(name):
            sure.add(name)
    named = {place: name for place, mark in marks if (name := called(flat, mark))}
    heads = {place: title_of(flat, mark.end()) for place, mark in marks if mark[0].startswith(known.labels)}
    for name in named.values():
        sure.add(name)
    told = (found[1] for title in heads.values() if not sure.opening(title) and (found := known.told.match(title)))
    for name in sorted(told, key=len):
        if nameable(name) and (not sure.opening(name) or ended(name) == name):
            sure.add(name)
    about = abouts({mark.end(): heads[place] for place, mark in marks if place in heads}, flat, sure)
    held: list[Subject] = []
    for place, mark in marks:
        if place in heads or mark[0].startswith(ARTICLES):
            held.append(Subject(mark.end(), about.get(mark.end(), "")))
        elif name := named.get(place) or (sure.opening(flat[mark.end() : mark.end() + LONGEST_FUND]) if mark[0] == HEADING else ""):
            held.append(Subject(mark.end(), name))
    return held


def abouts(heads: dict[int, str], flat: str, sure: Names) -> dict[int, str]:
    """What each article is about, by where its title begins: a name that its title says, or that it speaks of again and again."""
    about = {}
    for start, title in heads.items():
        name = first_of(title, sure)
        if not name and (name := recurring(title, flat, start, article_end(flat, start))):
            sure.add(name)
        about[start] = name
    certain = [name for drawer in sure.by.values() for name in drawer]
    for start in [start for start, name in about.items() if not name]:
        title = heads[start]
        about[start] = first_of(title, sure) or basket(title, flat, start) or alone(certain, title, flat, start)
    return about


def called(flat: str, mark: re.Match[str]) -> str:
    """The name that a profile's field, a fund in quotes or the listing of a security states; empty for another mark."""
    known, word, start = titles(), mark[0], mark.start()
    if word == "属于":
        near = flat[start + 2 : start + LONGEST_EXCHANGE].find("交易所") > 0
        found = known.listed.search(flat[max(0, start - LONGEST_FUND - 14) : start]) if near else None
        return found[1] if found and nameable(found[1]) else ""
    if word[0] == "”":
        found = known.fund.search(flat[max(0, start - LONGEST_FUND - 8) : start])
        return found[1] if found and LETTERS.fullmatch(found[1]) else ""
    found = known.named.match(flat, mark.end()) if word[-1] in "：:" and not word.startswith(known.labels) else None
    return found[1] if found and nameable(found[1]) else ""


def title_of(flat: str, start: int) -> str:
    """The title that begins at a place, without the date at its beginning."""
    stop = titles().ends.search(flat, start, start + LONGEST_TITLE)
    title = flat[start : stop.start() if stop else start + LONGEST_TITLE]
    return title[dated.end() :] if (dated := DATED.match(title)) else title


def article_end(flat: str, start: int) -> int:
    """Where the article ends that begins at a place."""
    end = flat.find("标题", start, start + LONGEST_ARTICLE)
    return end if end >= 0 else start + LONGEST_ARTICLE


def first_of(title: str, sure: Names) -> str:
    """The first of the names known in a title that is no house of research; empty for none."""
    for place in range(len(title) - 1):
        name = sure.opening(title[place:]) if title[place : place + 2] in sure.by else ""
        if name and not (words().houses.search(name) and title[place + len(name) :].startswith(words().says)):
            return name
    return ""


def alone(names: list[str], title: str, flat: str, start: int) -> str:
    """The one company known that an article without one in its title speaks of, again and again; empty when of none or of two."""
    if not names or len(names) > MOST_NAMES or words().wide.search(title):
        return ""
    end = article_end(flat, start)
    said = [name for name in names if flat.find(name, start, end) >= 0 and not words().houses.search(name)]
    if said and all(name in said[0] or said[0] in name for name in said) and flat.count(said[0], start, end) > RECURS:
        return said[0]
    return ""


def basket(title: str, flat: str, start: int) -> str:
    """The industry or index that a title begins with and its article speaks of; empty for none."""
    name = scoped(title)
    return name if name and not words().region.opening(name) and flat.find(name, start + len(name), article_end(flat, start)) > 0 else ""


def recurring(title: str, flat: str, start: int, end: int) -> str:
    """The longest beginning of a title that may be a company's name, is spoken of again below it, and has what only a company has."""
    start += len(title)
    for words_of in (title, title[aside.end() :] if (aside := ASIDE.match(title)) else ""):
        longest = ""
        for long in range(2, min(len(words_of), LONGEST_FIRM + 1) + 1):
            if flat.count(words_of[:long], start, end) < RECURS:
                break
            longest = words_of[:long]
        if len(longest) > 1 and LETTERS.fullmatch(longest) and firm(longest) and listed(longest, flat, start, end):
            return longest
    return ""


def listed(name: str, flat: str, start: int, end: int) -> bool:
    """Whether a name has somewhere between two places what only a company has: its shares, its profit, its report."""
    place = flat.find(name, start, end)
    while place >= 0:
        if titles().of_firm.match(flat, place + len(name)):
            return True
        place = flat.find(name, place + 1, end)
    return False


@lru_cache(maxsize=4096)
def nameable(name: str) -> bool:
    """Whether words that stand where a name does are one: no region, no industry, no metric and no half sentence."""
    known = words()
    if not 2 <= len(name) <= LONGEST_FUND or name in known.pronouns or not LETTERS.fullmatch(name) or UNNAMED.search(name):
        return False
    if "和" in name and not name.endswith(titles().funds):
        return False
    if known.not_names.search(known.in_names.sub("", name.replace("管理", ""))) or currency_pair().match(name) or name.startswith("人民币"):
        return False
    region = known.region.opening(name)
    return (not region or region == "中国" and region != name or ended(name) == name) and scoped(name) != name
