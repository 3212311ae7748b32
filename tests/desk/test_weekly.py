"""The weekly of the sample, end to end: what it says, that it can be traced, and that it is the same every time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import pypdfium2
import pytest
from rich.console import Console

import yanbao
from yanbao.cli import show
from yanbao.desk.weekly import Built, Order, build
from yanbao.desk.why import find_figure
from yanbao.report.blocks import NewsItem, Para, plain, texts
from yanbao.report.ledger import unfolded
from yanbao.report.sections import ORDER
from yanbao.report.writers import WRITERS, pdf

WEEK = date(2026, 5, 22)
CHARTS = [
    "服务器",
    "光模块",
    "IDC",
    "景气度",
    "千兆",
    "5G",
    "流量",
    "DOU",
    "通话",
    "短信",
    "FTTH",
    "5G基站",
    "累计出口",
    "出口",
    "物联网",
    "模组",
    "申万一级行业",
    "个股",
]
"""What exhibits 1 to 18 are about, by a word of each title."""


def facts(built: Built) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((built.folder / "facts.json").read_text(encoding="utf-8"))
    return held


def prose(built: Built, key: str) -> str:
    section = next(section for section in built.report.sections if section.key == key)
    return "\n".join("".join(plain(text) for text in texts(block)) for block in section.blocks if isinstance(block, Para))


def test_the_market_section_states_move_and_rank_as_the_closes_bear_out(telecom: Built) -> None:
    said = prose(telecom, "market_review")
    assert "下跌0.97%" in said
    assert "31个申万一级行业中排名第10" in said


def raw_moves(desk: Path) -> list[tuple[str, float]]:
    """Moves of the telecom members over the week, straight from the sample's files, without any of our code."""
    inbox = desk / "inbox"
    return duckdb.execute(
        f"""
        WITH member AS (
          SELECT code, max_by(industry_code, in_date) AS industry FROM read_csv('{inbox}/sw_membership/*.csv', all_varchar = true)
          WHERE in_date <= '2026-05-22' GROUP BY code
        ), named AS (
          SELECT code, max_by(name, seen_on) AS name FROM read_csv('{inbox}/stock_names/*.csv', all_varchar = true)
          WHERE seen_on <= '2026-05-22' GROUP BY code
        ), closes AS (
          SELECT code, max(close) FILTER (date = '2026-05-15') AS base, max(close) FILTER (date = '2026-05-22') AS last,
            sum(volume) FILTER (date > '2026-05-15' AND date <= '2026-05-22') AS volume
          FROM read_parquet('{inbox}/stock_bars/market_closes_*.parquet') GROUP BY code
        )
        SELECT name, (last / base - 1) * 100 AS move FROM closes JOIN member USING (code) JOIN named USING (code)
        WHERE industry LIKE '73%' AND name NOT LIKE '%*ST%' AND volume > 0 ORDER BY move DESC
        """
    ).fetchall()


def test_top_and_bottom_five_are_those_of_the_files(desk: Path, telecom: Built) -> None:
    moves = raw_moves(desk)
    said = prose(telecom, "market_review")
    for name, move in [*moves[:5], *moves[-5:]]:
        assert f"{name}（{move:+.2f}%）" in said


def test_all_sections_stand_in_the_order_of_the_house_but_restatements_before_anything_was_published(telecom: Built) -> None:
    assert [section.key for section in telecom.report.sections] == [key for key in ORDER if key != "restated"]


def test_exhibits_are_those_of_the_house_in_its_order_each_with_source_and_data(telecom: Built) -> None:
    exhibits = [row for row in facts(telecom)["exhibits"] if row["number"]]
    assert [row["number"] for row in exhibits] == list(range(1, len(exhibits) + 1))
    for word, row in zip(CHARTS, exhibits, strict=False):
        assert word in row["title"], (row["number"], row["title"])
        assert row["rows"], row["title"]
        assert row["source"]


def test_facts_json_keeps_the_names_other_programs_read(telecom: Built) -> None:
    held = facts(telecom)
    assert set(held) == {"issue", "sections", "figures", "points", "exhibits", "sentences", "traces", "documents", "queries", "rows"}
    names = {"id", "measure", "subject", "subject_name", "period", "value", "unit", "printed", "section", "exhibit", "trace"}
    assert all(set(figure) == names for figure in [*held["figures"], *held["points"]])
    assert all(set(exhibit) == {"key", "number", "title", "kind", "columns", "rows", "source"} for exhibit in held["exhibits"])
    assert len(held["figures"]) > 500


def traced(built: Built) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every figure and every point of an issue by its id, with its whole trace."""
    held = facts(built)
    yield from ((figure["id"], unfolded(figure["trace"], held)) for figure in [*held["figures"], *held["points"]])


def told(trace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A trace and every trace in it."""
    yield trace
    for part in trace.get("parts", ()):
        yield from told(part["trace"])


def kept(desk: Path, document: dict[str, Any]) -> bool:
    """Whether the bytes a trace names are there: in the warehouse, or in the package for the house's rating bands."""
    digest = document["digest"]
    shipped = Path(yanbao.__file__).parent / document["file"]
    if shipped.is_file():
        return hashlib.sha256(shipped.read_bytes()).hexdigest() == digest
    return (desk / "warehouse/raw" / digest[:2] / digest).is_file()


