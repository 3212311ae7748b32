"""GPU list prices: a change of the index is told apart from a change of who is in it."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.words import printed
from yanbao.measures.gpu import gpu_change, gpu_entries, gpu_history, gpu_same_providers

MARCH = "coreweave=6.155;digitalocean=3.119;lambda=3.479;nebius=2.714;paperspace=5.474;runpod=2.729"
APRIL = "coreweave=6.155;digitalocean=3.119;hyperstack=2.020;lambda=3.990;nebius=2.714;paperspace=5.474;runpod=2.867;voltagepark=2.270"


def h100(april: str, april_index: str = "2.9930") -> dict:  # type: ignore[type-arg]
    table = f"GIX-H100 2026-03 3.2989 美元/小时 样本厂商6家：{MARCH}\nGIX-H100 2026-04 {april_index} 美元/小时 样本厂商：{april}"
    return gpu_history(series("gpu_prices", table, "GIX"))


def test_the_index_falls_while_the_providers_of_both_months_ask_more() -> None:
    held = h100(APRIL)
    assert printed(gpu_change(held)["GIX-H100"]) == "-9.3%"
    assert printed(gpu_same_providers(held)["GIX-H100"]) == "7.7%"
    assert gpu_entries(held)["GIX-H100"] == (("hyperstack", "voltagepark"), ())


def test_an_unchanged_set_is_not_flagged() -> None:
    held = h100(MARCH, "3.2989")
    assert gpu_entries(held)["GIX-H100"] == ((), ())
    assert printed(gpu_same_providers(held)["GIX-H100"]) == printed(gpu_change(held)["GIX-H100"]) == "0.0%"


def test_a_provider_that_leaves_is_named() -> None:
    assert gpu_entries(h100(MARCH.replace("nebius=2.714;", "")))["GIX-H100"] == ((), ("nebius",))


def test_too_few_common_providers_give_no_rate() -> None:
    assert not gpu_same_providers(h100("coreweave=6.155;lambda=3.990"))["GIX-H100"]


def test_a_month_without_the_month_before_has_no_change() -> None:
    held = gpu_history(series("gpu_prices", "GIX-H100 2026-01 3.03 美元/小时\nGIX-H100 2026-03 3.30 美元/小时", "GIX"))
    assert not gpu_change(held)["GIX-H100"]


def test_january_follows_december() -> None:
    held = gpu_history(series("gpu_prices", "GIX-H100 2025-12 3.00 美元/小时\nGIX-H100 2026-01 3.30 美元/小时", "GIX"))
    assert printed(gpu_change(held)["GIX-H100"]) == "10.0%"
