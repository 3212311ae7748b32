"""A sector as its one TOML file describes it: codes, sub-sectors, baskets, series, tracked companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

STRICT: dict[str, Any] = {"extra": "forbid", "allow_inf_nan": False}
"""Read by the settings loader: a key the file misspells is an error, not silence, and so is a number that is none."""


CHANGES = ("维持", "上调", "下调", "首次")


@dataclass(frozen=True)
class Rating:
    """The sector's rating word, one of the house's table of ratings, and its change, one of ``CHANGES``."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    word: str
    change: str


@dataclass(frozen=True)
class Basket:
    """A basket of our own: explicit members, weighted on the base date and again on each rebalance date.

    ``weighting``: ``equal``, or ``free_float`` by the float market value known on the rebalance date.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    weighting: Literal["equal", "free_float"]
    base_date: date
    rebalance: tuple[date, ...]
    members: tuple[str, ...]


@dataclass(frozen=True)
class Subsector:
    """A sub-sector (细分赛道) with the basket that stands for it."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    key: str
    name: str
    basket: str


@dataclass(frozen=True)
class Driver:
    """One series behind a prosperity row: ``series`` is ``input:subject`` (``miit:rev.yoy``); sign -1 inverts it."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    series: str
    weight: float
    sign: int = 1


@dataclass(frozen=True)
class ProsperityRow:
    """A row of the prosperity table: its basket with the momentum's weight, and its drivers; weights add to 1."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    basket: str
    basket_weight: float
    series: tuple[Driver, ...] = ()


@dataclass(frozen=True)
class Company:
    """A tracked overseas company that files with the SEC; ``filer`` is its name in ``company_results`` (NVIDIA)."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    cik: str
    fiscal: str = ""
    filer: str = ""


@dataclass(frozen=True)
class Giant:
    """A large technology company by whose name news is grouped."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goods:
    """Goods whose exports the sector follows: their customs code (HS, 8 or 10 digits) and what the trade calls them."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    code: str
    name: str


@dataclass(frozen=True)
class Sector:
    """The whole file. The sections are those of the standard order ``without`` some, or the full list ``sections``."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    key: str
    name: str
    sw_code: str
    benchmarks: tuple[str, ...]
    rating: Rating
    team: str
    subsectors: tuple[Subsector, ...]
    baskets: dict[str, Basket]
    prosperity: tuple[ProsperityRow, ...] = ()
    companies: tuple[Company, ...] = ()
    giants: tuple[Giant, ...] = ()
    exports: Goods | None = None
    without: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Where all this is set, in the workspace."""
        return f"sectors/{self.key}.toml"


@dataclass(frozen=True)
class Contact:
    """One office of the house."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    city: str
    address: str
    phone: str


@dataclass(frozen=True)
class Signer:
    """An analyst who signs, with the registration number of the Securities Association."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    registration: str
    role: str = ""


@dataclass(frozen=True)
class House:
    """The securities house. ``statement`` is the path of its approved legal text, relative to the workspace."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    name: str
    short: str
    qualification: str
    firm_code: str
    statement: str
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Review:
    """Who checks: by regulation other people than the authors."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    quality_control: str
    compliance: str


@dataclass(frozen=True)
class Holding:
    """Shares of a listed company that the house holds, in percent of those issued."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    code: str
    name: str
    percent: float


@dataclass(frozen=True)
class Restricted:
    """A stock that the house underwrote: at its offering (``ipo``) or a follow-on; ``listed`` the day the shares were listed."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    code: str
    name: str
    kind: Literal["ipo", "follow_on"]
    listed: date


@dataclass(frozen=True)
class Compliance:
    """What compliance keeps up to date: the house's holdings, and its restricted list."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    holdings: tuple[Holding, ...] = ()
    restricted: tuple[Restricted, ...] = ()


@dataclass(frozen=True)
class Desk:
    """The desk's own file ``yanbao.toml``. ``preference`` orders the feeds of one series, best first.

    ``ratings`` is the text of the house's own table of ratings; empty when it keeps none.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT
    house: House
    analysts: tuple[Signer, ...]
    review: Review
    preference: dict[str, tuple[str, ...]]
    statement: str = ""
    ratings: str = ""
    earlier: tuple[str, ...] = ()
    compliance: Compliance = Compliance()
