"""The cache of drawings: what a crash or a full disk left there costs time, never the report."""

from __future__ import annotations

from pathlib import Path

import pytest

import paper
from yanbao.report.blocks import Exhibit
from yanbao.report.charts.render import chart_svg
from yanbao.report.theme import load_theme


def a_chart() -> Exhibit:
    return next(exhibit for exhibit in paper.full().exhibits() if exhibit.body is not None and hasattr(exhibit.body, "marks"))


@pytest.mark.parametrize("left", [b"", b"<svg", b"<svg/>garbage", b"\xff\xfe<"])
def test_a_drawing_that_is_not_whole_is_drawn_anew(tmp_path: Path, left: bytes) -> None:
    sound = chart_svg(a_chart(), load_theme(), tmp_path)
    (kept,) = tmp_path.glob("*.svg")
    kept.write_bytes(left)
    assert chart_svg(a_chart(), load_theme(), tmp_path) == sound
    assert kept.read_text(encoding="utf-8") == sound


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert chart_svg(a_chart(), load_theme(), tmp_path / "cache").startswith("<svg")
