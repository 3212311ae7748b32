"""Sections on the sub-sectors and their prosperity: our own baskets in words and charts, beside what the analysts wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from market_figures import OPTICAL, basket, exhibits, figure, notes, table, words
from market_tables import BASES, WEEK
from yanbao.core.market import Prosperity, Strand, setting
from yanbao.core.period import session
from yanbao.core.unit import PERCENT, SCORE
from yanbao.measures.prosperity_inputs import prosperity_method
from yanbao.report.baskets_told import composition, level_exhibit
from yanbao.report.blocks import Block, Chart, Exhibit, Heading, Para, plain
from yanbao.report.sections.prosperity import prosperity
from yanbao.report.sections.subsectors import subsectors
from yanbao.report.sections.subsectors_brief import subsectors_brief

# --- 细分赛道 ---


def test_the_brief_gives_both_moves_and_the_analysts_first_reason() -> None:
    said = words(subsectors_brief(OPTICAL, {"optical": basket()}, notes("海外扩产。", "第二段。")))
    assert said == "光模块：光模块自编指数本周上涨0.66%，本月以来上涨5.45%。海外扩产。"


def test_the_brief_stops_behind_the_first_sentence_and_the_chapter_prints_the_whole_note() -> None:
    note = "海外扩产，供给改善。出口端另有变化。"
    assert words(subsectors_brief(OPTICAL, {"optical": basket()}, notes(note))).endswith("5.45%。海外扩产，供给改善。")
    assert words(subsectors(OPTICAL, {"optical": basket()}, BASES, notes(note))) == (
        f"光模块自编指数本周上涨0.66%，近20个交易日上涨5.45%，年初以来上涨5.45%。\n{note}"
    )


def test_a_basket_younger_than_a_year_is_titled_since_its_base() -> None:
    held = basket()
    year, base = figure(None, subject="光模块自编指数"), figure(92.41, subject="光模块自编指数")
    young = replace(held, moves=held.moves | {"weeks52": year, "base": base})
    assert plain(level_exhibit(young, date(2025, 1, 2)).title) == "光模块自编指数基日以来上涨92.41%，本周上涨0.66%"
    assert plain(level_exhibit(young, date(2025, 5, 23)).title).startswith("光模块自编指数近52周—（数据暂缺）")


def test_an_unknown_move_and_a_missing_note_are_said() -> None:
    said = words(subsectors_brief(OPTICAL, {"optical": basket(None)}, notes()))
    assert said == "光模块：光模块自编指数本周—（数据暂缺），本月以来上涨5.45%。—（数据暂缺）"


def test_each_subsector_has_its_heading_text_and_chart_of_a_year() -> None:
    blocks = list(subsectors(OPTICAL, {"optical": basket()}, BASES, notes("海外扩产。")))
    assert [type(block) for block in blocks] == [Heading, Para, Para, Exhibit]
    drawn = exhibits(blocks)["basket_optical"]
    assert isinstance(drawn.body, Chart)
    assert [x for x, _ in drawn.body.marks[0].points] == ["2025-05-23", "2026-05-22"]
    assert [(x, cite.text) for x, cite in drawn.body.marks[0].labels] == [("2026-05-22", "1924.09")]
    assert plain(drawn.title) == "光模块自编指数近52周上涨5.45%，本周上涨0.66%"
    assert drawn.source == "资料来源：雅虎财经，yanbao计算；数据截至2026-05-22"


def test_members_and_weights_are_printed() -> None:
    assert "等权，调样之间权重随价格漂移，最近调样日2025-12-31。成分：中际旭创、新易盛，各占60.00%。" in plain(composition(basket()))
    assert "成分：中际旭创60.00%、新易盛40.00%。300394.SZ在2025-06-30无收盘价，未计入。" in plain(
        composition(basket(weighting="free_float"))
    )


def test_a_basket_without_a_path_is_a_missing_exhibit() -> None:
    assert level_exhibit(basket(), date(2026, 6, 1)).body is None


# --- 景气度 ---


def scored(name: str, score: float | None, grade: str, override: tuple[str, str] = ("", "")) -> Prosperity:
    weight = setting("权重", 100, PERCENT, session(WEEK.last), "sectors/telecom.toml")
    value = figure(67.69 if score is not None else None, subject="光模块自编指数")
    strand = Strand("光模块自编指数", weight, value, figure(score, SCORE), figure(0.0, SCORE))
    return Prosperity(
        name, figure(score, SCORE, name), figure(0.3 if score is not None else None, SCORE, name), grade, (strand,), *override
    )


def prosperity_blocks(*rows: Prosperity, note: str = "出口高增。") -> list[Block]:
    return list(prosperity(rows, prosperity_method(WEEK), notes(note) if note else notes()))


def test_a_row_prints_grade_score_direction_inputs_and_the_analysts_reason() -> None:
    shown = exhibits(prosperity_blocks(scored("光模块", 1.31, "加速向上"), scored("IDC", -0.78, "向下")))["prosperity"]
    assert table(shown)[0] == [
        "光模块", "加速向上", "+1.31", "+0.30",
        "光模块自编指数+67.69%（2026-05-15至2026-05-22；权重100%，标准分+1.31）。出口高增。",
    ]  # fmt: skip
    assert plain(shown.title) == "光模块景气度得分最高（+1.31，加速向上），IDC得分最低（-0.78，向下）"


def test_an_override_is_printed_first_with_the_computed_grade_and_its_reason() -> None:
    shown = exhibits(prosperity_blocks(scored("光模块", 0.2, "稳健向上", ("拐点向上", "大客户导入。"))))["prosperity"]
    assert table(shown)[0][1] == "拐点向上（分析师判断；模型为稳健向上）"
    assert table(shown)[0][4].endswith("分析师判断的理由：大客户导入。")


def test_an_override_without_a_reason_says_so() -> None:
    shown = exhibits(prosperity_blocks(scored("光模块", 0.2, "稳健向上", ("拐点向上", ""))))["prosperity"]
    assert "分析师判断的理由：—（数据暂缺）。" in table(shown)[0][4]


def test_an_unknown_score_has_no_grade() -> None:
    shown = exhibits(prosperity_blocks(scored("光模块", None, ""), note=""))["prosperity"]
    assert table(shown)[0] == ["光模块", "—（数据暂缺）", "—", "—", "光模块自编指数—（数据暂缺）（权重100%）。—（数据暂缺）"]


def test_the_method_prints_windows_thresholds_and_the_missing_rule() -> None:
    said = words(prosperity_blocks(scored("光模块", 1.31, "加速向上")))
    assert "以13周涨跌幅为动量，在最近52周的周度观测中标准化（不少于26周）" in said
    assert "可得权重低于50%时不评级" in said
    assert "加速向上：得分不低于0.50，方向不低于0.25；" in said


def test_a_sector_without_rows_says_so() -> None:
    assert words(prosperity_blocks()) == "—（数据暂缺）"
