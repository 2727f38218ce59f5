"""What records and articles owe to one another. Each rule yields its problems; the docstring is the rule."""

from collections.abc import Iterator, Mapping

from sipcodes import addresses
from sipcodes.fields import citation_parts
from sipcodes.markup import Article
from sipcodes.problems import Problem, did_you_mean
from sipcodes.prose_rules import broken_prose
from sipcodes.reference import Prose, Reference
from sipcodes.tables import Table

Tables = Mapping[str, Table]


def broken_rules(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """Yield every problem between the parts of a reference whose parts are each well-formed."""
    for rule in (
        _codes_exist,
        _names_exist,
        _stack_rows_say_one_thing,
        _remarks_differ,
        _pairs_are_unique,
        _header_texts_are_used,
        _every_code_has_flow_and_example,
        _citations_exist,
        _links_lead_somewhere,
    ):
        yield from rule(reference, tables)
    yield from broken_prose(reference)


def _codes_exist(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A code that is named anywhere must be in codes.toml."""
    named: list[tuple[tuple[str | int, ...], int]] = [
        *((("site.toml", "common"), number) for number in reference.settings.common),
        *((("similar.toml", "pair", i, "codes"), n) for i, pair in enumerate(reference.pairs) for n in pair.codes),
        *((("headers.toml", "rules", i, "code"), rule.code) for i, rule in enumerate(reference.header_rules)),
        *((("effects.toml", "effects", i, "code"), n) for i, n in enumerate(reference.effects)),
        *((("stacks.toml", "rows", i, "code"), row.code) for i, row in enumerate(reference.stack_rows) if row.code),
        *((("q850.toml", "to_sip", i, "code"), row.code) for i, row in enumerate(reference.to_sip)),
        *((("q850.toml", "from_sip", i, "code"), row.code) for i, row in enumerate(reference.from_sip)),
        *((("symptoms.toml", key, "codes"), n) for key, symptom in reference.symptoms.items() for n in symptom.codes),
        *((("flows.toml", "codes", str(n)), n) for n in reference.flows.codes),
        *((("examples.toml", "codes", str(n)), n) for n in reference.examples.codes),
    ]
    # an entry with a mistake in it is reported as such; here it counts as being there
    codes = tables["codes.toml"].data
    for (name, *place), number in named:
        other = str(number) in reference.others and name == "stacks.toml"
        if str(number) not in codes and not other:
            hint = did_you_mean(str(number), codes)
            yield tables[str(name)].problem(
                place, f"code {number} is not in codes.toml, a registered code is wanted{hint}"
            )


def _names_exist(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A class, header field or cause that is named must have its entry."""
    for number, code in reference.codes.items():
        if code.category not in tables["categories.toml"].data:
            yield tables["codes.toml"].problem(
                (str(number),), f"{number}: class {code.category} is not in categories.toml, an entry is wanted there"
            )
    for place, rule in enumerate(reference.header_rules):
        if rule.header not in reference.headers:
            hint = did_you_mean(rule.header, reference.headers)
            yield tables["headers.toml"].problem(
                ("rules", place, "header"), f"header '{rule.header}' has no [about.{rule.header}]{hint}"
            )
    for key, rows in (("to_sip", reference.to_sip), ("from_sip", reference.from_sip)):
        for place, mapped in enumerate(rows):
            if mapped.cause not in reference.causes:
                yield tables["q850.toml"].problem((key, place, "cause"), f"cause {mapped.cause} is not in [causes]")


def _stack_rows_say_one_thing(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A row names a stack that has an entry, and says what it says either verbatim or in our words."""
    for place, row in enumerate(reference.stack_rows):
        if row.stack not in reference.stacks:
            hint = did_you_mean(row.stack, reference.stacks)
            yield tables["stacks.toml"].problem(("rows", place, "stack"), f"unknown stack '{row.stack}'{hint}")
        if (row.value is None) == (row.text is None):
            yield tables["stacks.toml"].problem(("rows", place), "either value or text is wanted")


def _remarks_differ(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """No two codes may share a remark: it is the title of the page."""
    for language in reference.languages:
        owners: dict[str, int] = {}
        for number, code in reference.codes.items():
            remark = code.remark[language]
            if remark in owners:
                yield tables["codes.toml"].problem(
                    (str(number), "remark", language),
                    f"{number}: remark.{language} '{remark}' is that of {owners[remark]} too, each is wanted once",
                )
            owners[remark] = number


def _pairs_are_unique(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A pair of similar codes stands once, the lower number first."""
    seen: set[tuple[int, int]] = set()
    for place, pair in enumerate(reference.pairs):
        low, high = pair.codes
        if low >= high:
            yield tables["similar.toml"].problem(("pair", place, "codes"), f"{low}, {high}: the lower first is wanted")
        if pair.codes in seen:
            yield tables["similar.toml"].problem(("pair", place, "codes"), f"{low}, {high}: the pair stands here twice")
        seen.add(pair.codes)


def _header_texts_are_used(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A header field that is explained must go with a code."""
    used = {rule.header for rule in reference.header_rules}
    for header in reference.headers:
        if header not in used:
            yield tables["headers.toml"].problem(
                ("about", header), f"header '{header}' goes with no code, a rule is wanted"
            )


def _every_code_has_flow_and_example(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """Every code has a ladder and an example."""
    for number in reference.codes:
        if number not in reference.flows.codes:
            yield tables["flows.toml"].problem(("codes",), f"code {number} has no flow, one is wanted under [codes]")
        if number not in reference.examples.codes:
            yield tables["examples.toml"].problem(
                ("codes",), f"code {number} has no example, [codes.{number}] is wanted"
            )


def _citations_exist(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """An RFC section that is cited must be in rfcs.toml."""
    for number, code in reference.codes.items():
        for citation in (code.rfc, *code.more, *((code.http.rfc,) if code.http else ())):
            yield from _unknown_section(reference, tables["codes.toml"].problem((str(number),), ""), citation)
    sourced: tuple[tuple[str, str, list[tuple[str, ...]]], ...] = (
        ("headers.toml", "rules", [row.sources for row in reference.header_rules]),
        ("q850.toml", "to_sip", [row.sources for row in reference.to_sip]),
        ("q850.toml", "from_sip", [row.sources for row in reference.from_sip]),
    )
    for name, key, rows in sourced:
        for place, citations in enumerate(rows):
            for citation in citations:
                yield from _unknown_section(reference, tables[name].problem((key, place, "sources"), ""), citation)
    for article in _articles(reference):
        for link in article.links:
            if "rfc-editor.org/rfc/rfc" in link.target:
                rfc, _, section = link.target.rpartition("/rfc")[2].partition("#")
                citation = f"RFC {rfc} §{section.partition('-')[2]}"
                yield from _unknown_section(reference, Problem(article.path, link.line, ""), citation)


def _unknown_section(reference: Reference, place: Problem, citation: str) -> Iterator[Problem]:
    rfc, section = citation_parts(citation)
    known = reference.rfcs.get(int(rfc))
    if known is None:
        yield Problem(place.path, place.line, f"{citation}: RFC {rfc} is not in rfcs.toml, an entry is wanted there")
    elif section not in known.places:
        hint = did_you_mean(section, known.places)
        yield Problem(place.path, place.line, f"{citation}: RFC {rfc} has no section {section}{hint}")


def _links_lead_somewhere(reference: Reference, tables: Tables) -> Iterator[Problem]:
    """A link in the prose leads to https, or to a page and fragment of this site."""
    for language in reference.languages:
        targets = _targets(reference, tables, language)
        for article in _articles(reference, language):
            for link in article.links:
                yield from _dead_link(article, link.target, link.line, targets, language)


def _dead_link(
    article: Article, target: str, line: int, targets: Mapping[str, set[str] | None], language: str
) -> Iterator[Problem]:
    scheme, colon, _ = target.partition(":")
    if colon and scheme.isalpha():
        if scheme != "https":
            yield Problem(article.path, line, f"link '{target}' starts with {scheme}:, https: or a page is wanted")
        return
    address, fragment = addresses.resolve(f"{language}/index.html", target)
    if target.startswith("#"):
        if fragment not in article.ids and fragment not in article.sections:
            yield Problem(
                article.path, line, f"link '{target}': no id '{fragment}' here{did_you_mean(fragment, article.ids)}"
            )
    elif address not in targets:
        yield Problem(article.path, line, f"link '{target}': no page '{address}'{did_you_mean(address, targets)}")
    elif fragment and (ids := targets[address]) is not None and fragment not in ids:
        yield Problem(
            article.path, line, f"link '{target}': no id '{fragment}' on '{address}'{did_you_mean(fragment, ids)}"
        )


def _targets(reference: Reference, tables: Tables, language: str) -> dict[str, set[str] | None]:
    """Return the pages that prose may link to, with their ids where the content decides on these."""

    def page(name: str) -> str:
        return addresses.page(language, name)

    codes, categories = tables["codes.toml"].data, tables["categories.toml"].data
    rows = {f"sip-{number}" for number in codes} | set(categories)
    return {
        **{addresses.code(language, number): set(addresses.SECTIONS) for number in codes},
        **{addresses.page(language, key): set() for key in categories},
        page("index"): rows,
        page("q850"): {f"cause-{cause}" for cause in reference.causes}
        | set(reference.page_prose["q850", language].ids),
        page("other"): {o.id for o in reference.others.values()} | set(reference.page_prose["other", language].ids),
        page("symptoms"): {*reference.symptoms, *reference.page_prose["symptoms", language].ids},
        page("about"): {
            *reference.page_prose["about", language].sections,
            *reference.page_prose["about", language].ids,
        },
        page("print"): None,
        **dict.fromkeys((addresses.START, addresses.ZIP, *addresses.DATA, *map(addresses.single, reference.languages))),
        **{name.format(number): None for number in codes for name in ("sip-{}.html", "sip-{}.json")},
    }


def _articles(reference: Reference, language: str | None = None) -> Iterator[Article]:
    everything: tuple[Prose, ...] = (
        reference.code_prose,
        reference.category_prose,
        reference.symptom_prose,
        reference.page_prose,
    )
    for prose in everything:
        for (_, written), article in prose.items():
            if language in (None, written):
                yield article
