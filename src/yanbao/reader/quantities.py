"""Numbers and percentages of any Chinese text, with their offsets: the general layer below what a report's figures are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yanbao.reader.grammar as grammar
from yanbao.reader.numerals import LONGEST, Numeral, alphabet, fold, fraction, of_digits, of_words

SCALES = {"k": 1e3, "K": 1e3, "M": 1e6}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at one place of a text; ``text`` is the slice from ``start`` to ``end``, ``more`` is true of 十余万 and 四百多."""

    start: int
    end: int
    text: str
    value: float
    more: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage: ``value`` in hundredths (三成 is 30), ``points`` true when it is stated in percentage points."""

    start: int
    end: int
    text: str
    value: float
    points: bool = False


def flattened(text: str) -> str:
    """The text half-width and simplified, its web addresses blotted out; offsets stay those of the original."""
    flat = re.sub(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))", ",", text)
    return grammar.address().sub(lambda found: "\x00" * len(found[0]), fold(flat))


def numbers(text: str) -> list[Number]:
    """Every number of a text, dates and codes included, in reading order; time grows with the length of the text.

    A percentage counts with its number (百分之五 is 5), a guess (二三十, 十几) with nothing. One numeral character alone is a number
    before a counter (一只), between marks, or where the words around it say so (答案是五).
    """
    return list(numbers_of(flattened(text), text))


def numbers_of(flat: str, text: str) -> Iterator[Number]:
    """The numbers of a flattened text."""
    for found in grammar.number().finditer(flat):
        if found["share"]:
            continue
        start, end = found.span()
        end -= len(flat[start:end]) - len(flat[start:end].rstrip())
        numeral = numeral_of(found)
        if numeral is None or not stands(flat, start, end):
            continue
        more = flat[end : end + 1] in ("余", "多") or any(char in flat[start:end] for char in alphabet().some)
        yield Number(start, end, text[start:end], numeral.value, more)


def numeral_of(found: re.Match[str]) -> Numeral | None:
    """The numeral of a match of ``grammar.number``."""
    if found["below"]:
        return with_fraction(found)
    if found["under"]:
        whole, over, under = (int(found[name] or 0) for name in ("with", "over", "under"))
        return fraction(whole, over, under).times(-1.0 if found["minus"] else 1.0) if under else None
    numeral = signed(found["plain"])
    return numeral.times(12) if numeral and found["dozen"] else numeral


def with_fraction(found: re.Match[str]) -> Numeral | None:
    """三分之一, 一又二分之一."""
    whole, above, below = signed(found["and"] or "0"), signed(found["above"]), signed(found["below"])
    if whole is None or above is None or below is None or not below.value:
        return None
    return fraction(whole.value, above.value, below.value).times(-1.0 if found["sign"] else 1.0)


def signed(words: str) -> Numeral | None:
    """The numeral of printed words with their sign, power and scale; None when too long to be one."""
    words = words.strip()
    minus = words[:1] in ("负", "-")
    words = words.lstrip("负+- ")
    numeral = unsigned(words)
    if numeral is None or not minus:
        return numeral
    return Numeral(-numeral.value, -numeral.high, -numeral.low, numeral.step)


def unsigned(words: str) -> Numeral | None:
    """The numeral of words without a sign."""
    if len(words) > 2 * LONGEST and words.isdigit():
        return None
    if words[-1:] in SCALES:
        numeral = unsigned(words[:-1].rstrip())
        return numeral.times(SCALES[words[-1]]) if numeral else None
    if "^" in words or ("e" in words.lower() and words.isascii()):
        return power(words)
    return of_digits(words) if words.replace(",", "").replace(".", "").isdigit() and words.isascii() else of_words(words)


def power(words: str) -> Numeral | None:
    """2^5, 1.5e8; None when it is beyond what a float holds."""
    base, mark, exponent = words.lower().partition("^" if "^" in words else "e")
    sign, digits = exponent.rstrip("0123456789"), exponent.lstrip("+-")
    power = -int(digits) if sign == "-" else int(digits)
    numeral = of_digits(base)
    try:
        return numeral.times(10.0**power) if mark == "e" else fraction(0, numeral.value**power, 1)
    except (OverflowError, ZeroDivisionError):
        return None


def stands(flat: str, start: int, end: int) -> bool:
    """Whether what looks like a numeral is one, and not a character of a word or a guess."""
    words = flat[start:end]
    if end - start == 1 and words.isdigit() and words.isascii():
        return True
    if flat.startswith(alphabet().some[-1], end) or guessed(flat, start):
        return False
    if len(words) > 2 or any(char.isdigit() and char.isascii() for char in words) or not is_lone(words):
        return True
    table = grammar.lone()
    before, behind = flat[start - 1 : start], flat[end : end + 1]
    if before in table.not_behind or table.idiom.match(flat, start):
        return False
    if table.counter.match(flat, end) or table.joined.match(flat, end):
        return True
    open_before = not grammar.is_han(before) or table.after.search(flat, max(0, start - 2), start)
    return bool(open_before and (not grammar.is_han(behind) or table.before.match(flat, end)))


def guessed(flat: str, start: int) -> bool:
    """True of 数十亿, 上百家 and 好几百: a step without a number of its own before it."""
    return flat[start - 1 : start] in grammar.lone().not_behind_step and flat[start] in alphabet().steps


def is_lone(words: str) -> bool:
    """True of one numeral character, and of steps and magnitudes without a digit (百万, 千亿)."""
    chars = alphabet()
    return len(words) == 1 or all(char in chars.steps or char in chars.magnitudes for char in words)


def percents(text: str) -> list[Percent]:
    """Every percentage of a text: 35%, 5‰, 百分之三十, 两个百分点, 三成五 (35), 七五折 (75); in reading order."""
    flat = flattened(text)
    return [percent for found in grammar.percent().finditer(flat) if (percent := percent_of(found, text))]


PARTS = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}


def percent_of(found: re.Match[str], text: str) -> Percent | None:
    """The percentage of a match of ``grammar.percent``; None of ten tenths off a price, which nobody says."""
    start, end = found.span()
    value, points = None, False
    if found["half"]:
        value = 50.0
    elif found["discount"]:
        value = float(spelled(found["discount"]))
    elif found["parts"]:
        value = share_of(found["parts"], found["of"])
        value = -value if value is not None and found["minus"] else value
    else:
        half = 5.0 if found["off"] else 0.5
        numeral = Numeral(half, 0, 1, 1) if found["number"] == "半" else signed(found["number"])
        value, points = numeral and tenths(numeral.value, found), bool(found["points"])
        value = None if found["off"] and numeral and numeral.value >= 10 and not text[start : end - 1].strip().isdigit() else value
    return None if value is None else Percent(start, end, text[start:end], value, points)


def spelled(digits: str) -> str:
    """七五 and 7 5 as 75."""
    return "".join(str(alphabet().digits.get(char, char)) for char in digits if not char.isspace())


def share_of(parts: str, words: str) -> float | None:
    """百分之五 is 5, 千分之五 0.5 hundredths."""
    numeral, below = signed(words), 1
    for char in parts:
        below *= PARTS[char]
    return None if numeral is None else numeral.value / (below / 100)


def tenths(value: float, found: re.Match[str]) -> float:
    """A number with its mark in hundredths; 成 and 折 are tenths."""
    if found["tenths"]:
        more = found["more"]
        return 10 * value + (0 if not more else 5 if more == "半" else alphabet().digits[more])
    if found["off"]:
        return value if value >= 10 else 10 * value
    return value / 10 if found["mark"] == "‰" else value
