"""The manifest: what an issue was made from and the SHA-256 of everything it consists of."""

from __future__ import annotations

import json
from collections.abc import Mapping

from yanbao.report.blocks import Issue
from yanbao.store.catalog import Catalog
from yanbao.store.raw import digest_of


def manifest(issue: Issue, files: Mapping[str, bytes], catalog: Catalog) -> bytes:
    """``manifest.json``: issue, as of when, outputs by digest, and the kept files the warehouse held, by digest."""
    data = {
        "issue": {
            "sector": issue.sector_key,
            "week": issue.week.key,
            "as_of": issue.as_of.isoformat(),
            "yanbao": issue.version,
        },
        "files": {name: {"sha256": digest_of(content), "bytes": len(content)} for name, content in sorted(files.items())},
        "inputs": [
            {"name": kept.name, "source": kept.source, "sha256": kept.digest, "known": kept.known}
            for kept in sorted(catalog.current(), key=lambda kept: kept.name)
            if kept.digest
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
