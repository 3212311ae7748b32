"""The conformance bench counts what agrees, names what does not, and says how to get the specifications when they are not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.recognizers import FOLDER, by_figures, conformance, told


def specification(folder: Path, model: str, *cases: dict[str, object]) -> None:
    path = folder / model
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(cases), encoding="utf-8-sig")


def case(text: str, start: int, end: int, printed: str, **more: str) -> dict[str, object]:
    result = {"Text": text[start:end], "Start": start, "End": end - 1, "Resolution": {"value": printed}}
    return {"Input": text, "Results": [result], **more}


def test_it_counts_and_names(tmp_path: Path) -> None:
    agreed, other = case("共七百二十户", 1, 5, "720"), case("共八百户", 1, 3, "80")
    beyond = case("共九百户", 1, 3, "900", NotSupported="dotnet, java")
    specification(tmp_path, "Number/Chinese/NumberModel.json", agreed, other, beyond)
    (result,) = conformance(tmp_path)
    assert (result.applied, result.agreed, result.beyond) == (2, 1, (1, 1))
    assert [row[0] for row in result.disagreements] == ["共八百户"]
    assert "原因未登记" in told(str(tmp_path)), "a disagreement nobody looked at says so"


def test_what_is_kept_holds_no_case(tmp_path: Path) -> None:
    specification(tmp_path / "specs", "Number/Chinese/PercentModel.json", case("共八成", 1, 3, "8%"))
    told(str(tmp_path / "specs"), keep=tmp_path / "kept.md")
    kept = (tmp_path / "kept.md").read_text(encoding="utf-8")
    assert "Percent" in kept
    assert "共八成" not in kept


def test_without_the_specifications_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    assert FOLDER in told()
    assert "略过" in told("/no/such/folder")


def test_what_scan_makes_of_them_stands_beside(tmp_path: Path) -> None:
    specification(tmp_path, "Number/Chinese/PercentModel.json", case("共八成", 1, 3, "80%"), case("共七   成", 1, 5, "70%"))
    (scanned,) = by_figures(tmp_path)
    assert (scanned.name, scanned.applied, scanned.agreed) == ("Percent", 2, 1)
    kept = tmp_path / "kept.md"
    told(str(tmp_path), keep=kept)
    assert kept.read_text(encoding="utf-8").count("| Percent | 2 |") == 2
