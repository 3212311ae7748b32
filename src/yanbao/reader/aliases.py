"""Two names of one owner: a short form in brackets, one code behind both, or the two names of a company known abroad."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from yanbao.reader.countries import is_place
from yanbao.reader.owners import ended
from yanbao.reader.tables import table
from yanbao.reader.topics import apart
from yanbao.reader.vocabulary import words

ASIDE = re.compile(
    r"[（(](?P<said>(?:以下|下)?简称[：:为]?)?[“\"‘「]?(?P<name>[\u4e00-\u9fffA-Za-z*][\u4e00-\u9fffA-Za-z *&·-]{1,15})[”\"’」]?[）)]"
)
SAID = re.compile(
    r"[（(](?:以下|下)?(?:合?称|简称)[：:为]?[“\"‘「]?公司[”\"’」]?(?:、|或|及|和)[“\"‘「]?([\u4e00-\u9fffA-Za-z*]{2,8})[”\"’」]?[）)]"
)
BACKWARDS = re.compile(r"[\u4e00-\u9fffA-Za-z*·&-]{2,24}(?![\w）)])")
LATIN = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z ]*")
WARNED = re.compile(r"(?:\*?ST|S\*ST|XD|XR|DR|N|C)(?=[\u4e00-\u9fff])", re.IGNORECASE)
"""What an exchange sets before a security's name."""
MARKS = frozenset("*SXDNCsxdnc")
"""What such a mark begins with."""
CLASS = re.compile(r"-[A-Z]{1,2}$")
CODE = re.compile(r"[\dA-Z]{1,8}")
LONGEST, LONGEST_SHORT, LONGEST_REGISTERED = 24, 8, 12
AROUND, SHORTEST_FULL = 2000, 4
"""How far around its short form a full name is looked for again, and how long it is at least."""
COMPANY = re.compile("有限公司")
MOST_FOREIGN = 20
"""How many foreign names are looked for again, so that a text of nothing but brackets takes no longer."""


def aliases(flat: str, coded: dict[int, str]) -> dict[str, str]:
    """The other names of owners with the one to use: the short form that a text sets beside a long one, or the first of a code's names.

    ``coded`` are names before a security's code by where the code ends, in reading order.
    """
    held: dict[str, str] = {}
    for long, short in pairs(flat):
        if long != short and short not in held:
            held[long] = short
    first: dict[str, str] = {}
    used = set(held.values())
    for end, name in coded.items():
        begin = max(flat.rfind(mark, max(0, end - LONGEST), end) for mark in "（(")
        code = max(CODE.findall(flat[begin:end]), key=len, default="")
        known = first.get(code, "")
        if not known or known.endswith(name):
            first[code] = name
        elif code and not name.endswith(known) and name not in used:
            held[name] = held.get(known, known)
            used.add(held[name])
    return {**dict(original_names(flat)), **dict(registered(flat, first.values())), **held}


@cache
def foreign() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Each name abroad of a company of ``foreign.toml`` with the Chinese one, and the first standing as a word of its own."""
    names = table("foreign")["names"]
    return tuple(
        (other, name, re.compile(rf"{re.escape(other)}(?<![A-Za-z]{re.escape(other)})(?![A-Za-z])"))
        for name in names
        for other in names[name]
    )


def original_names(flat: str) -> Iterator[tuple[str, str]]:
    """The names abroad of well-known companies that the text calls by their Chinese name too: Amazon with 亚马逊."""
    for other, name, word in foreign():
        if other in flat and name in flat and word.search(flat):
            yield other, name


def registered(flat: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The registered names of companies with a code, which begin with a place: 浙江 + 甲乙股份 + 有限公司, also cut short."""
    known = frozenset(names)
    for found in COMPANY.finditer(flat) if known else ():
        before = flat[max(0, found.start() - LONGEST_REGISTERED) : found.start()]
        name = next((before[start:] for start in range(2, len(before) - 2) if before[start:] in known), "")
        place = before.removesuffix(name)
        for size in (3, 2) if name else ():
            if is_place(place[-size:]):
                yield from ((place[-size:] + short, name) for short in dict.fromkeys((name, name.removesuffix("股份"), f"{name}有限公司")))
                break


def pairs(flat: str) -> Iterator[tuple[str, str]]:
    """Each name of an owner with the short form beside it: 甲乙湖泊股份有限公司（以下简称“甲乙湖泊”）, 亚马河（Amahe）."""
    for found in SAID.finditer(flat) if "称" in flat else ():
        for long in full_names(flat, found.start()):
            yield long, found[1]
    foreign = 0
    for found in ASIDE.finditer(flat):
        said, name, start = found["said"], found["name"].rstrip(), found.start()
        latin = "A" <= name[0] <= "Z" and LATIN.fullmatch(name) is not None
        likely = latin or said or unmarked(name)[:2] in flat[max(0, start - LONGEST) : start]
        if not likely or name in words().pronouns or not (long := name_before(flat, start)):
            continue
        if said and len(name) <= LONGEST_SHORT and ended(long) == long:
            for one in full_names(flat, start):
                yield one, name
        elif short_of(name, long) or short_of(long, name):
            yield long, name
        elif latin and (foreign := foreign + 1) <= MOST_FOREIGN and (known := recurring(long, name, flat)):
            yield name, known


def name_before(flat: str, end: int) -> str:
    """The words that may be a name right before a place; empty where letters, digits or a bracket run into them."""
    found = BACKWARDS.match(flat[max(0, end - LONGEST) : end][::-1])
    return found[0][::-1] if found else ""


def full_names(flat: str, end: int) -> Iterator[str]:
    """The full name before a place, without words run together with it that do not recur, and that name without its legal form."""
    if not (long := name_before(flat, end)):
        return
    around = flat[max(0, end - AROUND) : end + AROUND]
    long = next((long[place:] for place in range(len(long) - SHORTEST_FULL) if around.count(long[place:]) > 1), long)
    yield long
    yield from (long.removesuffix(form) for form in words().legal_forms if long.endswith(form) and len(long) > len(form) + 1)


def unmarked(name: str) -> str:
    """A name without what the exchange sets before it."""
    return WARNED.sub("", name) if name[0] in MARKS else name


def recurring(long: str, name: str, flat: str) -> str:
    """The Chinese name that stands before a foreign one, where the text speaks of both again; empty for none."""
    known = apart(long, flat)
    return known if flat.count(name) > 1 and flat.count(known) > 1 else ""


def short_of(short: str, long: str) -> bool:
    """Whether a name is another without its kind, its share class or the exchange's mark before it: 甲乙 of 甲乙-W, 甲乙股份 of *ST甲乙."""
    plain = CLASS.sub("", unmarked(long))
    if plain != long and len(plain) > 1 and (plain == short or short.startswith(plain)):
        return True
    return long.startswith(short) and long[len(short) :] in words().kinds
