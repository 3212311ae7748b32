"""A sector file that contradicts itself is refused before anything is built, with every fault and its key."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.settings import SAMPLE, load_sector, sector_keys
from yanbao.desk.weekly import Order, build
from yanbao.report.sections import ORDER

WEEK = date(2026, 5, 22)
SECTOR = """
key = "steel"
name = "钢铁"
sw_code = "801040.SI"
benchmarks = ["000300.SH"]
rating = { word = "中性", change = "首次" }
team = "钢铁团队"

[[subsectors]]
key = "plate"
name = "板材"
basket = "plate"

[baskets.plate]
name = "板材自编等权指数"
weighting = "equal"
base_date = "2025-01-02"
rebalance = ["2025-06-30"]
members = ["600019.SH", "000898.SZ"]

[[prosperity]]
name = "板材"
basket = "plate"
basket_weight = 0.6
series = [{ series = "miit:rev.yoy", weight = 0.4 }]
"""


def load(folder: Path, *changes: tuple[str, str]) -> None:
    text = SECTOR
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "sectors").mkdir(exist_ok=True)
    (folder / "sectors/steel.toml").write_text(text, encoding="utf-8")
    load_sector(folder, "steel")


def refusal(folder: Path, *changes: tuple[str, str]) -> str:
    with pytest.raises(YanbaoError) as told:
        load(folder, *changes)
    assert told.value.where.endswith("sectors/steel.toml")
    return told.value.what


def test_a_good_file_loads(tmp_path: Path) -> None:
    load(tmp_path)


@pytest.mark.parametrize("key", sector_keys(SAMPLE))
def test_the_sample_keeps_the_rules(key: str) -> None:
    assert load_sector(SAMPLE, key).key == key


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "steel"', 'key = "iron"', "key：写的是 iron，应与文件名 steel 相同"),
        ('"801040.SI"', '"801040"', "sw_code：801040 不是"),
        ('["000300.SH"]', "[]", "benchmarks：至少"),
        ('["000300.SH"]', '["沪深300"]', "benchmarks：沪深300 不是"),
        ('"中性"', '"强推"', "rating.word：“强推”不在买入、增持、中性、减持之中"),
        ('"首次"', '"重申"', "rating.change：“重申”不在维持、上调、下调、首次之中"),
        ("team =", 'sections = ["cover", "covers"]\nteam =', "sections：没有章节 covers；可用的有 cover、"),
        ("team =", 'without = ["newz"]\nteam =', "without：没有章节 newz"),
        ("team =", 'sections = ["cover", "cover"]\nteam =', "sections：cover 重复"),
        ("team =", 'sections = ["cover"]\nwithout = ["news"]\nteam =', "without：与 sections 只能写一个"),
        ("team =", 'exports = { code = "7208", name = "热轧卷" }\nteam =', "exports.code：7208 不是"),
        ('["600019.SH", "000898.SZ"]', "[]", "baskets.plate.members：没有成分股"),
        ('"000898.SZ"', '"600019.SH"', "baskets.plate.members：600019.SH 重复"),
        ('"000898.SZ"', '"898.SZ"', "baskets.plate.members：898.SZ 不是"),
        ('"000898.SZ"', '"000898.SH"', "baskets.plate.members：000898.SH 不是"),
        ('"2025-01-02"', '"2025-07-01"', "baskets.plate.rebalance：调样日 2025-06-30 早于基期 2025-07-01"),
        ('basket = "plate"', 'basket = "plates"', "subsectors.plate.basket：篮子 plates 没有定义"),
        ("weight = 0.4", "weight = 0.5", "prosperity.板材：权重之和为 1.1，应为 1"),
        ("basket_weight = 0.6", "basket_weight = 0.6001", "prosperity.板材：权重之和为 1.0001，应为 1"),
        ("weight = 0.4", "weight = -0.4", "prosperity.板材.series.miit:rev.yoy.weight：权重 -0.4 为负"),
        ("weight = 0.4", "weight = 0.4, sign = 0", "prosperity.板材.series.miit:rev.yoy.sign：只能是 1 或 -1"),
        ("miit:rev.yoy", "ministry:rev.yoy", "prosperity.板材.series：ministry:rev.yoy 的来源未知；prosperity.series：可用的来源有 "),
    ],
)
def test_a_contradiction_is_told_with_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in refusal(tmp_path, (old, new))


OWN_RATINGS = """horizon_months = [6, 12]
[[band]]
word = "推荐"
low = 10
[[band]]
word = "回避"
high = 10
"""


def own_ratings(folder: Path, text: str = OWN_RATINGS) -> Path:
    (folder / "house").mkdir()
    (folder / "house/ratings.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_house_with_ratings_of_its_own_rates_by_its_own_words(tmp_path: Path) -> None:
    load(own_ratings(tmp_path), ('"中性"', '"推荐"'))


def test_a_word_outside_the_houses_own_ratings_is_told_with_the_words_it_permits(tmp_path: Path) -> None:
    assert refusal(own_ratings(tmp_path)) == "行业设定有误：rating.word：“中性”不在推荐、回避之中"


def test_a_broken_table_of_ratings_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="第2档没有评级词") as told:
        load(own_ratings(tmp_path, OWN_RATINGS.replace('word = "回避"', "")))
    assert told.value.where == "house/ratings.toml"


def test_weights_that_add_to_one_but_for_rounding_are_good(tmp_path: Path) -> None:
    load(tmp_path, ("basket_weight = 0.6", "basket_weight = 0.6000000001"))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, ('"中性"', '"强推"'), ("weight = 0.4", "weight = 0.5"), ('"000898.SZ"', '"600019.SH"'))
    assert len(said.split("；")) == 3


def test_all_keys_of_the_wrong_kind_are_told_in_chinese(tmp_path: Path) -> None:
    said = refusal(tmp_path, ("team =", "teem ="), ('"equal"', '"cap"'), ("0.6", '"viel"'), ('"2025-01-02"', '"soon"'))
    for told in ("team：缺少这一项", "teem：没有这一项", "baskets.plate.weighting：只能写 'equal'、'free_float'",
                 "baskets.plate.base_date：应为 2026-05-22 这样的日期", "prosperity.0.basket_weight：应为数字"):  # fmt: skip
        assert told in said


def test_the_sample_names_only_the_sections_it_leaves_out() -> None:
    assert not load_sector(SAMPLE, "telecom").without
    assert set(load_sector(SAMPLE, "electronics").without) < set(ORDER)


def test_a_driver_without_data_is_found_when_the_issue_is_built(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path / "desk", ignore=shutil.ignore_patterns("issues"))
    path = tmp_path / "desk/sectors/telecom.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("miit:dou.yoy", "miit:duo.yoy"), encoding="utf-8")
    built = build(tmp_path / "desk", Order("telecom", WEEK))
    assert any(found.code == "missing-figure" and "输入 miit:duo.yoy 在本库没有数据" in found.message for found in built.report.findings)
