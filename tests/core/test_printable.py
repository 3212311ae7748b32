"""Text from outside: what cannot be seen becomes visible, and nothing moves."""

import pytest

from yanbao.core.printable import printable


@pytest.mark.parametrize(
    "mark",
    ["\x00", "\x07", "\x1b", "\x9b", "\ud800", "\u202e", "\u2066", "\u200f", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"],
)
def test_what_commands_a_terminal_or_turns_the_reading_is_shown(mark: str) -> None:
    assert printable(f"增长{mark}12.5%") == "增长�12.5%"


def test_ordinary_text_stays() -> None:
    text = "第一行\r\n\t火箭🚀 𠮷 é\ue000\ufffd 12.5%\u3000完"
    assert printable(text) == text
