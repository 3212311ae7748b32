"""LibreOffice calculates every formula of the workbook anew and comes to what is kept in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from traced import everything, market
from workbook import Workbook
from yanbao.report.blocks import Report
from yanbao.report.charts.native.package import packed, parts
from yanbao.report.press import Press
from yanbao.report.writers import excel

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
KEPT = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="str")?>(<f>.*?</f>)<v>.*?</v></c>')

pytestmark = [pytest.mark.soak, pytest.mark.skipif(not OFFICE, reason="needs LibreOffice (soffice) on the path")]


def without_results(data: bytes) -> bytes:
    """The workbook with formulas but none of their results, so that nothing is left to be read instead of calculated."""
    held = parts(data)
    for name in [name for name in held if name.startswith("xl/worksheets/sheet")]:
        held[name] = KEPT.sub(r"\1>\2</c>", held[name].decode()).encode()
    return packed(held)


def recalculated(data: bytes, folder: Path) -> Workbook:
    (folder / "bare.xlsx").write_bytes(without_results(data))
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(folder / "bare.xlsx")], check=True, capture_output=True, timeout=120)
    return Workbook((folder / "out" / "bare.xlsx").read_bytes())


@pytest.mark.parametrize("report", [market(), everything()], ids=["market", "everything"])
def test_libreoffice_comes_to_the_same_results(report: Report, press: Press, tmp_path: Path) -> None:
    made = Workbook(excel.write(report, press))
    again = recalculated(made.data, tmp_path)
    held = list(made.formulas())
    assert held
    for sheet, at, cell in held:
        found = again.cells[sheet, at].value
        assert found == (pytest.approx(cell.value, rel=1e-12) if isinstance(cell.value, float) else cell.value), (
            f"{sheet}!{at} {cell.formula}"
        )
