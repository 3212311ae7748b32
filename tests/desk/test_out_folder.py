"""Where an issue may be written: nowhere among other things of a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.weekly import Order, build, open_folder
from yanbao.desk.workspace import refuse_foreign
from yanbao.report.writers import WRITERS


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A workspace with an issue, beside which a person laid a file."""
    for name in ("warehouse/raw/ab", "inbox", "drafts", "issues/2026-05-22/telecom", "elsewhere"):
        (tmp_path / "desk" / name).mkdir(parents=True)
    for name in ("yanbao.toml", "drafts/plan.md", "issues/2026-05-22/telecom/signed.pdf", "elsewhere/report.pdf", "elsewhere/.DS_Store"):
        (tmp_path / "desk" / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "desk/warehouse")
    return tmp_path / "desk"


TAKEN = ". warehouse warehouse/raw inbox inbox/new news notes/2026-05-22 sectors drafts issues issues/2026-05-22 ../link/raw"


@pytest.mark.parametrize("name", TAKEN.split())
def test_a_folder_that_holds_other_things_is_refused_and_left_as_it_is(mine: Path, name: str) -> None:
    before = sorted(mine.rglob("*"))
    with pytest.raises(YanbaoError, match="放着工作区的其他内容.*去掉 --out"):
        open_folder(mine / name)
    assert sorted(mine.rglob("*")) == before


@pytest.mark.parametrize("name", ["issues/2026-05-22/telecom", "issues/2026-05-15/telecom", "out", "elsewhere", "../elsewhere"])
def test_a_new_folder_or_that_of_an_issue_is_taken(mine: Path, name: str) -> None:
    assert open_folder(mine / name).is_dir()


def test_a_report_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("自己的", encoding="utf-8")
    with pytest.raises(YanbaoError, match="这里已有别的 report.html，不替换它"):
        build(tmp_path, Order("telecom", date(2026, 5, 22), out=tmp_path))
    with pytest.raises(YanbaoError, match="不替换它"):
        refuse_foreign(tmp_path, WRITERS)
    for other in ("{}", "[]", "{", '{"format": "web-app"}', '{"format": 1, "name": "app"}'):
        (tmp_path / "manifest.json").write_text(other, encoding="utf-8")
        with pytest.raises(YanbaoError, match="不替换它"):
            refuse_foreign(tmp_path, WRITERS)
    (tmp_path / "manifest.json").write_text('{"format": "yanbao.draft", "version": 1}', encoding="utf-8")
    refuse_foreign(tmp_path, WRITERS)


def test_a_manifest_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "app"}', encoding="utf-8")
    with pytest.raises(YanbaoError, match="这里已有别的 manifest.json，不替换它"):
        build(tmp_path, Order("telecom", date(2026, 5, 22), out=tmp_path))


def test_only_the_last_folder_of_a_place_is_made(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="只有最后一级目录会自动建立"):
        build(tmp_path, Order("telecom", date(2026, 5, 22), out=tmp_path / "misspelt/out"))
    assert not (tmp_path / "misspelt").exists()
