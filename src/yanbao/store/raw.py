"""Kept bytes: every file a figure may come from, stored once under its SHA-256 and never changed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable
from yanbao.core.refusal import refusal
from yanbao.store.files import replace

DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(data: bytes) -> str:
    """The SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


class RawStore:
    """A folder of kept bytes: ``ab/abcdef…`` by digest."""

    def __init__(self, root: Path) -> None:
        """``root`` is made when the first bytes are kept."""
        self.root = root

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest lie; YanbaoError for what is no digest: read from a file, it might lead anywhere."""
        if not DIGEST.fullmatch(digest):
            what = f"“{printable(digest[:80])}”不是 SHA-256 摘要（64 位小写十六进制），没有打开"
            raise YanbaoError(what, str(self.root), "从备份恢复记下它的文件")
        return self.root / digest[:2] / digest

    def keep(self, data: bytes) -> str:
        """Store the bytes unless they are held already; returns their digest."""
        digest = digest_of(data)
        path = self.path(digest)
        if not path.exists():
            replace(path, data)
        return digest

    def read(self, digest: str) -> bytes:
        """The kept bytes; YanbaoError when they are gone, cannot be read or were altered."""
        path = self.path(digest)
        if not path.is_file():
            raise YanbaoError("原始文件缺失", str(path), "重新运行 yanbao ingest 导入该文件")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise YanbaoError(f"原始文件读不出来：{refusal(error)}", str(path), "检查该文件的权限，或从备份恢复") from None
        if digest_of(data) != digest:
            raise YanbaoError("原始文件已被改动，摘要不符", str(path), "从备份恢复该文件，或重新导入")
        return data
