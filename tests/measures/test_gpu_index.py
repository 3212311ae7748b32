"""GPU list prices: a change of the index is told apart from a change of who is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fact_tables import gpu_prices, sample
from yanbao.core.figure import Computed, Figure, Maybe, Stated
from yanbao.core.series import Series
from yanbao.core.words import printed
from yanbao.measures.gpu import gpu_change, gpu_entries, gpu_history, gpu_same_history, gpu_same_providers, gpu_samples
from yanbao.report.expression import expression
from yanbao.sources import gpu_prices as source

MARCH = "coreweave=6.155;digitalocean=3.119;lambda=3.479;nebius=2.714;paperspace=5.474;runpod=2.729"
APRIL = "coreweave=6.155;digitalocean=3.119;hyperstack=2.020;lambda=3.990;nebius=2.714;paperspace=5.474;runpod=2.867;voltagepark=2.270"


def h100(april: str, april_index: str = "2.9930") -> Series:
    return gpu_prices(f"GIX-H100 2026-03 3.2989 {MARCH}\nGIX-H100 2026-04 {april_index} {april}")


def change(held: Series) -> Maybe:
    return gpu_change(gpu_history(held))["GIX-H100"]


def same(held: Series) -> Maybe:
    return gpu_same_providers(gpu_same_history(gpu_history(held), gpu_samples(held)))["GIX-H100"]


def entries(held: Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return gpu_entries(gpu_history(held), gpu_samples(held))["GIX-H100"]


def test_the_index_falls_while_the_providers_of_both_months_ask_more() -> None:
    held = h100(APRIL)
    assert printed(change(held)) == "-9.3%"
    assert printed(same(held)) == "7.7%"
    assert entries(held) == (("hyperstack", "voltagepark"), ())


def test_an_unchanged_set_is_not_flagged() -> None:
    held = h100(MARCH, "3.2989")
    assert entries(held) == ((), ())
    assert printed(same(held)) == printed(change(held)) == "0.0%"


def test_a_provider_that_leaves_is_named() -> None:
    assert entries(h100(MARCH.replace("nebius=2.714;", ""))) == ((), ("nebius",))


def test_a_month_that_lists_nobody_has_no_entries() -> None:
    assert entries(h100("")) == ((), ())


def test_who_is_in_the_sample_is_told_by_the_index_and_not_by_whose_price_is_at_hand() -> None:
    """A correction that drops a provider from its last month leaves its price in the warehouse."""
    held = h100(APRIL)
    named = [fact for subject in held.subjects() for fact in held.history(subject)]
    without = [replace(fact, text=fact.text.replace("nebius;", "")) if fact.period.end.month == 4 else fact for fact in named]
    assert entries(Series.of("gpu_prices", held.unit, without))[1] == ("nebius",)


def test_too_few_common_providers_give_no_rate() -> None:
    assert not same(h100("coreweave=6.155;lambda=3.990"))


def test_a_provider_is_no_index() -> None:
    assert list(gpu_history(h100(APRIL))) == ["GIX-H100"]


def test_a_month_without_the_month_before_has_no_change() -> None:
    assert not change(gpu_prices("GIX-H100 2026-01 3.03\nGIX-H100 2026-03 3.30"))


def test_january_follows_december() -> None:
    assert printed(change(gpu_prices("GIX-H100 2025-12 3.00\nGIX-H100 2026-01 3.30"))) == "10.0%"


def test_the_change_on_the_same_providers_is_that_of_its_two_medians_and_these_of_their_providers() -> None:
    made = same(h100(APRIL))
    assert isinstance(made, Figure) and isinstance(made.lineage, Computed)
    assert expression(made) == "(3.5545 ÷ 3.2990 − 1) × 100% = 7.7%"
    (_, april), (_, march) = made.lineage.parts
    assert (april.period.label, march.period.label) == ("2026年4月", "2026年3月")
    assert isinstance(april, Figure) and isinstance(april.lineage, Computed)
    prices = {name: price.value for name, price in april.lineage.parts if isinstance(price, Figure)}
    assert prices == {"coreweave": 6.155, "digitalocean": 3.119, "lambda": 3.99, "nebius": 2.714, "paperspace": 5.474, "runpod": 2.867}


def test_each_providers_price_walks_to_the_row_of_the_file_that_lists_it() -> None:
    held = sample(source, "gpu_prices/gix_backfill_ratecards_monthly_2025-05_2026-07.csv", "GIX", date(2026, 5, 24))
    prices = gpu_samples(held)["GIX-H100"][date(2025, 5, 31)]
    assert {name: printed(price) for name, price in prices.items()} == {
        "coreweave": "6.155美元/小时", "crusoe": "3.588美元/小时", "hyperstack": "2.208美元/小时", "runpod": "2.867美元/小时",
    }  # fmt: skip
    for name, price in prices.items():
        assert isinstance(price.lineage, Stated)
        fact = price.lineage.fact
        assert (price.id, fact.origin.locator) == (f"gpu_price:GIX-H100:{name}:2025-05", "第2行")


def test_the_change_on_the_same_providers_is_known_for_every_month_that_has_a_month_before() -> None:
    held = h100(APRIL)
    assert [bool(figure) for figure in gpu_same_history(gpu_history(held), gpu_samples(held))["GIX-H100"]] == [False, True]
