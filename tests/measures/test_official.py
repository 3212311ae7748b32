"""The ministry's statistics: stated growth is taken, never computed; differences are only as exact as the printed digits."""

from __future__ import annotations

from fact_tables import series
from yanbao.core.figure import Computed, Figure, Maybe
from yanbao.core.series import Series
from yanbao.core.words import digits, printed
from yanbao.measures.official import (
    dou_change,
    net_addition,
    official,
    official_history,
    official_level,
    official_share,
    official_yoy,
    single_month,
)


def miit(table: str) -> Series:
    return series("miit", table)


def net(table: str, key: str) -> Maybe:
    held = miit(table)
    return net_addition(official_level(held), held)[key]


def change_of_dou(table: str) -> Maybe:
    held = miit(table)
    return dou_change(official_level(held), held)


def reason(figure: Maybe) -> str:
    assert not isinstance(figure, Figure), f"{printed(figure)} should not be known"
    return figure.reason


def test_the_level_is_the_latest_stated_one_and_says_its_month() -> None:
    held = miit("""
        mob 2025-12末 18.27 亿户
        mob 2026-03末 18.36 亿户""")
    level = official_level(held)["mob"]
    assert (printed(level), str(level.period), level.subject_name) == ("18.36亿户", "2026年3月末", "移动电话用户")


def test_growth_is_the_stated_one_though_the_levels_say_otherwise() -> None:
    """4394 against 4470 a year before would be −1.7%; the ministry, having restated 4470, says −1.8%."""
    held = miit("""
        rev     2025-01..03 4470 亿元
        rev     2026-01..03 4394 亿元
        rev.yoy 2026-01..03 -1.8 %""")
    assert printed(official_yoy(held)["rev"]) == "-1.8%"


def test_growth_that_is_not_stated_is_unknown_even_with_both_levels_at_hand() -> None:
    held = miit("""
        mob 2025-03末 18.00 亿户
        mob 2026-03末 18.36 亿户""")
    assert reason(official_yoy(held)["mob"]) == "本库没有工信部2026年3月的移动电话用户同比"


def test_growth_of_an_earlier_month_does_not_stand_in_for_the_latest() -> None:
    held = miit("""
        traf     2025-01..10 3232 亿GB
        traf.yoy 2025-01..10 16.8 %
        traf     2026-01..03 1044 亿GB""")
    assert not official_yoy(held)["traf"]


def test_volume_has_growth_and_no_level() -> None:
    held = miit("vol.yoy 2026-01..03 8.3 %")
    assert printed(official_yoy(held)["vol"]) == "8.3%"
    assert not official_level(held)["vol"]


def test_net_addition_starts_from_december_of_the_year_before() -> None:
    made = net(
        """
        5g 2024-12末 10.14 亿户
        5g 2025-11末 11.93 亿户
        5g 2025-12末 12.04 亿户
        5g 2026-03末 12.54 亿户""",
        "5g",
    )
    assert (printed(made), made.id) == ("0.50亿户", "net_addition:5g:2025-12-31..2026-03-31")


def test_net_addition_without_that_december_is_unknown() -> None:
    assert "2025年12月" in reason(
        net(
            """
        port 2025-11末 12.39 亿个
        port 2026-03末 12.6 亿个""",
            "port",
        )
    )


def test_net_addition_tells_the_interval_its_printed_digits_allow() -> None:
    made = net(
        """
        mob 2025-12末 18.27 亿户
        mob 2026-03末 18.36 亿户""",
        "mob",
    )
    assert isinstance(made, Figure) and isinstance(made.lineage, Computed)
    assert "差在0.08至0.1亿户之间" in made.lineage.formula


def test_net_addition_is_printed_with_the_places_the_coarser_part_bears() -> None:
    made = net(
        """
        port 2025-12末 12.12 亿个
        port 2026-03末 12.6 亿个""",
        "port",
    )
    assert printed(made) == "0.5亿个"


def test_net_addition_across_units_keeps_the_unit_of_the_later_level() -> None:
    made = net(
        """
        mob 2025-12末 182712.3 万户
        mob 2026-03末 18.36 亿户""",
        "mob",
    )
    assert printed(made) == "0.09亿户"


def test_a_difference_that_may_have_either_sign_is_unknown() -> None:
    """4.1 is anything from 4.05 to 4.15, so it may lie on either side of 4.15 printed with two places."""
    assert "增减不明" in reason(
        net(
            """
        iptv 2025-12末 4.15 亿户
        iptv 2026-03末 4.1 亿户""",
            "iptv",
        )
    )


def test_equal_printed_levels_make_a_difference_of_zero() -> None:
    made = net(
        """
        bb 2024-12末 6.97 亿户
        bb 2025-11末 6.97 亿户""",
        "bb",
    )
    assert printed(made) == "0.00亿户"


