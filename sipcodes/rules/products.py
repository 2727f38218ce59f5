"""A claim about a product says what, when and where it can be read."""

from collections.abc import Iterator

from sipcodes.content.load import Loaded
from sipcodes.content.products import Print, Product, ProductRow
from sipcodes.problems import Problem, did_you_mean

_OURS = {"makes", "number"}
"""Kinds of row that mean nothing without their condition."""


def rows_say_what_and_when(loaded: Loaded) -> Iterator[Problem]:
    """A row has the product's own word for the code; where the product decides by itself, its condition."""
    for row in loaded.reference.product_rows:
        if row.kind in _OURS and row.when is None:
            yield row.problem((), f"a row that {row.kind} says when: the condition, its setting and default are wanted")
        if (row.kind == "makes") == (row.value is not None):
            wanted = "a phrase or none, no value" if row.kind == "makes" else "a value, verbatim"
            yield row.problem((), f"a row of kind '{row.kind}' has {wanted}")
    for claim in _claims(loaded):
        for language, text in (claim.when or {}).items():
            if text.endswith("."):
                yield claim.problem(("when", language), f"'{text}' ends in a full stop, a clause is wanted")


def names_stand_once(loaded: Loaded) -> Iterator[Problem]:
    """A product has a file of its own, and a name that no other has."""
    first: dict[str, Product] = {}
    for product in loaded.reference.products.values():
        other = first.setdefault(product.name.casefold(), product)
        if other is not product:
            message = f"'{product.name}' is the name in products/{other.key}.toml too, each is wanted once"
            yield product.problem(("name",), message)


def _claims(loaded: Loaded) -> tuple[ProductRow | Print, ...]:
    return (*loaded.reference.product_rows, *loaded.reference.prints)


def codes_and_causes_exist(loaded: Loaded) -> Iterator[Problem]:
    """What a product has a word for is a code, one of other.toml, or a symptom; a cause is in q850.toml."""
    codes = loaded.known("codes.toml") | loaded.known("other.toml")
    causes = loaded.tables["q850.toml"].part("causes")
    symptoms = loaded.known("symptoms.toml")
    for claim in _claims(loaded):
        if claim.code is not None and str(claim.code) not in codes:
            hint = did_you_mean(str(claim.code), codes)
            yield claim.problem(("code",), f"code {claim.code} is in neither codes.toml nor other.toml{hint}")
    for row in loaded.reference.product_rows:
        if row.cause is not None and str(row.cause) not in causes:
            yield row.problem(("cause",), f"cause {row.cause} is not in [causes] of q850.toml")
    for printed in loaded.reference.prints:
        if (printed.code is None) == (printed.symptom is None):
            yield printed.problem((), "a print stands for a code or for a symptom: one of both is wanted")
        elif printed.symptom is not None and printed.symptom not in symptoms:
            hint = did_you_mean(printed.symptom, symptoms)
            yield printed.problem(("symptom",), f"symptom '{printed.symptom}' is not in symptoms.toml{hint}")


def sources_can_be_read(loaded: Loaded) -> Iterator[Problem]:
    """A path with lines is one in a repository at a tag."""
    for product in loaded.reference.products.values():
        if (product.repository is None) != (product.tag is None):
            yield product.problem((), "a repository and its tag go together")
    for claim in _claims(loaded):
        owner = loaded.reference.products.get(claim.product)
        if owner and owner.repository is None and not claim.source.startswith("https://"):
            yield claim.problem(("source",), f"'{claim.source}' is in no repository, an https address is wanted")


RULES = (names_stand_once, rows_say_what_and_when, codes_and_causes_exist, sources_can_be_read)
