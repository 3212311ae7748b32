"""docs/reference.md says what the code says; `make docs` writes it anew."""

from pathlib import Path

from tools.reference import TARGET, reference


def test_the_reference_is_true_of_the_code() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_links_between_the_documents_lead_somewhere() -> None:
    import re

    root = Path(__file__).parent.parent
    for name in ("README.md", "README.zh-CN.md", "docs/adding.md", "docs/notes.md", "docs/tour.md"):
        page = root / name
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{name} links to {target}"
