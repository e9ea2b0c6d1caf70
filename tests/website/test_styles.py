"""The style sheets: one place for colours and sizes, logical sides only, enough contrast in both themes."""

import re
from pathlib import Path

import pytest

import convivia.website

FOLDER = Path(convivia.website.__file__).parent / "static" / "convivia" / "css"
TOKENS = (FOLDER / "tokens.css").read_text()
RULES = "".join(file.read_text() for file in sorted(FOLDER.glob("*.css")) if file.stem not in {"tokens", "print"})
REMARK = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
HUES = ("commitment", "lens", "voice", "horizon", "welcome", "equality")


def block(start):
    """Return the tokens of the block that begins with `start`."""
    found = TOKENS.index(start) + len(start)
    return dict(TOKEN.findall(TOKENS[found : TOKENS.index("}", found)]))


LIGHT = block(":root {")
DARK = LIGHT | block("@media (prefers-color-scheme: dark) {\n  :root {")


def test_the_dark_theme_is_said_twice_in_the_same_words():
    assert block("@media (prefers-color-scheme: dark) {\n  :root {") == block('[data-theme="dark"] {')


def test_only_the_tokens_name_colours_sizes_and_durations():
    rules = REMARK.sub("", RULES)
    rules = re.sub(r"@media[^{]+\{", "{", rules)
    rules = re.sub(r"(?:inline|block)-size: 1px", "", rules)  # what is hidden from eyes
    rules = re.sub(r"--hue-\w+: #\w+;", "", rules)
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb\(|\b\d*\.?\d+(?:px|rem|ms|s)\b", rules) == []


def test_every_token_that_is_used_exists():
    own = set(re.findall(r"(--[\w-]+):", RULES))
    assert set(re.findall(r"var\((--[\w-]+)", RULES + TOKENS)) - set(LIGHT) - own == set()


def test_every_token_is_used():
    everything = RULES + TOKENS
    assert [name for name in LIGHT if f"var({name})" not in everything] == []


def test_sides_are_logical_so_that_the_layout_mirrors():
    rules = re.sub(r"@media[^{]+\{", "{", REMARK.sub("", RULES))
    physical = (
        r"\b(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|[{;\s](?:left|right|top|bottom|width|height):"
    )
    assert re.findall(physical, rules) == []
    assert re.findall(r"text-align: (?:left|right)|float: (?:left|right)|(?:min|max)-(?:width|height):", rules) == []


def luminance(colour):
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two colours (WCAG 2.2), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    def test_reading_text(self, theme):
        for ground in ("--paper", "--raised", "--sunk", "--note", "--warn", "--mark-ground"):
            assert contrast(theme["--ink"], theme[ground]) >= 7, ground

    def test_other_text(self, theme):
        pairs = [
            ("--ink-soft", "--paper"), ("--ink-soft", "--sunk"), ("--ink-soft", "--raised"), ("--accent", "--paper"),
            ("--accent", "--sunk"), ("--accent", "--note"), ("--accent", "--warn"),
            ("--accent-strong", "--accent-soft"),
            ("--on-accent", "--accent"), ("--on-accent", "--accent-strong"), ("--band-ink", "--band"),
            ("--band-soft", "--band"), ("--ink-soft", "--sea"), ("--accent", "--mark-ground"),
            ("--accent-strong", "--mark-ground"), ("--ink-soft", "--accent-soft"),
        ]  # fmt: skip
        assert {pair: ratio for pair in pairs if (ratio := contrast(theme[pair[0]], theme[pair[1]])) < 4.5} == {}

    def test_shapes(self, theme):
        pairs = [(f"--hue-{hue}", "--paper") for hue in HUES]
        pairs += [(f"--hue-{hue}", "--accent-soft") for hue in HUES]
        pairs += [
            ("--line-strong", "--paper"),
            ("--line-strong", "--raised"),
            ("--pin", "--land"),
            ("--pin", "--shore"),
        ]
        pairs += [("--focus-ring", "--paper"), ("--note-line", "--note"), ("--warn-line", "--warn")]
        assert {pair: ratio for pair in pairs if (ratio := contrast(theme[pair[0]], theme[pair[1]])) < 3} == {}
