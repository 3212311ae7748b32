"""[compliance] in yanbao.toml: the commented example of the sample is what the loader reads."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Compliance, Holding, Restricted
from yanbao.desk.settings import SAMPLE, load_desk


def workspace(folder: Path, settings: str) -> Path:
    shutil.copytree(SAMPLE / "house", folder / "house")
    (folder / "yanbao.toml").write_text(settings, encoding="utf-8")
    return folder


def uncommented() -> str:
    """The sample's settings with the example of [compliance] brought to life."""
    plain, mark, example = (SAMPLE / "yanbao.toml").read_text(encoding="utf-8").partition("# [[compliance.holdings]]")
    return plain + "\n".join(line.removeprefix("#").removeprefix(" ") for line in (mark + example).splitlines())


def test_a_desk_that_says_nothing_holds_nothing(tmp_path: Path) -> None:
    assert load_desk(workspace(tmp_path, (SAMPLE / "yanbao.toml").read_text(encoding="utf-8"))).compliance == Compliance()


def test_the_commented_example_is_read_as_it_stands(tmp_path: Path) -> None:
    assert load_desk(workspace(tmp_path, uncommented())).compliance == Compliance(
        (Holding("300308.SZ", "中际旭创", 1.25),), (Restricted("688498.SH", "源杰科技", "follow_on", date(2026, 5, 18)),)
    )


def test_a_kind_of_offering_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="compliance.restricted.0.kind"):
        load_desk(workspace(tmp_path, uncommented().replace('"follow_on"', '"placement"')))


def test_the_houses_own_ratings_come_with_the_desk(tmp_path: Path) -> None:
    settings = (SAMPLE / "yanbao.toml").read_text(encoding="utf-8")
    assert load_desk(workspace(tmp_path / "plain", settings)).ratings == ""
    own = workspace(tmp_path / "own", settings)
    (own / "house" / "ratings.toml").write_text("horizon_months = [6, 12]\n", encoding="utf-8")
    assert load_desk(own).ratings == "horizon_months = [6, 12]\n"
