"""What browsers pass over in a style sheet is told at its line; the whole message."""

import pytest

from sipcodes.pages.sheets import faults_of_sheet

SHEET = """/* a sheet */
@layer base {
  h1 { font-size: 1rem; }
  h2 {
    color: var(--color);
    quotes: "{" "}";
  }
  h3 { background: url(data:image/png;base64,x//y); }
}
"""
MISTAKES = [
    ("font-size: 1rem;", "font-size: 1rem color: red;", (3, "a semicolon is missing behind 'font-size' (found `h1 { font-size: 1rem color: red; }`)")),
    ("font-size: 1rem;", "font-size 1rem;", (3, "is no style: `property: value;` or a rule is wanted (found `h1 { font-size 1rem; }`)")),
    ("1rem; }", "1rem;", (3, "`{` is not closed, `}` is wanted")),
    ('"}";\n  }', '"}";', (4, "`{` is not closed, `}` is wanted")),
    ("1rem; }", "1rem; } }", (9, "`}` closes nothing")),
    ("  h1", "  /* h1", (3, "`/*` opens a comment that is not closed")),
    ("a sheet */", "a sheet\n/* of ours */", (1, "`/*` opens a comment that is not closed")),
    ("  h1", "  // h1", (3, "`//` begins no comment in a style sheet, `/* … */` is wanted")),
    ('"{"', '"{', (6, "a quote is not closed")),
    ("data:image/png;base64,x//y", "https://x.example/y.png", (8, "`url(https://x.example/y.png)` loads from elsewhere, which no page may")),
    ("/* a sheet */", '@import "x.css";', (1, '`@import` loads a sheet, a name in STYLES of pages/styles.py is wanted (found `@import "x.css";`)')),
    ('"{"', '"</style>"', (6, "`</` would end the style in a page, `<\\/` is wanted")),
    ("--color", "--colour", (5, "unknown custom property '--colour'; did you mean '--color'?")),
    ("font-size: 1rem;", "font-size: 16;", (3, "`16` has no unit, one such as rem is wanted (found `h1 { font-size: 16; }`)")),
    ("font-size: 1rem;", "font-size: 1,5rem;", (3, "`1,5rem` has a comma, a point is wanted (found `h1 { font-size: 1,5rem; }`)")),
    ("font-size: 1rem;", "font-size: 1 rem;", (3, "`1 rem` has a space before its unit, none is wanted (found `h1 { font-size: 1 rem; }`)")),
    ("font-size: 1rem;", "color: #12345;", (3, "`#12345` is no colour, 3, 4, 6 or 8 hexadecimal digits are (found `h1 { color: #12345; }`)")),
    ("font-size: 1rem;", "color: $red;", (3, "`$red` is of another language, `var(--name)` is wanted (found `h1 { color: $red; }`)")),
    ("font-size: 1rem;", "color: red !importent;", (3, "`!importent` is unknown, `!important` is wanted (found `h1 { color: red !importent; }`)")),
    ('"{" "}"', "\u201ca\u201d", (6, "`\u201c` is a curly quote, a straight one is wanted (found `quotes: \u201ca\u201d;`)")),
    ("h1 {", "h1 > {", (3, "`>` ends a selector, what it leads to is wanted (found `h1 > { font-size: 1rem; }`)")),
]  # fmt: skip


def test_a_right_sheet_has_no_faults() -> None:
    assert faults_of_sheet(SHEET, ("--color",)) == []


@pytest.mark.parametrize(("old", "new", "wanted"), MISTAKES)
def test_a_mistake_in_a_sheet_is_told_once(old: str, new: str, wanted: tuple[int, str]) -> None:
    assert old in SHEET
    assert faults_of_sheet(SHEET.replace(old, new, 1), ("--color",)) == [wanted]
