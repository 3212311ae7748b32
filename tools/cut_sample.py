"""Cut the sample workspace's inbox from the full data folder: small, sorted, and the same bytes on every run.

    python tools/cut_sample.py --data DIR [--out src/yanbao/sample]

Reads the sector files of the sample for the codes whose closes a basket needs, so write those first.
Needs pyarrow and exchange-calendars, which are development tools and no part of the package.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

SAMPLE = Path(__file__).resolve().parents[1] / "src" / "yanbao" / "sample"

BARS_FROM = date(2025, 12, 31)
BARS_TO = date(2026, 5, 26)
BASKETS_FROM = date(2025, 1, 2)
BASKETS_TO = date(2025, 12, 30)
INDEX_FROM = "2024-01-01"
FACTS_FROM = "2023-01-01"
SESSIONS_FROM, SESSIONS_TO = "2021-01-04", "2026-12-31"

BARS_ALL = "market/bars_all_2025-01_2026-05-26.parquet"
BARS_TELECOM = "market/bars_telecom_2023-01_2026-05-26.parquet"
SW_DAILY = "market/sw_l1_daily_2021-01_2026-03-18.parquet"
CSI300 = "market/csi300_daily_to_2026-05-07.csv"
SSE_SZSE = "market/sse_szse_daily_2023-03_2026-06-30.json"

COPIED = {
    "index_levels": ["market/sw_l1_weekend_close_2026-05.csv", "market/801770_daily_2026-03-12_2026-07-08.csv"],
    "sw_membership": ["market/sw_membership.csv"],
    "sw_industries": ["market/sw_industry_codes_2021.csv", "market/sw_l1_names.csv"],
    "stock_names": ["market/stock_names.csv"],
    "market_caps": ["market/market_cap_2026-05-27.csv"],
    "concept_members": ["market/concept_members.csv"],
    "miit_statistics": ["stats/miit/miit_telecom_long.csv"],
    "customs_exports": [
        "stats/customs/customs-85177950-2024-monthly-rmb.raw.csv",
        "stats/customs/customs-85177950-2024-monthly-usd.raw.csv",
        "stats/customs/customs-monthly-85177950.csv",
    ],
    "company_results": ["stats/sec/us_results_facts_secondary.csv"],
    "gpu_prices": [
        "stats/gpu_prices/gix_backfill_ratecards_monthly_2025-05_2026-07.csv",
        "stats/gpu_prices/gix_index_latest_rev_20260827_20260908.csv",
        "stats/gpu_prices/vendor_list_prices_2026-07-05.csv",
    ],
    "iot_modules": ["stats/iot/cellular_iot_module_shipments_facts.csv"],
}

EDGAR_FILES = ["stats/sec/companyfacts_CIK0001045810.json", "stats/sec/companyfacts_CIK0001652044.json"]
EDGAR_TAGS = [
    "Revenues",
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "NetIncomeLoss",
    "PaymentsToAcquirePropertyPlantAndEquipment",
    "PaymentsToAcquireProductiveAssets",
    "OperatingIncomeLoss",
    "GrossProfit",
    "NetCashProvidedByUsedInOperatingActivities",
    "ResearchAndDevelopmentExpense",
    "EarningsPerShareDiluted",
]


def basket_codes(sectors: Path) -> list[str]:
    """Bare codes of every basket member named in the sector files, sorted and without repeats."""
    codes: set[str] = set()
    for path in sorted(sectors.glob("*.toml")):
        sector = tomllib.loads(path.read_text(encoding="utf-8"))
        for basket in sector["baskets"].values():
            codes.update(member.split(".")[0] for member in basket["members"])
    return sorted(codes)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write one table sorted by code and date, without the notes that differ between machines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = table.sort_by([("code", "ascending"), ("date", "ascending")]).replace_schema_metadata(None)
    pq.write_table(ordered, path, compression="zstd", compression_level=19, version="2.6")


def cut_bars(data: Path, inbox: Path, codes: list[str]) -> None:
    """The three files of stock bars: every stock this year, telecom since 2024, basket members through 2025."""
    folder = inbox / "stock_bars"
    every = pq.read_table(data / BARS_ALL)
    days = every["date"]
    recent = every.filter(pc.and_(pc.greater_equal(days, BARS_FROM), pc.less_equal(days, BARS_TO)))
    write_parquet(recent, folder / "market_closes_2025-12-31_2026-05-26.parquet")
    before = pc.and_(pc.greater_equal(days, BASKETS_FROM), pc.less_equal(days, BASKETS_TO))
    members = pc.is_in(every["code"], value_set=pa.array(codes))
    write_parquet(every.filter(pc.and_(before, members)), folder / "basket_closes_2025-01_2025-12.parquet")
    telecom = pq.read_table(data / BARS_TELECOM)
    telecom = telecom.filter(pc.greater_equal(telecom["date"], date.fromisoformat(INDEX_FROM)))
    write_parquet(telecom, folder / "telecom_ohlcv_2024-01_2026-05-26.parquet")


def cut_indices(data: Path, inbox: Path) -> None:
    """The index files cut at their first day; rows and layout otherwise as they came."""
    folder = inbox / "index_levels"
    daily = pq.read_table(data / SW_DAILY)
    daily = daily.filter(pc.greater_equal(daily["date"], INDEX_FROM))
    write_parquet(daily, folder / "sw_l1_daily_2024-01_2026-03-18.parquet")
    lines = (data / CSI300).read_bytes().splitlines(keepends=True)
    kept = [lines[0], *(line for line in lines[1:] if line[:10].decode("ascii") >= INDEX_FROM)]
    (folder / Path(CSI300).name).write_bytes(b"".join(kept))
    levels = read_json(data / SSE_SZSE)
    for index in levels["indices"].values():
        index["kline"] = [row for row in index["kline"] if row["date"] >= INDEX_FROM]
    write_json(levels, folder / "sse_szse_daily_2024-01_2026-06-30.json")


def cut_edgar(data: Path, inbox: Path) -> None:
    """Company facts with the tags the sample needs and the rows that end in 2023 or later."""
    for name in EDGAR_FILES:
        served = read_json(data / name)
        gaap = served["facts"]["us-gaap"]
        served["facts"] = {"us-gaap": {tag: cut_tag(gaap[tag]) for tag in EDGAR_TAGS if tag in gaap}}
        served["facts"]["us-gaap"] = {tag: body for tag, body in served["facts"]["us-gaap"].items() if body["units"]}
        write_json(served, inbox / "edgar_facts" / Path(name).name)


def cut_tag(tag: dict[str, Any]) -> dict[str, Any]:
    """One tag as served, its rows before 2023 left out, units left with no row left out as well."""
    units = {unit: [row for row in rows if row["end"] >= FACTS_FROM] for unit, rows in tag["units"].items()}
    return {**tag, "units": {unit: rows for unit, rows in units.items() if rows}}


def cut_sessions(data: Path, inbox: Path) -> list[str]:
    """Trading days of Shanghai; where the exchange's own index has days, those win. Returns the differences."""
    import exchange_calendars

    calendar = exchange_calendars.get_calendar("XSHG", start=SESSIONS_FROM, end=SESSIONS_TO)
    planned = {day.date().isoformat() for day in calendar.sessions}
    traded = {row["date"] for row in read_json(data / SSE_SZSE)["indices"]["sh"]["kline"]}
    first, last = min(traded), max(traded)
    covered = {day for day in planned if first <= day <= last}
    differences = [f"traded, not in the calendar: {day}" for day in sorted(traded - covered)]
    differences += [f"in the calendar, not traded: {day}" for day in sorted(covered - traded)]
    sessions = sorted((planned - covered) | traded)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([["session"], *([day] for day in sessions)])
    (inbox / "sessions").mkdir(parents=True, exist_ok=True)
    (inbox / "sessions" / "cn_sessions_2021_2026.csv").write_text(text.getvalue(), encoding="ascii")
    return differences