def pointed(row: list[Any], documents: list[dict[str, Any]]) -> bool:
    """Whether a row of a query points at documents that are there, by their numbers."""
    numbers = [int(number) for cell in row for number in re.findall(r"\[(\d+)\]", str(cell))]
    return bool(numbers) and all(1 <= number <= len(documents) for number in numbers)


def grounded(desk: Path, end: dict[str, Any], whole: list[dict[str, Any]]) -> bool:
    """Whether the end of a path is one: kept bytes and a place, rows that point at kept bytes, a setting's file, or a reason."""
    if "source" in end:
        return kept(desk, end["source"]) and bool(end["source"]["locator"])
    if "query" in end:
        query = end["query"]
        rows = query["rows"] and all(pointed(row, query["documents"]) for row in query["rows"])
        return all(kept(desk, document) for document in query["documents"]) and bool(rows or not end["value"])
    if "setting" in end:
        return (desk / end["setting"]).is_file() or (Path(yanbao.__file__).parent / end["setting"]).is_file()
    if end.get("repeated"):
        return any(other["id"] == end["id"] and not other.get("repeated") for other in whole)
    return bool(end.get("missing"))


def ungrounded(desk: Path, built: Built) -> list[tuple[str, str]]:
    """The figures of an issue with an end that is none: their ids, and that end's."""
    found = []
    for name, trace in traced(built):
        whole = list(told(trace))
        found += [(name, part["id"]) for part in whole if not part.get("parts") and not grounded(desk, part, whole)]
    return found


def test_every_printed_figure_walks_back_to_kept_bytes(desk: Path, telecom: Built, electronics: Built) -> None:
    assert ungrounded(desk, telecom) == []
    assert ungrounded(desk, electronics) == []


def test_an_end_without_bytes_is_seen(desk: Path, telecom: Built) -> None:
    sound = next(end for _, trace in traced(telecom) for end in told(trace) if "query" in end)
    query = sound["query"]
    for broken in (
        {**sound, "query": {**query, "documents": []}},
        {**sound, "query": {**query, "documents": [{**document, "digest": "0" * 64} for document in query["documents"]]}},
        {**sound, "query": {**query, "rows": [[*query["rows"][0][:1]]]}},
        {"id": "x", "value": 1, "formula": "某法"},
        {"id": "x", "value": 1, "setting": "sectors/absent.toml"},
        {"id": "x", "value": 1, "repeated": True},
        {"id": "x", "value": None, "missing": ""},
    ):
        assert not grounded(desk, broken, [broken]), broken
    assert grounded(desk, sound, [sound])


def test_a_stocks_move_is_traced_as_an_indexs_is(telecom: Built) -> None:
    figures = dict(traced(telecom))
    stock, index = figures["stock_week_move:688143.SH:2026-05-15..2026-05-22"], figures["index_week_move:801770.SI:2026-05-15..2026-05-22"]
    assert stock["formula"] == index["formula"] == "(期末 ÷ 期初 − 1) × 100%"
    assert re.fullmatch(r"\([\d.]+ ÷ [\d.]+ − 1\) × 100% = 27\.98%", stock["expression"])
    for trace in (stock, index):
        for part in trace["parts"]:
            assert {"digest", "locator", "published", "known", "visible"} <= {
                key for key, value in part["trace"]["source"].items() if value
            }


def test_every_figure_found_in_the_text_is_owned(telecom: Built) -> None:
    held = telecom.owned
    assert held.traced + held.stated == held.printed > 2000, "points of charts are printed too, in the tables of their numbers"


def test_the_screen_tells_what_the_desks_own_words_alone_state(
    telecom: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are no evidence: what the sample's notes state and nothing repeats is counted apart."""
    monkeypatch.setattr(show, "out", Console(soft_wrap=True))
    show.told(telecom)
    held = telecom.owned
    assert 0 < held.stated == held.printed - held.traced
    assert f"回读 {held.printed} 处：{held.traced} 处有数据出处，{held.stated} 处仅见于撰写的文字；" in capsys.readouterr().out


def test_all_of_the_sample_was_ingested(telecom: Built) -> None:
    assert telecom.behind == ()


def test_the_sample_has_no_finding_at_error_level(telecom: Built, electronics: Built) -> None:
    for built in (telecom, electronics):
        assert [str(finding) for finding in built.report.findings if finding.level == "error"] == []


def test_what_is_missing_is_said_where_it_is_missing(telecom: Built) -> None:
    assert "相对沪深300的超额收益—（数据暂缺）" in prose(telecom, "market_review")
    assert any(finding.code == "missing-figure" and "沪深300" in finding.message for finding in telecom.report.findings)


def test_pdf_and_html_print_the_same_figures(telecom: Built) -> None:
    document = pypdfium2.PdfDocument(telecom.folder / "report.pdf")
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    squeezed = "".join(printed.split())
    page = (telecom.folder / "report.html").read_text(encoding="utf-8")
    for figure in facts(telecom)["figures"]:
        assert figure["printed"] in page
        if not figure["exhibit"] and figure["section"] != "cover":
            assert "".join(figure["printed"].split()) in squeezed, figure["printed"]


def test_a_writer_that_prints_something_else_is_a_finding_of_the_issue(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = WRITERS["report.html"]
    monkeypatch.setitem(WRITERS, "report.html", lambda report, press: write(report, press).replace(b">0.97%<", b">0.79%<"))
    built = build(desk, Order("telecom", WEEK, out=tmp_path))
    told = json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))["findings"]
    faults = [finding["message"] for finding in told if finding["level"] == "error"]
    assert {"written-differs"} == {finding["code"] for finding in told if finding["level"] == "error"}
    assert faults == [finding.message for finding in built.report.findings if finding.level == "error"]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    listed = page[page.index('<section id="findings"') :]
    assert [message for message in faults if escape(message) not in listed] == [], "the page lists what was found in it"
    assert f"错误 <b>{len(faults)}</b>" in page


