"""What the tables owe to one another and to their readers: each mistake is told at its line, the whole message."""

import re
from pathlib import Path

import pytest
from breaking import line_of, problems, replace

CODES, SEARCH, PRODUCT = "codes.toml", "search.toml", "products/freeswitch.toml"
NO_487 = "code 487 is not in codes.toml, a registered code is wanted; did you mean '486'?"
ALLOW = '[about.Allow]\ntells.nl = "wat mag"\ntells.en = "what is allowed"\n\n[[rules]]'
PAIR = '[[pair]]\ncodes = [486, 600]\ndifference.nl = "486 is een toestel."\ndifference.en = "486 is one phone."\n\n[[pair]]'
TWICE = '[[effects]]\ncode = 486\nscope = "dialog"\nsource = "RFC 5057 §5.1"\n\n[[effects]]'
MEANING = '"De gebelde is al in gesprek."'
VERDICT = 'verdict = "choice"'
PATHS = ((12, "endpoints/mod_sofia/sofia_glue.c#L10"), (19, "endpoints/mod_sofia/sofia_reg.c#L10-L20"))

CASES: list[tuple[str, str, str, list[str]]] = [
    ("site.toml", "[404, 486]", "[404, 487]", [f"8: {NO_487}"]),
    ("headers.toml", "code = 486", "code = 487", [f"2: {NO_487}"]),
    ("effects.toml", "code = 486", "code = 487", [f"2: {NO_487}"]),
    ("q850.toml", "cause = 17\ncode = 486", "cause = 17\ncode = 487", [f"11: {NO_487}"]),
    ("q850.toml", "code = 486\ncause = 17", "code = 487\ncause = 17", [f"15: {NO_487}"]),
    ("q850.toml", "code = 486\ncause = 17", "code = 486\ncause = 18", ["16: cause 18 is not in [causes]"]),
    ("warnings.toml", "[486]", "[487]", [f"2: {NO_487}"]),
    ("symptoms.toml", "[486]", "[486, 487]", [f"6: {NO_487}"]),
    ("headers.toml", "[[rules]]", ALLOW, ["1: header 'Allow' goes with no code, a rule is wanted"]),
    ("headers.toml", "[[rules]]\ncode = 486\nheader", f"{ALLOW}\ncode = 486\nhaeder", ["7: rules 1: unknown key 'haeder'; did you mean 'header'?"]),
    ("similar.toml", "[[pair]]", PAIR, ["7: 486, 600: the pair stands here twice"]),
    ("similar.toml", "[486, 600]", "[486, 486]", ["2: 486, 486: the lower first is wanted"]),
    (CODES, VERDICT, f"{VERDICT}\ndeprecated = true", ["24: 486: deprecated: false is what registry.toml says"]),
    ("similar.toml", "[[pair]]", "[pair]", ["1: pair: an array of tables, '[[pair]]', is wanted"]),
    ("effects.toml", "[[effects]]", TWICE, ["7: code 486 stands here twice, once is wanted"]),
    ("registry.toml", "updated = 2026-01-07", "updated = 2026-07-21", []),
    (SEARCH, "common = [486]", "common = [486, 486]", ["1: code 486 stands here twice, once is wanted"]),
    (SEARCH, "common = [486]", "\ncommon = [487]", [f"2: {NO_487}"]),
    (SEARCH, '"Retry-After" = [486]', '"Retry-After" = [409, 487]', [f"10: {NO_487}"]),
    (SEARCH, "2543 = [404, 486]", "2543 = [404, 486, 404]", ["13: code 404 stands here twice, once is wanted"]),
    (SEARCH, '4xx = ["v', '5xx = ["x", "y"]\n4xx = ["v', ["18: class 5xx is not in categories.toml, an entry is wanted there; did you mean '6xx'?"]),
    (SEARCH, "[services]", '[services]\nalways-bsy = ["x"]', ["16: symptom always-bsy is not in symptoms.toml, an entry is wanted there; did you mean 'always-busy'?"]),
    (SEARCH, "[services]", '[services]\nalways-busy = ["x"]', []),
    (SEARCH, 'neutral = ["sip"]', 'neutral = ["s|p"]', ["3: '|' (in 's|p') separates texts in the search, none is wanted"]),
    (CODES, 'words.nl = ["bezet"]', 'words.nl = ["be~zet"]', ["30: '~' (in 'be~zet') separates texts in the search, none is wanted"]),
    ("symptoms.toml", '"busy every time"', '"busy|full"', ["9: '|' (in 'busy|full') separates texts in the search, none is wanted"]),
    (PRODUCT, "geen lijn vrij", "geen lijn vrij.", ["32: 'er is geen lijn vrij.' ends in a full stop, a clause is wanted"]),
    (PRODUCT, 'kind = "makes"', 'kind = "makes"\nvalue = "404"', ["15: a row of kind 'makes' has a phrase or none, no value"]),
    (PRODUCT, 'kind = "received"', 'kind = "number"', ["6: a row that number says when: the condition, its setting and default are wanted"]),
    (PRODUCT, 'kind = "makes"', 'kind = "sent"', ["15: a row of kind 'sent' has a value, verbatim"]),
    (PRODUCT, 'symptom = "always-busy"', 'symptom = "always-busy"\ncode = 486', ["29: a print stands for a code or for a symptom: one of both is wanted"]),
    (PRODUCT, 'USER_BUSY]"\ncode = 486', 'USER_BUSY]"\ncode = 487', ["24: code 487 is in neither codes.toml nor other.toml; did you mean '486'?"]),
    (PRODUCT, "code = 486\nkind", "code = 409\nkind", []),
    (
        PRODUCT,
        'repository = "signalwire/freeswitch"\n',
        "",
        [
            "1: a repository and its tag go together",
            *(f"{line}: 'src/mod/{path}' is in no repository, an https address is wanted" for line, path in PATHS),
            "26: 'src/switch_channel.c#L5' is in no repository, an https address is wanted",
        ],
    ),
    ("rfcs.toml", "year = 2002", "year = 202", ["3: 3261: year: greater than or equal to 1969 is wanted (found 202)"]),
    (CODES, '"toestel in gesprek"', '"bezet"', ["26: 486: remark.nl has 1 word, 2 to 8 are wanted"]),
    (CODES, '"toestel in gesprek"', '"een twee drie vier vijf zes zeven acht"', []),
    (CODES, '"toestel in gesprek"', '"een twee"', []),
    (CODES, MEANING, '"De gebelde is in gesprek"', ["28: 486: meaning.nl has 0 sentences, 1 to 3 are wanted"]),
    (CODES, MEANING, '"Een. Twee! Drie? Vier."', ["28: 486: meaning.nl has 4 sentences, 1 to 3 are wanted"]),
    (CODES, MEANING, '"Een. Twee! Versie 1.2."', []),
    (CODES, VERDICT, f'{VERDICT}\nfault.nl = "Een. Twee. Drie."\nfault.en = "One. Two."', ["24: 486: fault.nl has 3 sentences, 1 to 2 are wanted"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "wanted"), CASES)
def test_a_mistake_in_a_table_is_told_at_its_line(
    project: Path, file: str, old: str, new: str, wanted: list[str]
) -> None:
    replace(project / file, old, new)
    assert problems(project) == [f"{file}:{line}" for line in wanted]


MORE = 'more.nl = "Meer over {name}"'


@pytest.mark.parametrize(
    ("new", "below", "wanted"),
    [("", 0, "language 'nl' is missing"), (f'{MORE}\nmore.fr = "Plus"', 1, "unknown language 'fr'")],
)
def test_the_words_of_the_pages_are_in_each_language(project: Path, new: str, below: int, wanted: str) -> None:
    path = project / "ui.toml"
    line = line_of(path, MORE) + below
    replace(path, f"{MORE}\n", f"{new}\n".lstrip())
    assert problems(project) == [f"ui.toml:{line}: overview.more: {wanted}"]


PARTS = {
    "flows.toml": ("participants", "sentences", "flows", "codes"),
    "examples.toml": ("requests", "codes"),
    "headers.toml": ("about", "[rules]"),
    "q850.toml": ("causes", "[to_sip]", "[from_sip]"),
    "similar.toml": ("[pair]",),
    "effects.toml": ("[effects]",),
    PRODUCT: ("[rows]", "[prints]"),
}


@pytest.mark.parametrize(("file", "part"), [(file, part) for file, parts in PARTS.items() for part in parts])
@pytest.mark.parametrize("value", ["3", '"text"', "[3]"])
def test_what_stands_in_the_place_of_a_part_is_told(project: Path, file: str, part: str, value: str) -> None:
    path, key = project / file, part.strip("[]")
    others = re.sub(rf"^(\[+){key}\b", r"\1others", path.read_text(), flags=re.MULTILINE)
    path.write_text(f"{key} = {value}\n{others}")
    if part == key:
        wanted = f"{file}:1: {key}: a table is wanted"
    elif value == "[3]":
        wanted = f"{file}:1: {key} 1: a table is wanted (found 3)"
    else:
        wanted = f"{file}:1: {key}: an array of tables, '[[{key}]]', is wanted"
    assert wanted in problems(project)
