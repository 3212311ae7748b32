"""Audits of the kept data: each speaks on a real kind of fault and keeps silent on what is in order."""

from datetime import date, datetime
from pathlib import Path

from yanbao.core.fact import Draft
from yanbao.core.finding import Finding
from yanbao.core.period import session, snapshot
from yanbao.core.unit import unit
from yanbao.store.audit import audit, audits
from yanbao.store.catalog import load
from yanbao.store.moment import Moment
from yanbao.store.writer import BAR_COLUMNS, Arrival, Writer

DAYS = [date(2026, 5, day) for day in (11, 12, 13, 14, 15, 18, 19, 20)]
BARE = unit("")


def name(code: str, called: str) -> Draft:
    return Draft("stock_names", code, snapshot(date(2026, 5, 7)), None, BARE, "第2行", date(2026, 5, 7), "", called)


def listed(code: str, day: date) -> Draft:
    return Draft("list_dates", code, snapshot(day), None, BARE, "第2行", day, "", day.isoformat())


def member(code: str, industry: str) -> Draft:
    return Draft("sw_membership", code, snapshot(date(2021, 7, 30)), None, BARE, "第2行", date(2021, 7, 30), "", industry)


def findings(root: Path, closes: dict[str, list[float]], *facts: Draft, second: dict[str, list[float]] | None = None) -> list[Finding]:
    writer = Writer(root, load(root / "catalog.json"))
    calendar = [Draft("sessions", "SSE", session(day), None, BARE, "第2行", day) for day in DAYS]
    for feed, held in (("bars", closes), ("other", second or {})):
        arrival = Arrival(feed.encode(), f"{feed}.csv", "stock_bars", feed, "样例", datetime(2026, 5, 21))
        digest = writer.keep(arrival)
        rows = [
            (code, None, day, None, None, None, close, 1.0, None, row)
            for code, path in held.items()
            for row, (day, close) in enumerate(zip(DAYS, path, strict=False), 2)
        ]
        columns = {column: [row[place] for row in rows] for place, column in enumerate(BAR_COLUMNS)}
        writer.add_bars(arrival, digest, "stock", columns)
        writer.add(arrival, digest, [*calendar, *facts] if feed == "bars" else [], [])
    writer.commit([], datetime(2026, 5, 21))
    return list(audit(Moment(root, datetime(2026, 5, 24), {}), DAYS[0], DAYS[-1], list(closes)))


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.code != "membership-missing"]


def test_a_missed_split_of_a_main_board_stock_speaks(tmp_path: Path) -> None:
    found = findings(tmp_path, {"600000.SH": [10, 10.5, 5.25]}, name("600000.SH", "浦发银行"), member("600000.SH", "480301"))
    assert codes(found) == ["move-beyond-limit"]
    assert "浦发银行（600000.SH）2026-05-13 收盘 5.25" in found[0].message
    assert found[0].place == "bars.csv 第4行"


def test_each_board_has_its_own_limit_and_a_full_limit_keeps_silent(tmp_path: Path) -> None:
    at_the_limit = {"600000.SH": [10, 11], "300308.SZ": [10, 12], "688001.SH": [10, 8], "920003.BJ": [10, 13], "600001.SH": [10, 10.5]}
    assert codes(findings(tmp_path, at_the_limit, name("600001.SH", "*ST某某"))) == []


def test_a_rise_that_chinext_allows_is_too_much_on_the_main_board_and_ten_percent_for_st(tmp_path: Path) -> None:
    found = findings(tmp_path, {"600000.SH": [10, 11.9], "300308.SZ": [10, 11.9], "600001.SH": [10, 11]}, name("600001.SH", "ST某某"))
    assert sorted(
        finding.message.partition("（")[0] + finding.message.partition("（")[2][:9]
        for finding in found
        if finding.code == "move-beyond-limit"
    ) == ["600000.SH", "ST某某600001.SH"]


def test_the_first_five_sessions_after_listing_have_no_limit(tmp_path: Path) -> None:
    path = [10.0, 20, 30, 40, 50, 70]
    found = findings(tmp_path, {"600000.SH": path}, listed("600000.SH", DAYS[0]))
    assert codes(found) == ["move-beyond-limit"]
    assert "2026-05-18" in found[0].message


def test_two_feeds_that_disagree_speak_and_rounding_keeps_silent(tmp_path: Path) -> None:
    found = findings(tmp_path, {"600000.SH": [10, 10.1]}, second={"600000.SH": [10.002, 10.3]})
    assert codes(found) == ["feeds-disagree"]
    assert "2026-05-12" in found[0].message
    assert "样例（bars）10.1，样例（other）10.3" in found[0].message


