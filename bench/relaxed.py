"""Runs a module of the program with made-up content: numbers beyond 699, and pages that may outgrow their budget.

`python -m bench.relaxed build` or `python -m bench.relaxed bench.pages_only`. Nothing else is relaxed.
"""

import runpy
import sys

from bench.made_up import STEP
from sipcodes.content import fields

fields.HIGHEST = sys.maxsize  # before what is declared by it

from sipcodes.checks import page  # noqa: E402 - as above
from sipcodes.content import records, reference  # noqa: E402


def category_of(number: int) -> str:
    """Return the class of a code, or of that which it is a copy of."""
    return f"{number % STEP // 100}xx"


if __name__ == "__main__":
    page.BUDGET = sys.maxsize
    for module in (records, reference):
        setattr(module, "category_of", category_of)  # noqa: B010 - each uses it by its own name
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
