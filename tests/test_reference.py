"""docs/reference.md says what the code says; `make docs` writes it anew."""

from pathlib import Path

import pytest
from tools.reference import TARGET, main, reference


def test_the_reference_is_true_of_the_code() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("elsewhere.md", 2)])
def test_asking_the_tool_for_help_writes_nothing(argument: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.reference.reference", lambda: pytest.fail("it was written"))
    with pytest.raises(SystemExit) as left:
        main([argument])
    assert left.value.code == code


def test_links_between_the_documents_lead_somewhere() -> None:
    import re

    root = Path(__file__).parent.parent
    for name in ("README.md", "README.zh-CN.md", "docs/adding.md", "docs/notes.md", "docs/tour.md", "docs/terminals.md"):
        page = root / name
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{name} links to {target}"