def stated(root: Path, *held: tuple[str, str, float], day: int = 21) -> list[str]:
    """What the audit says after files of (feed, file, NVIDIA's revenue in 亿美元) arrive."""
    writer = Writer(root, load(root / "catalog.json"))
    for feed, file, value in held:
        arrival = Arrival(file.encode(), file, feed, feed, feed, datetime(2026, 5, day))
        revenue = Draft("company_results", "NVIDIA:revenue", snapshot(date(2026, 5, 12)), value, unit("亿美元"), "第2行", date(2026, 5, 13))
        writer.add(arrival, writer.keep(arrival), [revenue], [])
    writer.commit([], datetime(2026, 5, day))
    return [finding.message for finding in audit(Moment(root, datetime(2026, 5, 24), {}), DAYS[0], DAYS[-1], None)]


def test_two_sources_of_one_fact_that_disagree_speak(tmp_path: Path) -> None:
    told = stated(tmp_path, ("edgar", "a.json", 816.15), ("quoted", "b.csv", 990.0))
    assert told == ["NVIDIA:revenue（2026-05-12）各来源不一致：edgar 816.15亿美元，quoted 990.0亿美元。"]


def test_two_files_of_one_feed_that_disagree_speak_when_they_come_together(tmp_path: Path) -> None:
    assert len(stated(tmp_path, ("news", "a.md", 816.0), ("news", "b.md", 990.0))) == 1


def test_sources_that_agree_within_rounding_and_a_restatement_keep_silent(tmp_path: Path) -> None:
    assert stated(tmp_path, ("edgar", "a.json", 816.15), ("quoted", "b.csv", 816.2)) == []
    assert stated(tmp_path / "restated", ("edgar", "a.json", 816.15)) == []
    assert stated(tmp_path / "restated", ("edgar", "c.json", 820.0), day=22) == []


def test_a_stock_without_membership_and_one_with_two_are_told_apart(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {"600000.SH": [10], "600001.SH": [10], "600002.SH": [10]},
        member("600000.SH", "480301"),
        member("600001.SH", "730101"),
        member("600001.SH", "730102"),
    )
    assert [(finding.code, finding.level) for finding in found] == [("membership-missing", "info"), ("membership-twice", "error")]
    assert "600002.SH" in found[0].message
    assert "730101、730102" in found[1].message


def test_every_audit_states_its_rule_and_remedy() -> None:
    assert {rule.code for rule in audits()} == {
        "bar-off-session",
        "move-beyond-limit",
        "feeds-disagree",
        "facts-disagree",
        "membership-missing",
        "membership-unknown",
        "membership-twice",
    }


def test_a_bar_on_a_day_without_trading_is_told_with_its_row(tmp_path: Path) -> None:
    off = [date(2026, 5, 16), date(2036, 5, 22)]
    with_a_saturday = {"600000.SH": [10.0] * len(DAYS)}
    findings(tmp_path, with_a_saturday, member("600000.SH", "480301"))
    writer = Writer(tmp_path, load(tmp_path / "catalog.json"))
    arrival = Arrival(b"off", "off.csv", "stock_bars", "off", "样例", datetime(2026, 5, 21))
    columns: dict[str, list[object]] = {column: [None, None] for column in BAR_COLUMNS}
    columns |= {"code": ["600000.SH"] * 2, "session": list(off), "close": [10.0, 10.0], "row": [2, 3]}
    writer.add_bars(arrival, writer.keep(arrival), "stock", columns)
    writer.commit([], datetime(2026, 5, 21))
    found = list(audit(Moment(tmp_path, datetime(2026, 5, 24), {}), DAYS[0], off[-1], None))
    (told,) = [finding for finding in found if finding.code == "bar-off-session"]
    assert (told.place, told.message) == ("off.csv 第2行", "2行行情的日期不是交易日，例如 600000.SH 2026-05-16。")


def test_an_industry_that_the_tree_lacks_is_told(tmp_path: Path) -> None:
    tree = Draft("sw_industries", "480301", snapshot(date(2021, 7, 30)), None, BARE, "第2行", date(2021, 7, 30), "", "银行||")
    closes = {"600000.SH": [10.0, 10.0], "600036.SH": [10.0, 10.0]}
    found = findings(tmp_path, closes, tree, member("600000.SH", "480301"), member("600036.SH", "999999"))
    assert [(finding.code, finding.message) for finding in found] == [
        ("membership-unknown", "600036.SH 归属的行业代码 999999 不在申万行业树中。")
    ]
