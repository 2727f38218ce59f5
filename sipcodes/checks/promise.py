"""The promise on addresses: what was ever published stays answered.

`content/published.txt` lists every address and fragment that a release had, one a line, sorted; a release adds what is
new. `content/redirects.toml` says where an old one leads now. No promise are: files named by their content, those
compressed ahead, rules for hosts, and the fragments of the one-file copies, which follow from those of the pages.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sipcodes.artifact import Artifact
from sipcodes.checks.parsed import Facts
from sipcodes.content.toml import Table, read_table, read_text
from sipcodes.memo import Memo
from sipcodes.problems import Problem, did_you_mean

Promises = Mapping[str, tuple[str, ...]]
"""Every address of a site that is a promise, each with its fragments."""

PUBLISHED = "published.txt"
REDIRECTS = "redirects.toml"
_HEAD = (
    "# Every address and fragment that a release ever had. `make release` adds new ones; nothing is ever taken out.\n"
)


@dataclass(frozen=True)
class Promise:
    """What was published, each with its line, and where old addresses lead now."""

    path: Path
    published: Mapping[str, int]
    table: Table
    redirects: Mapping[str, str]


def read_promise(content: Path, problems: list[Problem], memo: Memo) -> Promise:
    """Read both files; what is wrong with them lands in `problems`."""
    path = content / PUBLISHED
    text = read_text(path, problems)
    published, faults = memo(listed, _HEAD if text is None else text)
    problems += [Problem(path, number, message) for number, message in faults]
    table = read_table(content / REDIRECTS, problems, memo)
    redirects = {}
    for old, new in table.data.items():
        if isinstance(new, str):
            redirects[old] = new
        else:
            problems.append(table.problem((old,), f"'{old}': an address is wanted (found {new!r})"))
    return Promise(path, published, table, redirects)


def listed(text: str) -> tuple[Mapping[str, int], list[tuple[int, str]]]:
    """Return every address of a list with its line, and what is wrong with the list: line and message."""
    lines = [(line, number) for number, line in enumerate(text.splitlines(), 1)]
    found = [(line, number) for line, number in lines if line and not line.startswith("#")]
    faults = [] if text.strip() else [(1, "is empty, a list of what was published is wanted")]
    faults += [
        (number, f"'{after}' stands after '{line}', sorted lines are wanted, each once")
        for (line, _), (after, number) in pairwise(found)
        if after <= line
    ]
    return dict(found), faults


def promised(artifacts: Iterable[Artifact], facts: Mapping[str, Facts]) -> Promises:
    """Return what a site promises; pages that answer for moved ones are no new promise."""
    there = {artifact.address: artifact for artifact in artifacts if artifact.kind.promised}
    return {name: facts[name].promised if name in facts else () for name in there}


def lines(found: Promises) -> Iterator[str]:
    """Yield addresses and fragments as published.txt has them."""
    for address, ids in found.items():
        yield address
        yield from (f"{address}#{name}" for name in ids)


def release(promise: Promise, there: Promises) -> tuple[str, ...]:
    """Add to published.txt what is new; return it."""
    new = {*lines(there)} - promise.published.keys()
    if new:
        everything = "\n".join(sorted({*promise.published, *new}))
        # in one step: a list that is cut short would promise less than it did
        fresh = promise.path.with_name(f".{promise.path.name}.new")
        try:
            fresh.write_text(f"{_HEAD}{everything}\n", encoding="utf-8", newline="\n")
            fresh.replace(promise.path)
        finally:
            fresh.unlink(missing_ok=True)
    return tuple(sorted(new))


def broken_redirects(promise: Promise, there: Promises) -> Iterator[Problem]:
    """A redirect starts where nothing is and ends where something is; `there` is the site without any built in."""
    known = {*lines(there)}
    for old, new in promise.redirects.items():
        address, mark, _ = old.partition("#")
        target, _, fragment = new.partition("#")
        if old in known:
            message = f"'{old}' is still there, a redirect is for what is gone"
        elif mark and address not in there:
            message = f"'{old}': no page '{address}', a redirect of the address is wanted"
        elif new in promise.redirects or target in promise.redirects:
            message = f"'{old}' leads to '{new}', which leads on itself, the last one is wanted"
        elif target not in there or (fragment and fragment not in there[target]):
            message = f"'{old}' leads to '{new}', which is not there{did_you_mean(new, _near(new, there))}"
        else:
            continue
        yield promise.table.problem((old,), message)


def broken_promises(promise: Promise, there: Promises) -> Iterator[Problem]:
    """What was published is there or is led on; `there` is the site without any redirect built in."""
    known = {*lines(there)}
    for old, line in promise.published.items():
        if old not in known and old not in promise.redirects and old.partition("#")[0] not in promise.redirects:
            hint = did_you_mean(old, _near(old, there))
            message = f"'{old}' was published and is gone, a redirect in {REDIRECTS} is wanted{hint}"
            yield Problem(promise.path, line, message)


def _near(address: str, there: Promises) -> Iterable[str]:
    """Return what an address may have been meant for: another fragment of its page, or another page."""
    page = address.partition("#")[0]
    return [f"{page}#{name}" for name in there[page]] if there.get(page) else there
