"""Kept bytes are found by their digest and by nothing else: what is no digest leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.store.raw import RawStore, digest_of

NO_DIGESTS = ["", "..", "../../etc/passwd", "/etc/passwd", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", "0" * 62 + "/.", "０" * 64]


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    assert store.read(store.keep(b"open,close")) == b"open,close"


@pytest.mark.parametrize("digest", NO_DIGESTS)
def test_what_is_no_digest_is_refused_before_anything_is_opened(tmp_path: Path, digest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"opened {path}"))
    with pytest.raises(YanbaoError, match="不是 SHA-256 摘要.*没有打开"):
        RawStore(tmp_path / "raw").read(digest)


def test_bytes_that_are_gone_altered_or_withheld_are_plain_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RawStore(tmp_path / "raw")
    with pytest.raises(YanbaoError, match="原始文件缺失"):
        store.read(digest_of(b"never kept"))
    path = store.path(store.keep(b"1,2,3"))
    path.write_bytes(b"1,2,4")
    with pytest.raises(YanbaoError, match="已被改动，摘要不符"):
        store.read(path.name)
    path.unlink()
    path.mkdir()
    with pytest.raises(YanbaoError, match="原始文件缺失"):
        store.read(path.name)
    path.rmdir()
    store.keep(b"1,2,3")
    monkeypatch.setattr(Path, "read_bytes", lambda path: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(YanbaoError, match="读不出来：没有权限"):
        store.read(path.name)
