"""The blank ledger of hand-kept series, put where ``yanbao ingest`` reads it; a file that is there is never written over."""

from __future__ import annotations

from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.sources import series_ledger
from yanbao.sources.workbook.ledger import form
from yanbao.store.files import explained, replace

NAME = "手工台账.xlsx"


def write_template(workspace: Path, file: Path | None = None) -> Path:
    """Write the blank workbook to ``file``, or into the ledger's folder of the workspace; YanbaoError when a file is there already."""
    path = file or workspace / series_ledger.FOLDERS[0] / NAME
    if path.exists():
        raise YanbaoError("同名文件已存在，不覆盖", str(path), "换一个文件名，或先移走原有的文件")
    if path.suffix.lower() != ".xlsx":
        raise YanbaoError(f"样表是Excel工作簿，不能写成“{path.suffix or path.name}”", str(path), "文件名以 .xlsx 结尾")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, form())
    return path
