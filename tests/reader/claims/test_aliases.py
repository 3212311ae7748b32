"""Two names of one owner: told by the text alone, and nothing made of brackets that hold something else."""

from __future__ import annotations

import pytest

from yanbao.reader.aliases import aliases
from yanbao.reader.topics import codes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("丙丁湖泊股份有限公司（以下简称“丙丁湖泊”）公告。丙丁湖泊股份有限公司停牌。", {"丙丁湖泊股份有限公司": "丙丁湖泊"}),
        ("本人作为丙丁湖有限公司（以下简称“公司”或“丙湖股份”）董事，丙丁湖有限公司", {"丙丁湖有限公司": "丙湖股份", "丙丁湖": "丙湖股份"}),
        ("量子通信板块（量子通信）走强。", {"量子通信板块": "量子通信"}),
        ("*ST庚辛（600999）停牌，庚辛化学（600999）公告。", {"庚辛化学": "*ST庚辛"}),
        (
            "丙湖股份（600999）公告。控股股东持有浙江丙湖股份有限公司股票。",
            {"浙江丙湖股份": "丙湖股份", "浙江丙湖": "丙湖股份", "浙江丙湖股份有限公司": "丙湖股份"},
        ),
        ("丙湖股份（600999）公告。控股股东丙湖股份有限公司。", {}),
        ("据提供庚辛化学（600999），庚辛化学（600999）公告。", {}),
        ("亚马逊一季报出炉，Amazon营收增长。", {"Amazon": "亚马逊"}),
        ("Amazon营收增长，苹果丰收，Applebee开店。", {}),
        ("甲乙河（Amahe）上涨。甲乙河停牌，Amahe公告。", {"Amahe": "甲乙河"}),
        ("甲乙集团（制造业）停牌，毛利率（销售口径）下降，净利润（同比增长）为正，庚辛化学（600999）、丙丁化学（600998）公告。", {}),
    ],
)
def test_a_text_tells_two_names_of_one_owner(text: str, told: dict[str, str]) -> None:
    assert {name: other for name, other in aliases(text, codes(text)).items() if name != other} == told
