"""Records name one another by code, header field and cause: what is named must be there, and once."""

from collections.abc import Iterator

from sipcodes.content.load import Loaded
from sipcodes.content.toml_lines import Location
from sipcodes.problems import Problem, did_you_mean


def codes_exist(loaded: Loaded) -> Iterator[Problem]:
    """A code that is named anywhere must be in codes.toml."""
    codes, tables = loaded.known("codes.toml"), loaded.tables
    for name, place, number in _named(loaded):
        if str(number) not in codes:
            hint = did_you_mean(str(number), codes)
            message = f"code {number} is not in codes.toml, a registered code is wanted{hint}"
            yield tables[name].problem(place, message)


_ROWS = (
    ("similar.toml", "pair", "codes"),
    ("headers.toml", "rules", "code"),
    ("effects.toml", "effects", "code"),
    ("q850.toml", "to_sip", "code"),
    ("q850.toml", "from_sip", "code"),
)
"""Arrays of tables that name codes, and the field in which they do."""


def _named(loaded: Loaded) -> Iterator[tuple[str, Location, int]]:
    """Yield file, place and number of every code that content names."""
    for number in loaded.reference.settings.common:
        yield "site.toml", ("common",), number
    for name, key, field in _ROWS:
        rows = loaded.tables[name].data.get(key)
        for place, row in enumerate(rows if isinstance(rows, list) else ()):
            yield from ((name, (key, place, field), number) for number in _numbers(row, field))
    for name in ("symptoms.toml", "warnings.toml"):
        for key, entry in loaded.tables[name].data.items():
            yield from ((name, (key, "codes"), number) for number in _numbers(entry, "codes"))
    for name in ("flows.toml", "examples.toml"):
        keys = loaded.tables[name].part("codes")
        yield from ((name, ("codes", key), int(key)) for key in keys if key.isdecimal())


def _numbers(row: object, field: str) -> list[int]:
    """Return the codes in a field of a row as it was read; what is no code is reported as such."""
    value = row.get(field) if isinstance(row, dict) else None
    return [number for number in (value if isinstance(value, list) else [value]) if isinstance(number, int)]


def names_exist(loaded: Loaded) -> Iterator[Problem]:
    """A class, header field or cause that is named must have its entry."""
    tables = loaded.tables
    for number, code in loaded.reference.codes.items():
        if code.category not in tables["categories.toml"].data and str(number) not in loaded.misnamed:
            yield code.problem(
                (), f"{number}: class {code.category} is not in categories.toml, an entry is wanted there"
            )
    headers = tables["headers.toml"].part("about")
    for rule in loaded.reference.header_rules:
        if rule.header not in headers:
            hint = did_you_mean(rule.header, headers)
            yield rule.problem(("header",), f"header '{rule.header}' has no [about.{rule.header}]{hint}")
    causes = tables["q850.toml"].part("causes")
    for mapped in (*loaded.reference.to_sip, *loaded.reference.from_sip):
        if str(mapped.cause) not in causes:
            yield mapped.problem(("cause",), f"cause {mapped.cause} is not in [causes]")


def remarks_differ(loaded: Loaded) -> Iterator[Problem]:
    """No two codes may share a remark: it is the title of the page."""
    for language in loaded.reference.languages:
        owners: dict[str, int] = {}
        for number, code in loaded.reference.codes.items():
            remark = code.remark[language]
            if remark in owners:
                yield code.problem(
                    ("remark", language),
                    f"{number}: remark.{language} '{remark}' is that of {owners[remark]} too, each is wanted once",
                )
            owners[remark] = number


def pairs_are_unique(loaded: Loaded) -> Iterator[Problem]:
    """A pair of similar codes stands once, the lower number first."""
    seen: set[tuple[int, int]] = set()
    for pair in loaded.reference.pairs:
        low, high = pair.codes
        if low >= high:
            yield pair.problem(("codes",), f"{low}, {high}: the lower first is wanted")
        if pair.codes in seen:
            yield pair.problem(("codes",), f"{low}, {high}: the pair stands here twice")
        seen.add(pair.codes)


def header_texts_are_used(loaded: Loaded) -> Iterator[Problem]:
    """A header field that is explained must go with a code."""
    if "headers.toml" in loaded.broken:
        return
    used = {rule.header for rule in loaded.reference.header_rules}
    for header, about in loaded.reference.headers.items():
        if header not in used:
            yield about.problem((), f"header '{header}' goes with no code, a rule is wanted")


RULES = (
    codes_exist,
    names_exist,
    remarks_differ,
    pairs_are_unique,
    header_texts_are_used,
)
