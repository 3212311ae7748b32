"""A warehouse damaged on disk: one plain error, and nothing of it is thrown away."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.ingest import ingest
from yanbao.desk.workspace import create
from yanbao.store.catalog import load
from yanbao.store.moment import Moment

NOW = datetime(2026, 11, 25)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("filled")
    create(workspace, sample=False)
    ingest(workspace)
    return workspace


@pytest.fixture
def mine(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "mine")


def test_damage_inside_a_batch_is_a_plain_error(mine: Path) -> None:
    (batch,) = (mine / "warehouse/facts").glob("*.parquet")
    data = bytearray(batch.read_bytes())
    data[4 : len(data) // 2] = b"\xff" * (len(data) // 2 - 4)
    batch.write_bytes(data)
    with pytest.raises(YanbaoError, match="数据仓库缺失或损坏") as caught:
        Moment(mine / "warehouse", NOW, {}).series("sw_industries").subjects()
    assert "\n" not in str(caught.value)


def test_a_catalogue_that_names_what_is_not_there_throws_no_batch_away(mine: Path) -> None:
    catalog = mine / "warehouse/catalog.json"
    held = json.loads(catalog.read_text(encoding="utf-8"))
    held["batches"][0]["file"] = "facts/000009.parquet"
    catalog.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(YanbaoError, match="000009"):
        ingest(mine)
    assert [path.name for path in (mine / "warehouse/facts").iterdir()] == ["000001.parquet"]


@pytest.mark.parametrize("file", ["../../etc/passwd", "/etc/passwd", "facts/../../x.parquet", "facts/000001.parquet\n", 7])
def test_a_catalogue_that_leads_out_of_the_warehouse_is_not_followed(mine: Path, file: object) -> None:
    catalog = mine / "warehouse/catalog.json"
    held = json.loads(catalog.read_text(encoding="utf-8"))
    held["batches"][0]["file"] = file
    catalog.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(YanbaoError, match="目录文件损坏"):
        load(catalog)


def test_a_catalogue_nested_without_end_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(YanbaoError, match="目录文件损坏"):
        load(tmp_path / "catalog.json")
