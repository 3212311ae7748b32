"""accept: a figure that the data deny is not taken unless it is asked for, and the screen shows what was changed."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from accepting import RISKS, WAS, Save
from words import changed
from yanbao.cli.main import app
from yanbao.desk.accept import accept


def test_an_accepted_figure_is_told_to_be_looked_at(report: bytes, own: Path, save: Save) -> None:
    (made,) = accept(save(changed(report, WAS, f"{WAS}约15%")), own).outcomes
    assert (made.status, "数字" in made.why) == ("accepted", True)


VIEW = "notes/2026-05-22/telecom/weekly_view.md"


def test_a_figure_that_the_data_deny_is_not_taken_unless_it_is_asked_for(report: bytes, own: Path, save: Save) -> None:
    """The whole passage stays as it is, other changes in it too, and the conflict says what the data say."""
    kept = (own / VIEW).read_text()
    path = save(changed(changed(report, "816亿美元", "861亿美元"), "算力硬件的订单能见度仍在延长", "订单能见度仍在延长"))
    made = accept(path, own)
    (one,) = made.outcomes
    assert (one.status, one.note, made.exit_code) == ("conflict", VIEW, 1)
    assert (
        "改成“861亿美元”；按本期截止时点的数据应为“816亿美元”" in one.denied
        and one.why.startswith(one.denied)
        and "--take-errors" in one.why
    )
    assert (own / VIEW).read_text() == kept
    assert made.conflicts and "861亿美元" in made.conflicts.read_text()
    made = accept(path, own, take_errors=True)
    (one,) = made.outcomes
    assert (one.status, made.exit_code, made.conflicts) == ("accepted", 1, None)
    assert "应为“816亿美元”" in one.why
    assert "营收861亿美元" in (own / VIEW).read_text()


def test_a_figure_typed_against_the_data_is_not_taken_either(report: bytes, own: Path, save: Save) -> None:
    said = f"{WAS}，一季度英伟达营收826亿美元"
    (one,) = accept(save(changed(report, WAS, said)), own).outcomes
    assert one.status == "conflict" and "826亿美元" in one.denied
    assert "826" not in (own / RISKS).read_text()


def test_a_figure_that_the_data_bear_out_is_taken(report: bytes, own: Path, save: Save) -> None:
    made = accept(save(changed(report, "816亿美元", "816.0亿美元")), own)
    assert [(one.status, one.denied) for one in made.outcomes] == [("accepted", "")]
    assert made.exit_code == 0
    assert "营收816.0亿美元" in (own / VIEW).read_text()


def test_the_screen_shows_where_a_long_passage_was_changed(report: bytes, own: Path, save: Save) -> None:
    path = save(changed(report, "867.88亿美元", "876.88亿美元"))
    told = CliRunner().invoke(app, ["accept", str(path), "-w", str(own), "--dry-run"])
    assert (told.exit_code, told.output.startswith("冲突")) == (1, True), "the data deny the figure"
    assert "867.88亿美元" in told.output.partition("→")[0] and "876.88亿美元" in told.output.partition("→")[2]
