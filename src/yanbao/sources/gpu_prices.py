"""Prices of a GPU hour: a monthly index from price lists, the same index by day, and vendors' own list prices.

An as-of question uses ``published``: for the monthly index the first day of the next month (the desk's rule), for the
daily index the Beijing day of the moment the file states, for a vendor's list the day it was seen. Caveats: list prices, not trades; the
index moves when a provider leaves the set, so each fact names how many providers stand behind it, and a month that lists
its providers states each one's price and who they are; a day the index withholds states no value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from yanbao.core.fact import Draft
from yanbao.core.period import month, snapshot
from yanbao.core.unit import unit
from yanbao.sources import cells
from yanbao.sources.cells import CellError, Number, plain
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, Row, RowError, facts_from, head

NAME = "gpu_prices"
TITLE = "GPU算力租赁价格"
PUBLISHER = ""
SERIES = ("gpu_prices",)
FOLDERS = ("inbox/gpu_prices",)
PATTERNS = ("*.csv",)
OWN = False

BEIJING = timezone(timedelta(hours=8))
HOURLY = unit("美元/小时")
MONTHLY = ("period", "index_code", "status", "value", "provider_count")
DAILY = ("index_code", "index_date", "revision", "status", "value", "provider_count", "published_at")
LISTED = ("observed_at", "provider", "gpu", "usd_per_gpu_hour", "source")
LAYOUTS = {"period": MONTHLY, "index_date": DAILY, "observed_at": LISTED}


def read(raw: Raw) -> Reading:
    """Facts of ``gpu_prices`` in 美元/小时.

    Subjects: "GIX-H100" by month, "GIX-H100:runpod" the price of one of its providers, "GIX-H100.providers" their names (a
    text, parted by semicolons); "GIX-H100.day" by day; "H100 SXM:RunPod" as listed on a day.
    """
    columns = head(raw)
    readers: dict[str, Callable[[Row], Iterator[Draft]]] = {"period": monthly, "index_date": daily, "observed_at": listed}
    layout = next((column for column in LAYOUTS if column in columns), "period")
    return facts_from(raw, LAYOUTS[layout], readers[layout])


def monthly(row: Row) -> Iterator[Draft]:
    """One month of the index and of the providers in it; published on the first day of the next month."""
    year, number = row.month_in("period")
    cell, code = row.number_in("value"), row.some("index_code")
    if cell and row.text("status") == "published":
        published = date(year + number // 12, number % 12 + 1, 1)
        period, note = month(year, number), providers(row)
        index = Draft("gpu_prices", code, period, cell.value, HOURLY, row.locator, published, cell.stated, "", note, title(code))
        yield index
        yield from sample(row, index)


def sample(row: Row, index: Draft) -> Iterator[Draft]:
    """The providers an index stands on: each one's price, and their names as one text, since a correction may drop one."""
    prices = [(name, price) for name, price in map(price_of, items(row.text("providers"))) if price]
    for name, price in prices:
        yield replace(index, subject=f"{index.subject}:{name}", value=price.value, stated=price.stated, subject_name=name)
    if prices:
        names, title_of_all = ";".join(dict.fromkeys(name for name, _ in prices)), f"{index.subject_name}样本厂商"
        yield replace(index, subject=f"{index.subject}.providers", value=None, stated="", text=names, subject_name=title_of_all)


def items(listed: str) -> list[str]:
    """The entries of ``coreweave=6.155;crusoe=3.588``."""
    return [item for item in listed.split(";") if item.strip()]


def price_of(item: str) -> tuple[str, Number | None]:
    """Name and price of ``coreweave=6.155``; no price when the entry says that there is none."""
    name, sign, digits = item.partition("=")
    try:
        if not sign or not name.strip():
            raise CellError(item, "“厂商=价格”")
        return name.strip(), cells.number(digits)
    except CellError as error:
        raise RowError(error.code, f"“providers”一列的{error}。", CELL_REMEDY) from None


def daily(row: Row) -> Iterator[Draft]:
    """One day of the index in one revision; the file states when it was published."""
    day, published = row.day_in("index_date"), beijing_day(row.some("published_at"))
    cell, code = row.number_in("value"), row.some("index_code")
    if cell and row.text("status") == "published":
        note = f"第{row.text('revision')}次修订；{providers(row)}"
        subject, name = f"{code}.day", f"{title(code)}（日）"
        yield Draft("gpu_prices", subject, snapshot(day), cell.value, HOURLY, row.locator, published, cell.stated, "", note, name)


def beijing_day(moment: str) -> date:
    """The day in Beijing of a moment stated with its offset; without one it is taken as UTC."""
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:
        raise RowError("bad-cell", f"“published_at”一列的“{moment}”不是时刻。", CELL_REMEDY) from None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(BEIJING).date()


def listed(row: Row) -> Iterator[Draft]:
    """One model in the price list of one provider."""
    day, cell = row.day_in("observed_at"), row.number_in("usd_per_gpu_hour")
    gpu, provider = row.some("gpu"), row.some("provider")
    if cell:
        note, name = f"价目页 {row.text('source')}", f"{provider} {gpu}挂牌价"
        subject = f"{gpu}:{provider}"
        yield Draft("gpu_prices", subject, snapshot(day), cell.value, HOURLY, row.locator, day, cell.stated, "", note, name)


def title(code: str) -> str:
    """What an index is printed as: GIX-H100 is H100按需租赁价格指数."""
    return f"{plain(code).removeprefix('GIX-')}租赁价格指数"


def providers(row: Row) -> str:
    """How many providers stand behind a value of the index, and at what prices, when the row names them."""
    named = row.text("providers")
    return f"样本厂商{row.text('provider_count')}家" + (f"：{named}" if named else "")