def test_a_share_takes_the_latest_month_that_states_both() -> None:
    held = miit("""
        bb1000 2025-10末 2.38 亿户
        bb     2025-10末 6.97 亿户
        bb     2025-11末 6.98 亿户""")
    made = official_share(official_history(held))["bb1000/bb"]
    assert (printed(made), str(made.period)) == ("34.1%", "2025年10月末")


def test_a_share_of_coarse_levels_drops_the_place_it_does_not_bear() -> None:
    """12.2 of 12.6 is anything from 96.0% to 97.6%: 96.8% would claim too much."""
    held = miit("""
        ftth 2026-03末 12.2 亿个
        port 2026-03末 12.6 亿个""")
    assert printed(official_share(official_history(held))["ftth/port"]) == "97%"


def test_one_coarse_level_is_enough_to_drop_the_place() -> None:
    held = miit("""
        ftth 2026-03末 12.2 亿个
        port 2026-03末 12.39 亿个""")
    assert printed(official_share(official_history(held))["ftth/port"]) == "98%"


def test_a_share_without_its_whole_is_unknown() -> None:
    assert not official_share(official_history(miit("5g 2026-03末 12.54 亿户")))["5g/mob"]


MONTHS = """
    rev 2025-01..02 2950 亿元
    rev 2025-01..04 5985 亿元
    rev 2025-01..05 7488 亿元"""


def test_a_single_month_is_the_difference_of_two_consecutive_cumulative_months() -> None:
    january_february, april, may = single_month(miit(MONTHS))["rev"]
    assert (printed(may), str(may.period)) == ("1503亿元", "2025年5月")
    assert reason(april) == "本库没有工信部2025年1至3月的电信业务收入累计值"


def test_january_and_february_stay_together() -> None:
    first = single_month(miit(MONTHS))["rev"][0]
    assert (printed(first), str(first.period)) == ("2950亿元", "2025年1-2月")


def test_a_year_is_never_subtracted_from_the_next() -> None:
    held = miit("""
        rev 2025-01..12 17500 亿元
        rev 2026-01..03 4394 亿元""")
    assert not single_month(held)["rev"][-1]


def test_nothing_is_taken_apart_across_a_restatement() -> None:
    held = miit(MONTHS.replace("7488 亿元", "7488 亿元 [restated_base] 本月调整上年同期基数"))
    assert "调整上年同期基数" in reason(single_month(held)["rev"][-1])


def test_nothing_is_taken_apart_from_a_value_rounded_to_a_larger_unit() -> None:
    held = miit("""
        rev 2024-01..10 14535 亿元
        rev 2024-01..11 1.59E+4 亿元 [rounded] 原文取整，为1.59万亿""")
    assert "取整" in reason(single_month(held)["rev"][-1])


def test_a_value_rounded_by_the_source_is_printed_as_the_source_printed_it() -> None:
    assert printed(official_level(miit("rev 2025-01..12 1.75E+4 亿元 [rounded]"))["rev"]) == "1.75万亿元"


def test_dou_is_compared_with_the_december_before() -> None:
    made = change_of_dou("""
        dou 2025-12 22.1 GB/户·月
        dou 2026-03 23.4 GB/户·月""")
    assert printed(made) == "1.3GB/户·月"


def test_a_december_that_is_the_mean_of_the_year_is_no_december() -> None:
    assert not change_of_dou("""
        dou 2025-12 21.0 GB/户·月 [yearly_mean]
        dou 2026-03 23.4 GB/户·月""")


def test_an_unconfirmed_value_is_not_printed() -> None:
    held = miit("""
        rev 2026-01..03 4394 亿元
        rev 2026-01..06 8873 亿元 [unconfirmed]""")
    assert digits(official_level(held)["rev"]) == "4394"


WORDS = """
    rev 2025-01..02 2950 亿元
    rev 2025-01..03 4470 亿元 未经核实；全年月均；本月调整口径"""


def test_the_words_of_a_note_are_for_readers_alone() -> None:
    held = miit(WORDS)
    assert printed(official_level(held)["rev"]) == "4470亿元"
    assert printed(single_month(held)["rev"][-1]) == "1520亿元"


def test_with_nothing_at_hand_every_statistic_is_unknown_and_none_is_left_out() -> None:
    held = miit("other 2026-03 1 个")
    levels, yoys, history = official_level(held), official_yoy(held), official_history(held)
    table = official(levels, yoys, net_addition(levels, held), official_share(history), dou_change(levels, held), single_month(held))
    assert not any(table.values())
    assert {"mob", "mob.yoy", "mob.net", "5g/mob", "dou.change"} <= set(table)
