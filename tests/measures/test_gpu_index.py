"""GPU list prices: a change of the index is told apart from a change of who is in it."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.figure import Computed, Figure
from yanbao.core.words import printed
from yanbao.measures.gpu import gpu_change, gpu_entries, gpu_history, gpu_same_history, gpu_same_providers
from yanbao.report.expression import expression

MARCH = "coreweave=6.155;digitalocean=3.119;lambda=3.479;nebius=2.714;paperspace=5.474;runpod=2.729"
APRIL = "coreweave=6.155;digitalocean=3.119;hyperstack=2.020;lambda=3.990;nebius=2.714;paperspace=5.474;runpod=2.867;voltagepark=2.270"


def h100(april: str, april_index: str = "2.9930") -> dict:  # type: ignore[type-arg]
    table = f"GIX-H100 2026-03 3.2989 美元/小时 样本厂商6家：{MARCH}\nGIX-H100 2026-04 {april_index} 美元/小时 样本厂商：{april}"
    return gpu_history(series("gpu_prices", table, "GIX"))


def same(held: dict) -> dict:  # type: ignore[type-arg]
    return gpu_same_providers(gpu_same_history(held))


def test_the_index_falls_while_the_providers_of_both_months_ask_more() -> None:
    held = h100(APRIL)
    assert printed(gpu_change(held)["GIX-H100"]) == "-9.3%"
    assert printed(same(held)["GIX-H100"]) == "7.7%"
    assert gpu_entries(held)["GIX-H100"] == (("hyperstack", "voltagepark"), ())


def test_an_unchanged_set_is_not_flagged() -> None:
    held = h100(MARCH, "3.2989")
    assert gpu_entries(held)["GIX-H100"] == ((), ())
    assert printed(same(held)["GIX-H100"]) == printed(gpu_change(held)["GIX-H100"]) == "0.0%"


def test_a_provider_that_leaves_is_named() -> None:
    assert gpu_entries(h100(MARCH.replace("nebius=2.714;", "")))["GIX-H100"] == ((), ("nebius",))


def test_too_few_common_providers_give_no_rate() -> None:
    assert not same(h100("coreweave=6.155;lambda=3.990"))["GIX-H100"]


def test_a_month_without_the_month_before_has_no_change() -> None:
    held = gpu_history(series("gpu_prices", "GIX-H100 2026-01 3.03 美元/小时\nGIX-H100 2026-03 3.30 美元/小时", "GIX"))
    assert not gpu_change(held)["GIX-H100"]


def test_january_follows_december() -> None:
    held = gpu_history(series("gpu_prices", "GIX-H100 2025-12 3.00 美元/小时\nGIX-H100 2026-01 3.30 美元/小时", "GIX"))
    assert printed(gpu_change(held)["GIX-H100"]) == "10.0%"


def test_the_change_on_the_same_providers_is_that_of_its_two_medians_and_these_of_their_providers() -> None:
    change = same(h100(APRIL))["GIX-H100"]
    assert isinstance(change, Figure) and isinstance(change.lineage, Computed)
    assert expression(change) == "(3.5545 ÷ 3.2990 − 1) × 100% = 7.7%"
    (_, april), (_, march) = change.lineage.parts
    assert (april.period.label, march.period.label) == ("2026年4月", "2026年3月")
    assert isinstance(april, Figure) and isinstance(april.lineage, Computed)
    prices = {name: price.value for name, price in april.lineage.parts if isinstance(price, Figure)}
    assert prices == {"coreweave": 6.155, "digitalocean": 3.119, "lambda": 3.99, "nebius": 2.714, "paperspace": 5.474, "runpod": 2.867}


def test_the_change_on_the_same_providers_is_known_for_every_month_that_has_a_month_before() -> None:
    assert [bool(figure) for figure in gpu_same_history(h100(APRIL))["GIX-H100"]] == [False, True]
