"""Numbers of chapters and their parts run on, whatever a sector leaves out."""

from __future__ import annotations

from yanbao.report.blocks import Heading, Para, Section
from yanbao.report.numbering import numbered

WHOLE = (
    Section("cover", "", ()),
    Section("weekly_view", "通信周观点", ()),
    Section("subsectors", "一、细分行业观点", (Heading(2, "1.1 服务器"), Para(("文字",)), Heading(2, "1.2 光模块"))),
    Section("prosperity", "板块景气度", ()),
    Section("core_data", "二、核心数据更新", (Heading(2, "2.1 用户"),)),
    Section("market_review", "三、本周行情", (Heading(2, "3.1 行业与个股"), Heading(3, "公司"))),
    Section("valuation", "估值水平", ()),
    Section("risks", "五、风险提示", ()),
    Section("statement", "重要声明", ()),
)


def told(sections: tuple[Section, ...]) -> list[str]:
    """Titles with the headings below them."""
    return [
        " | ".join([section.title, *(block.text for block in section.blocks if isinstance(block, Heading))])
        for section in numbered(sections)
    ]


def test_a_section_without_a_number_is_a_part_of_the_chapter_before_it() -> None:
    assert told(WHOLE) == [
        "",
        "通信周观点",
        "一、细分行业观点 | 1.1 服务器 | 1.2 光模块",
        "1.3 板块景气度",
        "二、核心数据更新 | 2.1 用户",
        "三、本周行情 | 3.1 行业与个股 | 公司",
        "3.2 估值水平",
        "四、风险提示",
        "重要声明",
    ]


def test_a_sector_that_leaves_a_chapter_out_has_no_gap_in_its_numbers() -> None:
    without = tuple(section for section in WHOLE if section.key != "core_data")
    assert told(without)[3:6] == ["1.3 板块景气度", "二、本周行情 | 2.1 行业与个股 | 公司", "2.2 估值水平"]


def test_sections_without_chapters_have_no_numbers() -> None:
    assert told(WHOLE[:2]) == ["", "通信周观点"]
