"""The elements of HTML: which are seen, which set blocks, and where a hidden one ends, whose end tag may be left out."""

from __future__ import annotations

from dataclasses import dataclass, field


def tags(words: str) -> frozenset[str]:
    """Names of elements, parted by spaces."""
    return frozenset(words.split())


UNSEEN = tags("audio button canvas datalist head iframe math nav noscript object script select style svg template textarea video")
UNSET = tags("datalist head noscript script style template")
"""Of these, the ones of which a browser sets nothing at all: what stands before and behind them stands together."""
VOID = tags("area base br col embed hr img input link meta param source track wbr")
BLOCKS = tags(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main ol option p pre section summary table tbody td tfoot th thead tr ul"
)
HEADINGS = tags("h1 h2 h3 h4 h5 h6")
GROUPS = tags("tbody tfoot thead")
CELLS = tags("td th")
FOLLOWED = {
    "p": tags(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
        " hgroup hr li dd dt main menu nav ol p pre search section summary table ul"
    ),
    "li": tags("li"),
    "dt": tags("dt dd"),
    "dd": tags("dt dd"),
    "option": tags("option optgroup hr"),
    "td": CELLS | GROUPS | {"tr"},
    "th": CELLS | GROUPS | {"tr"},
    "tr": GROUPS | {"tr"},
    **dict.fromkeys(GROUPS, GROUPS),
    "head": BLOCKS - {"html"},
}
"""Elements that end where one of these begins (HTML standard, 13.1.2.4 and 13.2.6)."""
ENDING = frozenset().union(*FOLLOWED.values())
OUTER = BLOCKS - {"p"}
WITHIN = {
    **dict.fromkeys(("p", "li", "dt", "dd", "option"), OUTER),
    **dict.fromkeys(CELLS, GROUPS | {"tr", "table"}),
    "tr": GROUPS | {"table"},
    **dict.fromkeys(GROUPS, tags("table")),
}
"""Elements that may end where one ends that they stand in, and which that may be. Through a cell no other end tag reaches."""
BETWEEN = (BLOCKS - tags("address div p") - FOLLOWED.keys()) | tags("button object select template optgroup menu nav")
"""Elements past which a beginning one ends nothing that they stand in; one of a table's, only past another table."""
TABULAR = tags("table template")
DEEPEST = 512
"""Elements inside of each other, as many as browsers follow."""


@dataclass
class Hidden:
    """The hidden element that is open, if one is, and those open in it, from without."""

    open: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether what is said now is hidden."""
        return bool(self.open)

    def starts(self, tag: str) -> None:
        """An element begins: those whose end tags were left out before it end, and it stands in what is left."""
        if tag in ENDING:
            between = TABULAR if tag in FOLLOWED["td"] else BETWEEN
            for place in range(len(self.open) - 1, -1, -1):
                if tag in FOLLOWED.get(self.open[place], ()):
                    del self.open[place:]
                elif self.open[place] in between:
                    break
        if self.open and tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(tag)

    def ends(self, tag: str) -> bool:
        """An end tag: whether it is of something hidden or of nothing; the hidden element may end with one that it stands in."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass
            return True
        if tag in WITHIN.get(self.open[0], ()):
            self.open.clear()
            return False
        return True
