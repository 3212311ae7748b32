"""Chinese: what sentences, names and labels are written in, and what another language overrides."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yanbao.core.figure import Figure
from yanbao.core.period import Period
from yanbao.core.printed_number import NUMBER
from yanbao.core.unit import Unit
from yanbao.core.words import EXCESS, GROWTH, LACKING, NOT_DISCLOSED, PRICE, over_tenths


class Language:
    """Chinese, which templates and names are written in; another language overrides what it says otherwise."""

    code, tag, name = "zh", "zh-CN", "中文"
    indented = True
    lacking, not_disclosed = LACKING, NOT_DISCLOSED
    no_data = "本期没有可列示的数据"
    """The line below the title of an exhibit that has none."""
    directions: Mapping[str, tuple[str, str, str]] = {
        "price": PRICE,
        "growth": GROWTH,
        "excess": EXCESS,
    }
    """The word before a magnitude by its sign: of a rise, of a fall, of neither."""
    alone = frozenset({"持平"})
    """Words that need no number: 本周持平, not 本周持平0.00%."""

    def template(self, chinese: str) -> str | None:
        """The template that says the same; None when nobody has worded it."""
        return chinese

    def string(self, chinese: str) -> str | None:
        """Words or a name without places; None when nobody has worded them."""
        return chinese

    def mark(self, chinese: str) -> str:
        """What is printed in a sentence in place of a figure or of words, by its Chinese."""
        return self.not_disclosed if chinese == NOT_DISCLOSED else self.lacking

    def stock(self, name: str, code: str) -> str | None:
        """A security by its name; None when it has no name in this language."""
        return name

    def period(self, period: Period) -> str:
        """A period as it stands in a sentence."""
        return period.label

    def amount(self, number: str, unit: Unit, brief: bool = False) -> str:
        """A printed number with its unit; ``brief`` where there is little room: a label, a cell."""
        return number + unit.symbol

    def bare(self, number: str, unit: Unit) -> str:
        """A printed number whose unit stands elsewhere, in the head of its column or on its axis."""
        return number

    def read(self, text: str, unit: Unit) -> Decimal | None:
        """The number a printed figure states, in base units; None when it is said in words (超六成)."""
        found = NUMBER.search(text)
        return Decimal(found[0].replace(",", "")) * Decimal(int(unit.scale)) if found else None

    def head(self, unit: Unit) -> Unit:
        """The unit as heads and axes print it."""
        return unit

    def shift(self, unit: Unit) -> int:
        """Places by which ``bare`` moves the decimal point to the left, since ``head`` names a larger unit."""
        return 0

    def tenths(self, share: Figure) -> str:
        """A share in round words: 超六成."""
        return over_tenths(share)

    def polished(self, words: str, opens: bool = True) -> str:
        """Words as they may be printed; ``opens`` when a sentence begins with them."""
        return words

    def words(self, chinese: str, **places: object) -> str:
        """A writer's label in this language, by its Chinese; places take words that are in the language already."""
        template = self.template(chinese)
        return (chinese if template is None else template).format(**{name: str(value) for name, value in places.items()})


CHINESE = Language()
