"""Kept bytes: every file a figure may come from, stored once under its SHA-256 and never changed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from yanbao.core.finding import YanbaoError
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
        """Where the bytes of a digest lie; YanbaoError for what is no digest, which a file may state in its place."""
        if not DIGEST.fullmatch(digest):
            raise YanbaoError(f"{digest[:80]!r} 不是 SHA-256 摘要", str(self.root), "记下它的文件已损坏或被改动，从备份恢复")
        return self.root / digest[:2] / digest

    def keep(self, data: bytes) -> str:
        """Store the bytes unless they are held already; returns their digest."""
        digest = digest_of(data)
        path = self.path(digest)
        if not path.exists():
            replace(path, data)
        return digest

    def read(self, digest: str) -> bytes:
        """The kept bytes; YanbaoError when they are gone or were altered."""
        path = self.path(digest)
        if not path.exists():
            raise YanbaoError("原始文件缺失", str(path), "重新运行 yanbao ingest 导入该文件")
        data = path.read_bytes()
        if digest_of(data) != digest:
            raise YanbaoError("原始文件已被改动，摘要不符", str(path), "从备份恢复该文件，或重新导入")
        return data
