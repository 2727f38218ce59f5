"""The contract of the search index: what search_index.py writes and templates/scripts/search/ reads, by name.

Per kind of answer there is a column for each field, a string of the texts of all rows: like beside like in plain text
compresses best. `python -m sipcodes.data.search_columns` says the same to TypeScript; a test fails when
`templates/scripts/types.d.ts` is not what it says.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple, TypedDict, get_type_hints

from sipcodes.content.search_words import Labels, Signs

ROW, TEXT = "~", "|"
"""What stands between the rows of a column, and between the texts of one row."""

Columns = dict[str, str]
"""By field, the texts of all rows."""


class CodeRow(NamedTuple):
    """A registered code."""

    number: Annotated[str, "its three digits"]
    phrase: Annotated[str, "its reason phrase"]
    former: Annotated[str, "texts: old, variant and wrong phrases"]
    remark: Annotated[str, "what it means, in a few words of the language"]
    own: Annotated[str, "texts of compared words: what people type, in the language"]
    cited: Annotated[str, "texts: places in RFCs, `3262 3`, in RFC 3261 `21.4.24`; the first defines it"]


class ClassRow(NamedTuple):
    """A class of codes."""

    code: Annotated[str, "`4xx`"]
    phrase: Annotated[str, "its name in RFC 3261"]
    remark: Annotated[str, "its name in the language"]
    own: Annotated[str, "as of a code"]
    other: Annotated[str, "texts of compared words: what people type in other languages"]
    cited: Annotated[str, "as of a code"]
    unknown: Annotated[str, "the code as which one of this class is treated that nobody knows (RFC 3261 §8.1.3.2)"]


class OtherRow(NamedTuple):
    """A code that is not registered."""

    number: Annotated[str, "the number as it is shown"]
    code: Annotated[str, "its key"]
    phrase: Annotated[str, "its phrase, or nothing"]
    former: Annotated[str, "as of a code"]
    remark: Annotated[str, "as of a code"]
    own: Annotated[str, "as of a code"]
    cited: Annotated[str, "as of a code"]


class CauseRow(NamedTuple):
    """A cause of Q.850."""

    number: Annotated[str, "1 to 127"]
    phrase: Annotated[str, "its name in Q.850"]
    former: Annotated[str, "texts: what programs call it"]
    remark: Annotated[str, "what it means, in the language"]
    own: Annotated[str, "as of a code"]
    codes: Annotated[str, "the codes it leads to, likeliest first, with spaces between; after `=` if no RFC tells them"]


class SymptomRow(NamedTuple):
    """A complaint."""

    key: Annotated[str, "`no-sound` of the page `symptom-no-sound.html`"]
    phrase: Annotated[str, "its title, in the language"]
    own: Annotated[str, "as of a code"]
    codes: Annotated[str, "as of a cause"]


class MoreOfCode(NamedTuple):
    """What else leads to a code."""

    printed: Annotated[str, "texts: what programs print beside it"]
    own: Annotated[str, "as of a code: more of them"]


class MoreOfOther(NamedTuple):
    """What else leads to a code that is not registered, or to a cause: of these nothing is learned."""

    other: Annotated[str, "texts of compared words: what people type in other languages"]


class LearnedModel(TypedDict):
    """What the search has learned, `content/learned.<language>.tsv`: which roots speak for which answers."""

    answers: Annotated[str, "codes of answers, the one of whom most speak first, with spaces between"]
    letters: Annotated[str, "the letter of each answer"]
    roots: Annotated[
        str,
        "roots and their pieces, sorted: how many letters are those of the one before, A for none, and the others",
    ]
    pairs: Annotated[
        str, "two roots that stand near, four letters each: the place of either by 64, and what is left, 0 for none"
    ]
    speaks: Annotated[
        str, "of each root, piece and pair the letters of the answers it speaks for or against, with spaces between"
    ]
    much: Annotated[str, "of each letter of `speaks` how much, as a letter: m is nothing, n a little for, l against"]


class SearchIndex(TypedDict):
    """What `window.sipIndex` holds, for the pages of one language."""

    codes: Annotated[Columns, CodeRow]
    classes: Annotated[Columns, ClassRow]
    others: Annotated[Columns, OtherRow]
    causes: Annotated[Columns, CauseRow]
    symptoms: Annotated[Columns, SymptomRow]
    warnings: Annotated[str, "the lowest and the highest warning, then the codes that carry them, with spaces between"]
    deciding: Annotated[str, "texts `Allow=405`: header fields and option tags, and their codes"]
    obsolete: Annotated[str, "texts `2543=100 180`: RFCs that newer ones replaced, and their codes"]
    passing: Annotated[str, "texts: header fields that lead nowhere"]
    labels: Annotated[dict[str, str], Labels]
    overview: Annotated[str, "the name of the page of all codes"]
    complaints: Annotated[str, "the name of the page of complaints"]
    unregistered: Annotated[str, "the name of the page of other numbers"]
    common: Annotated[str, "codes, the commonest first, with spaces between"]
    signs: Annotated[dict[str, str], Signs]
    stop: Annotated[str, "words that say nothing about what is looked for, with spaces between"]
    alike: Annotated[str, "texts: words for the same thing, with spaces between"]
    services: Annotated[
        str, "texts `caller-id=30 31`: symptoms, and what is keyed in between * and # for their services"
    ]
    complaining: Annotated[str, "words by which somebody complains, with spaces between"]
    bearing: Annotated[str, "stop words that say who and which way, with spaces between"]
    separable: Annotated[str, "parts of verbs that may stand alone behind them, with spaces between"]
    verdicts: Annotated[str, "of each code its verdict, in order, with spaces between"]
    told: Annotated[
        str,
        "texts `path=Cause along the route`: what verdicts and the group of `codes` are called, and what was `read`",
    ]


class MoreIndex(TypedDict):
    """What `window.sipMore` holds: what only pastes and rare words need. Its rows are those of the index, in order."""

    codes: Annotated[Columns, MoreOfCode]
    others: Annotated[Columns, MoreOfOther]
    causes: Annotated[Columns, MoreOfOther]
    names: Annotated[str, "texts `NAME=487 603`: names that programs print for causes, and their codes"]
    numbers: Annotated[str, "texts `510559=403`: numbers that products show beside a code, and their codes"]
    prints: Annotated[str, "texts `No … found=403`: what programs print, `…` for what varies, and the code or symptom"]
    learned: Annotated[dict[str, str], LearnedModel]


def columns(kind: type[tuple[str, ...]], rows: Iterable[Sequence[str]]) -> Columns:
    """Return a column for each field of a kind of row; no text may hold `ROW`, which would make two rows of one."""
    rows = list(rows)
    broken = [text for row in rows for text in row if ROW in text]
    if broken:
        raise ValueError(f"a text without {ROW!r} is wanted in the search index (found {broken[0]!r})")
    return {name: ROW.join(row[place] for row in rows) for place, name in enumerate(_about(kind))}


def types() -> str:
    """Return the contract as TypeScript declares it."""
    interfaces: dict[str, str] = {}
    for index in (SearchIndex, MoreIndex):
        fields = []
        for name, about in _about(index).items():
            if isinstance(about, str):
                fields.append((name, "string", about))
                continue
            interfaces.setdefault(
                about.__name__, _interface(about, [(n, "string", a) for n, a in _about(about).items()])
            )
            kind = f"Columns<{about.__name__}>" if issubclass(about, tuple) else about.__name__
            fields.append((name, kind, about.__doc__ or ""))
        interfaces[index.__name__] = _interface(index, fields)
    return "\n".join([_HEAD, *interfaces.values(), _GLOBAL])


def _about(kind: type) -> dict[str, str | type]:
    """Return what is said about each field."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint.__metadata__[-1] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


def _interface(kind: type, fields: Iterable[tuple[str, str, object]]) -> str:
    lines = [f"  /** {about} */\n  {name}: {hint};\n" for name, hint, about in fields]
    return f"/** {kind.__doc__} */\nexport interface {kind.__name__} {{\n{''.join(lines)}}}\n"


_HEAD = f"""\
// The index of the search as sipcodes/data/search_columns.py declares it.
// Made by: .venv/bin/python -m sipcodes.data.search_columns > templates/scripts/types.d.ts

/** By field, the texts of all rows with `{ROW}` between. Texts of one row have `{TEXT}` between. */
export type Columns<Row> = {{ [Field in keyof Row]: string }};
"""
_GLOBAL = """\
declare global {
  interface Window {
    /** set by the script of the index, which the page loads on first use */
    sipIndex?: SearchIndex;
    /** set by the script of the rest, which the page loads when the index has no certain answer */
    sipMore?: MoreIndex;
  }
}
"""

if __name__ == "__main__":
    print(types(), end="")  # noqa: T201 - a command speaks by printing
