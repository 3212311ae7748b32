"""海外: results by fiscal quarter, and a GPU price whose sample is told."""

from __future__ import annotations

from dataclasses import replace

from fact_tables import gpu_prices, series
from yanbao.core.sector import Company, Rating, Sector
from yanbao.core.words import LACKING
from yanbao.measures.companies import company_quarters, company_yoy
from yanbao.measures.gpu import gpu_change, gpu_entries, gpu_history, gpu_lines, gpu_same_history, gpu_same_providers, gpu_samples
from yanbao.report.blocks import Block, Exhibit, Para, Table, cites, is_missing, plain
from yanbao.report.sections.overseas import overseas

COMPANIES = (Company("英伟达", "0001045810", filer="NVIDIA"), Company("谷歌", "0001652044", filer="Alphabet"))
SECTOR = Sector("telecom", "通信", "801770.SI", (), Rating("买入", "维持"), "", (), {}, companies=COMPANIES)
RESULTS = """
    NVIDIA:capex     2026财年Q1=2025-01-27..2025-04-27 1227000000 美元
    NVIDIA:capex     2027财年Q1=2026-01-26..2026-04-26 1757000000 美元
    NVIDIA:revenue   2027财年Q1=2026-01-26..2026-04-26 81615000000 美元
    Alphabet:capex   2025财年Q1=2025-01-01..2025-03-31 17197000000 美元
    Alphabet:capex   2026财年Q1=2026-01-01..2026-03-31 35674000000 美元"""
PRICES = """
    GIX-H100 2026-03 3.30 aa=2.0;bb=3.0;cc=3.6;dd=5.0
    GIX-H100 2026-04 3.00 aa=2.0;bb=3.0;cc=3.6;ee=2.5"""
NOTHING = ""


def blocks(results: str = RESULTS, prices: str = PRICES, sector: Sector = SECTOR) -> list[Block]:
    quarters = company_quarters(series("company_results", results, "SEC EDGAR"), sector)
    listed = gpu_prices(prices)
    held, samples = gpu_history(listed), gpu_samples(listed)
    lines = gpu_lines(held, gpu_change(held), gpu_same_providers(gpu_same_history(held, samples)))
    return list(overseas(sector, quarters, company_yoy(quarters), lines, gpu_entries(held, samples)))


def said(held: list[Block]) -> str:
    return "\n".join(plain(block.text) for block in held if isinstance(block, Para))


def exhibit(held: list[Block], key: str) -> Exhibit:
    return next(block for block in held if isinstance(block, Exhibit) and block.key == key)


def rows(held: list[Block]) -> list[list[str]]:
    body = exhibit(held, "overseas_results").body
    assert isinstance(body, Table)
    return [[plain(cell) for cell in row] for row in body.rows]


def test_capital_spending_is_told_by_fiscal_quarter() -> None:
    assert said(blocks()).startswith(
        "英伟达（2027财年Q1）资本开支17.57亿美元，同比增长43.2%；谷歌（2026财年Q1）资本开支356.74亿美元，同比增长107.4%。"
    )


def test_the_title_names_the_fastest_of_the_companies_that_can_be_compared() -> None:
    assert plain(exhibit(blocks(), "overseas_results").title) == "谷歌（2026财年Q1）资本开支同比增长107.4%，增速居可比公司之首"


def test_the_title_ranks_nobody_when_only_one_can_be_compared() -> None:
    alone = "\n".join(line for line in RESULTS.splitlines() if "2025财年Q1" not in line)
    assert plain(exhibit(blocks(alone), "overseas_results").title) == "海外公司按财季的营收、净利润与资本开支"


def test_quarters_stand_newest_first_and_what_was_not_filed_is_a_dash() -> None:
    assert rows(blocks())[0] == ["英伟达", "2027财年Q1", "2026-04-26", "816.15", "—", "—", "—", "17.57", "43.2"]
    assert [row[1] for row in rows(blocks())] == ["2027财年Q1", "2026财年Q1", "2026财年Q1", "2025财年Q1"]


def test_a_company_that_filed_nothing_keeps_its_row_and_its_missing_figures() -> None:
    held = blocks("\n".join(line for line in RESULTS.splitlines() if "Alphabet" not in line))
    assert rows(held)[-1] == ["谷歌"] + ["—"] * 8
    assert "；谷歌资本开支—（数据暂缺）。" in said(held)
    assert any(is_missing(cite) and cite.figure.subject == "谷歌:capex" for block in held for cite in cites(block))


def test_a_change_of_the_sample_is_told_with_the_price() -> None:
    assert said(blocks()).splitlines()[-1] == (
        "2026年4月GIX-H100为3.00美元/小时，环比下跌9.1%；2026年4月样本新增ee，退出dd，只取前后月都在样本内的厂商，中位价环比持平。"
    )
    assert "2026年4月样本厂商变动：GIX-H100新增ee，退出dd" in plain(exhibit(blocks(), "gpu_prices").note)


def test_the_title_of_prices_whose_sample_changed_gives_the_change_on_the_same_providers() -> None:
    assert plain(exhibit(blocks(), "gpu_prices").title) == "2026年4月GIX-H100为3.00美元/小时，同厂商环比持平"
    unchanged = exhibit(blocks(prices=PRICES.replace("ee=2.5", "dd=2.5")), "gpu_prices")
    assert plain(unchanged.title) == "2026年4月GIX-H100为3.00美元/小时，环比下跌9.1%"


def test_a_sector_that_tracks_no_company_says_nothing_of_companies() -> None:
    held = blocks(sector=replace(SECTOR, companies=()))
    assert [block.key for block in held if isinstance(block, Exhibit)] == ["gpu_prices"]
    assert said(held).startswith("2026年4月GIX-H100为")


def test_without_companies_and_prices_one_missing_mark_stands_alone() -> None:
    assert [plain(block.text) for block in blocks(prices=NOTHING, sector=replace(SECTOR, companies=())) if isinstance(block, Para)] == [
        LACKING
    ]


def test_an_unchanged_sample_is_not_mentioned() -> None:
    assert "样本新增" not in said(blocks(prices=PRICES.replace("ee=2.5", "dd=2.5")))


def test_without_prices_the_exhibit_is_missing() -> None:
    assert exhibit(blocks(prices=NOTHING), "gpu_prices").body is None
