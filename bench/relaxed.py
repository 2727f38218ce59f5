"""Runs a module of the program with made-up content: numbers beyond 699, and pages that may outgrow their budget.

`python -m bench.relaxed build` or `python -m bench.relaxed bench.pages_only`. Nothing else is relaxed.
"""

import runpy
import sys

from bench.made_up import STEP
from sipcodes.checks import page
from sipcodes.content import fields, records, reference
from sipcodes.data import schema


def category_of(number: int) -> str:
    """Return the class of a code, or of that which it is a copy of."""
    return f"{number % STEP // 100}xx"


if __name__ == "__main__":
    fields.HIGHEST = sys.maxsize
    page.BUDGET = sys.maxsize
    for module in (records, reference):
        setattr(module, "category_of", category_of)  # noqa: B010 - each uses it by its own name
    for kind in (schema.CodeData, schema.CodeFile, schema.CodesFile):
        if "number" in kind.model_fields:
            kind.model_fields["number"].metadata.clear()
        kind.model_rebuild(force=True)
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
