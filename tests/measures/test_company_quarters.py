"""Company results: what is filed year to date becomes quarters, and growth compares the same fiscal quarter."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.sector import Company, Rating, Sector
from yanbao.core.words import printed
from yanbao.measures.companies import company_quarters, company_yoy, results_in_news

SECTOR = Sector(
    "telecom", "通信", "801770.SI", (), Rating("买入", "维持"), "", (), {}, companies=(Company("英伟达", "0001045810", filer="NVIDIA"),)
)
CAPEX = """
    NVIDIA:capex     2026财年Q1=2025-01-27..2025-04-27    1227000000 美元
    NVIDIA:capex.ytd 2026财年Q1-Q2=2025-01-27..2025-07-27 3122000000 美元
    NVIDIA:capex.ytd 2026财年Q1-Q3=2025-01-27..2025-10-26 4758000000 美元
    NVIDIA:capex.fy  2026财年=2025-01-27..2026-01-25      6042000000 美元
    NVIDIA:capex     2027财年Q1=2026-01-26..2026-04-26    1757000000 美元"""


def quarters(table: str, item: str = "capex") -> list[tuple[str, str]]:
    held = company_quarters(series("company_results", table), SECTOR)[f"英伟达:{item}"]
    return [(figure.period.label, printed(figure)) for figure in held]


def growth(table: str, item: str = "capex") -> list[Maybe]:
    return list(company_yoy(company_quarters(series("company_results", table), SECTOR))[f"英伟达:{item}"])


def test_year_to_date_is_split_into_quarters() -> None:
    """Q2 = six months − Q1, Q3 = nine − six, Q4 = the year − nine."""
    assert quarters(CAPEX) == [
        ("2026财年Q1", "12.27亿美元"),
        ("2026财年Q2", "18.95亿美元"),
        ("2026财年Q3", "16.36亿美元"),
        ("2026财年Q4", "12.84亿美元"),
        ("2027财年Q1", "17.57亿美元"),
    ]


def test_a_quarter_whose_year_to_date_before_is_missing_is_left_out_not_guessed() -> None:
    gap = "\n".join(line for line in CAPEX.splitlines() if "Q1-Q2" not in line)
    assert [label for label, _ in quarters(gap)] == ["2026财年Q1", "2026财年Q4", "2027财年Q1"]


def test_a_single_quarter_is_never_subtracted_from_a_year_to_date() -> None:
    """Nine months minus Q2 alone would be two quarters, not Q3."""
    assert quarters("""
        NVIDIA:capex     2026财年Q2=2025-04-28..2025-07-27    1895000000 美元
        NVIDIA:capex.ytd 2026财年Q1-Q3=2025-01-27..2025-10-26 4758000000 美元""") == [("2026财年Q2", "18.95亿美元")]


def test_a_filed_quarter_is_taken_as_filed() -> None:
    filed = CAPEX + "\n    NVIDIA:capex 2026财年Q2=2025-04-28..2025-07-27 1900000000 美元"
    assert ("2026财年Q2", "19.00亿美元") in quarters(filed)


def test_growth_compares_the_same_fiscal_quarter() -> None:
    *others, latest = growth(CAPEX)
    assert printed(latest) == "43.2%"
    assert not any(others)


def test_growth_on_a_loss_is_not_a_rate() -> None:
    (_, latest) = growth(
        """
        NVIDIA:net_income 2026财年Q1=2025-01-27..2025-04-27 -5000000 美元
        NVIDIA:net_income 2027财年Q1=2026-01-26..2026-04-26 9000000 美元""",
        "net_income",
    )
    assert isinstance(latest, NotKnown) and "不为正" in latest.reason


def test_an_item_not_filed_for_a_quarter_is_unknown_there() -> None:
    assert quarters(CAPEX, "revenue")[-1] == ("2027财年Q1", "—")


def test_a_company_that_filed_nothing_is_one_unknown() -> None:
    assert quarters("NVIDIA:other 2027财年Q1=2026-01-26..2026-04-26 1 美元") == [("", "—")]


REVENUE = "NVIDIA:revenue 2027财年Q1=2026-01-26..2026-04-26 81615000000 美元"


def told(digits: str) -> list[bool]:
    news = series("news_facts", f"英伟达:营收:2027财年Q1 2026-05 {digits} 亿美元", "新浪财经")
    filed = company_quarters(series("company_results", REVENUE), SECTOR)
    return [agrees for _, _, agrees in results_in_news(news, filed)]


def test_news_agrees_when_the_filing_lies_within_its_rounding() -> None:
    assert told("816") == [True]
    assert told("816.2") == [True]


def test_news_disagrees_beyond_its_rounding() -> None:
    assert told("816.3") == [False]
    assert told("820") == [False]