def test_a_finished_pdf_is_checked_against_the_data_as_anybodys_is(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = pdf.printable
    monkeypatch.setattr(pdf, "printable", lambda text: shown(text.replace("0.97%", "0.79%")))
    built = build(desk, Order("telecom", WEEK, out=tmp_path))
    codes = {finding.code for finding in built.report.findings if finding.place.startswith("report.pdf") and finding.level == "error"}
    assert {"against-warehouse", "written-differs"} <= codes


def test_the_same_inputs_give_the_same_bytes(desk: Path, telecom: Built, tmp_path: Path) -> None:
    again = build(desk, Order("telecom", WEEK, out=tmp_path / "elsewhere"))
    for path in telecom.files:
        assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name


def test_the_manifest_names_every_file_by_its_digest(telecom: Built) -> None:
    manifest = json.loads((telecom.folder / "manifest.json").read_text(encoding="utf-8"))
    for name, entry in manifest["files"].items():
        assert hashlib.sha256((telecom.folder / name).read_bytes()).hexdigest() == entry["sha256"]
    assert {row["name"] for row in manifest["inputs"]} > {
        "inbox/miit_statistics/miit_telecom_long.csv",
        "notes/2026-05-22/telecom/advice.md",
    }


def test_an_earlier_moment_does_not_know_what_came_later(desk: Path, tmp_path: Path) -> None:
    built = build(desk, Order("telecom", WEEK, datetime(2026, 5, 19, 23, 59), tmp_path))
    items = [block for section in built.report.sections for block in section.blocks if isinstance(block, NewsItem)]
    assert items
    assert all(item.published <= date(2026, 5, 19) for item in items)
    assert "申万一级行业中排名第—（数据暂缺）" in prose(built, "market_review")
    assert "申万通信指数—（数据暂缺）" in prose(built, "market_review")


def test_electronics_is_the_same_engine_with_another_file(electronics: Built) -> None:
    assert "排名第1" in prose(electronics, "market_review")
    assert "core_data" not in {section.key for section in electronics.report.sections}
    assert electronics.owned.traced + electronics.owned.stated == electronics.owned.printed


@pytest.mark.parametrize(("name", "most"), [("report.html", 4_000_000), ("report.pdf", 4_000_000), ("facts.json", 2_000_000)])
def test_sizes_stay_fit_for_mail(telecom: Built, name: str, most: int) -> None:
    assert (telecom.folder / name).stat().st_size < most


def test_what_traces_share_is_told_once(telecom: Built) -> None:
    held = facts(telecom)
    for shared in ("traces", "documents", "queries", "rows"):
        texts = [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in held[shared].values()]
        assert texts and len(texts) == len(set(texts)), shared


def test_every_month_that_a_chart_draws_can_be_asked_for(telecom: Built) -> None:
    held = facts(telecom)
    listed = {figure["exhibit"] for figure in held["points"] if figure["printed"]}
    assert listed >= {row["number"] for row in held["exhibits"] if row["kind"] == "months"}
    point = next(figure for figure in held["points"] if figure["printed"])
    found, places, _ = find_figure(Path(), point["id"], telecom.folder)
    assert (found["id"], found["value"], found["trace"]["id"]) == (point["id"], point["value"], point["trace"]["id"])
    assert {place["printed"] for place in places} == {point["printed"]}


def test_the_snapshot_of_market_values_is_unknown_to_the_week_and_known_four_days_later(desk: Path, telecom: Built, tmp_path: Path) -> None:
    assert prose(telecom, "valuation") == "申万通信市盈率—（数据暂缺），市净率—（数据暂缺）。"
    assert {"missing-exhibit", "missing-figure"} <= {found.code for found in telecom.report.findings if "市盈率" in found.message}
    later = build(desk, Order("telecom", WEEK, datetime(2026, 5, 28, 23, 59, 59), tmp_path))
    assert "截至2026-05-27，申万通信127只成分股的市盈率（PE）为32.28倍" in prose(later, "valuation")
    assert "valuation" in {exhibit.key for exhibit in later.report.exhibits() if exhibit.body}