def copy_whole(data: Path, inbox: Path) -> None:
    """Files small enough to ship as they are, byte for byte."""
    for folder, names in COPIED.items():
        (inbox / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(data / name, inbox / folder / Path(name).name)


def read_json(path: Path) -> Any:
    """Parse one UTF-8 JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(value: Any, path: Path) -> None:
    """Write JSON in the compact form it is served in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def unlabelled(inbox: Path) -> list[str]:
    """Files that origins.toml does not describe, and descriptions without a file."""
    described = set(tomllib.loads((inbox / "origins.toml").read_text(encoding="utf-8")))
    present = {path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file()} - {"origins.toml"}
    return sorted(present ^ described)


def main() -> int:
    """Cut everything, then say what differs and what carries no label of origin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the full data folder (holds market/ and stats/)")
    parser.add_argument("--out", type=Path, default=SAMPLE, help="the sample workspace to fill")
    arguments = parser.parse_args()
    inbox = arguments.out / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    copy_whole(arguments.data, inbox)
    cut_bars(arguments.data, inbox, basket_codes(arguments.out / "sectors"))
    cut_indices(arguments.data, inbox)
    cut_edgar(arguments.data, inbox)
    problems = cut_sessions(arguments.data, inbox)
    problems += [f"no label of origin, or no file: {name}" for name in unlabelled(inbox)]
    size = sum(path.stat().st_size for path in arguments.out.rglob("*") if path.is_file())
    print(f"{size:,} bytes in the sample", *problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
