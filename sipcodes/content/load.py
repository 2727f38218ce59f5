"""Reads `content/` into a Reference, or tells everything that is wrong with its files one by one.

What its parts owe to one another is the subject of the rules, which look at what was read, broken parts included.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path

from sipcodes.content.described import Described
from sipcodes.content.examples import Base, Example, Examples
from sipcodes.content.flows import Flow, Flows, Said, Use
from sipcodes.content.learned import SYMPTOM, read_learned
from sipcodes.content.products import Print, ProductRow
from sipcodes.content.reader import INFORMAL, Reader
from sipcodes.content.records import (
    Category,
    Cause,
    Change,
    Code,
    Effect,
    HeaderAbout,
    HeaderRule,
    Mapped,
    OtherCode,
    Pair,
    Rfc,
    Symptom,
    WarningCode,
)
from sipcodes.content.reference import Prose, Reference
from sipcodes.content.registry import Registry
from sipcodes.content.search_words import Searching
from sipcodes.content.settings import Language, Settings
from sipcodes.content.toml import Table
from sipcodes.content.tracing import WORDS, Tracing, Verdict
from sipcodes.content.translations import Source, Translation, file_name, sources, translations
from sipcodes.editors import files
from sipcodes.memo import Memo
from sipcodes.plan import KINDS
from sipcodes.problems import ContentError, Problem
from sipcodes.processors import in_processes

CODE_SECTIONS = ("meaning", "causes", "caller", "admin", "reply")
SYMPTOM_SECTIONS = ("caller", "causes", "admin", "reply")


@dataclass(frozen=True)
class Loaded:
    """What was read: the reference without the parts that are broken, the files themselves, and what is wrong."""

    reference: Reference
    tables: Mapping[str, Table]
    broken: frozenset[str]
    """Names of the tables that have a mistake: nothing can be said of what they lack."""
    problems: list[Problem]
    lost: Mapping[str, frozenset[str]]
    """Keys by table that have prose and lost their entry."""
    misnamed: frozenset[str]
    """Keys of entries that have another name than their prose."""
    translations: tuple[Translation, ...] = ()
    """The languages that have a file of their own."""

    @cached_property
    def but_articles(self) -> str:
        """What tells all that was read, beside the words of articles, from anything else."""
        told = hashlib.sha256()
        for table in self.tables.values():
            told.update(f"{table.path} {table.digest} ".encode(errors="surrogatepass"))
        places = [sorted(articles) for articles in self.reference.prose.values()]
        lost = sorted((table, *sorted(keys)) for table, keys in self.lost.items())
        told.update(repr((places, sorted(self.broken), lost, sorted(self.misnamed), self.translations)).encode())
        told.update(repr([(tag, learned.digest) for tag, learned in self.reference.learned.items()]).encode())
        return told.hexdigest()

    def known(self, table: str) -> AbstractSet[str]:
        """Return the keys of a table, also of entries that are broken or have lost their name: that is told once."""
        return {*self.tables[table].data, *self.lost.get(table, ())}


def load(content: Path, memo: Memo, *, drafts: bool = False) -> Loaded:
    """Read the content folder; raise ContentError where a table is missing or no TOML: then no more can be told.

    With `drafts` languages show that are still being translated.
    """
    reader = Reader(content, memo)
    settings = reader.one(Settings, "site.toml")
    if settings is None:
        raise ContentError(reader.problems)
    added = translations(content, reader.problems, drafts=drafts)
    if added:
        told = {translation.tag: Language(**translation.settings) for translation in added}
        settings = settings.model_copy(update={"languages": {**settings.languages, **told}})
    reader.languages, reader.translations = tuple(settings.languages), added
    reader.informal = frozenset(tag for tag, language in settings.languages.items() if language.informal)
    if unlike := _unlike_the_texts(settings, reader):
        raise ContentError(unlike)
    reader.problems += _unread(content)
    searching = reader.one(Searching, "search.toml")
    answers = {*reader.table("codes.toml").data, *(SYMPTOM + key for key in reader.table("symptoms.toml").data)}
    codes, categories = reader.numbered(Code, "codes.toml"), reader.keyed(Category, "categories.toml")
    symptoms = reader.keyed(Symptom, "symptoms.toml")

    @cache
    def tables() -> Reference:
        """Read all that is no article."""
        effects = reader.rows(Effect, "effects.toml", "effects")
        return Reference(
            settings=settings,
            searching=searching or Searching.empty(),
            learned={tag: read_learned(content, tag, answers, reader.problems, memo) for tag in reader.languages},
            strings=reader.strings("ui.toml"),
            registry=reader.one(Registry, "registry.toml"),
            codes=codes,
            categories=categories,
            pairs=reader.rows(Pair, "similar.toml", "pair"),
            header_rules=reader.rows(HeaderRule, "headers.toml", "rules"),
            headers=reader.keyed(HeaderAbout, "headers.toml", "about"),
            effects=reader.unique(effects, "code"),
            products=reader.products(),
            product_rows=reader.of_products(ProductRow, "rows"),
            prints=reader.of_products(Print, "prints"),
            known=reader.known(),
            warnings=reader.numbered(WarningCode, "warnings.toml"),
            causes=reader.numbered(Cause, "q850.toml", "causes"),
            to_sip=reader.rows(Mapped, "q850.toml", "to_sip"),
            from_sip=reader.rows(Mapped, "q850.toml", "from_sip"),
            others=reader.keyed(OtherCode, "other.toml"),
            symptoms=symptoms,
            rfcs=reader.numbered(Rfc, "rfcs.toml"),
            changes=reader.rows(Change, "changes.toml", "changes"),
            flows=Flows(
                participants=reader.keyed(Said, "flows.toml", "participants"),
                sentences=reader.keyed(Said, "flows.toml", "sentences"),
                flows=reader.keyed(Flow, "flows.toml", "flows"),
                codes=reader.numbered(Use, "flows.toml", "codes"),
            ),
            examples=Examples(
                requests=reader.keyed(Base, "examples.toml", "requests"),
                codes=reader.numbered(Example, "examples.toml", "codes"),
            ),
            tracing=Tracing(
                verdicts=reader.keyed(Verdict, "trace.toml", "verdicts"),
                words={group: reader.keyed(Said, "trace.toml", group) for group in WORDS},
            ),
            data=reader.keyed(Described, "data.toml"),
            prose={},
        )

    prose = reader.prose(
        {
            "codes": dict.fromkeys(reader.table("codes.toml").data, CODE_SECTIONS),
            "categories": dict.fromkeys(reader.table("categories.toml").data, ()),
            "symptoms": dict.fromkeys(reader.table("symptoms.toml").data, SYMPTOM_SECTIONS),
            "pages": {kind.name: kind.prose for kind in KINDS if kind.prose is not None},
        },
        partial(in_processes, meanwhile=tables),
    )
    parts = replace(tables(), prose=prose)
    if not all(table.data for table in reader.tables.values()):
        raise ContentError(reader.problems)
    for translation in added:
        if not translation.is_draft:
            reader.problems += translation.gaps(to_translate(reader.tables, parts.prose, reader.own))
    broken = frozenset(problem.path.name for problem in reader.problems)
    return Loaded(parts, reader.tables, broken, reader.problems, reader.lost, reader.misnamed, tuple(added))


def _unlike_the_texts(settings: Settings, reader: Reader) -> list[Problem]:
    """Return which language has no text at all, or texts and no entry: each of its thousands of texts would be told."""
    table, site = reader.table("ui.toml"), reader.table("site.toml")
    labels = [label for group in table.data.values() if isinstance(group, dict) for label in group.values()]
    written = Counter(language for label in labels if isinstance(label, dict) for language in label)
    begin = "language '{0}' has no text yet, make language {0} begins it"
    found = [
        site.problem(("languages", language), begin.format(language))
        for language in reader.own
        if labels and language not in written
    ]
    return found + [
        site.problem(
            ("languages", reader.languages[0]),
            f"language '{language}' has texts and no entry, [languages.{language}] is wanted",
        )
        for language, count in written.items()
        if count == len(labels) and language not in settings.languages
    ]


def _unread(content: Path) -> Iterator[Problem]:
    """Tell which files beside tables are called otherwise than these, so that nobody reads them."""
    for folder in ("products", "known"):
        for path in files(content / folder, "*.*"):
            if path.suffix != ".toml":
                wanted = f"{path.name.partition('.')[0]}.toml"
                yield Problem(path, 1, f"is read by nothing, a name such as '{wanted}' is wanted")


def to_translate(tables: Mapping[str, Table], prose: Mapping[str, Prose], own: tuple[str, ...]) -> Iterator[Source]:
    """Yield every text that each language has: those of the tables, then the sections of the articles."""
    for table in tables.values():
        if table.path.name != "site.toml":
            yield from sources(file_name(table.path), table.data, own)
    for folder, articles in prose.items():
        for (key, language), article in articles.items():
            for name, section in article.sections.items() if language == own[0] else ():
                if name == INFORMAL:
                    continue  # a language that has two forms of address stands in the files themselves
                twins = {tag: articles[key, tag].sections.get(name) for tag in own[1:] if (key, tag) in articles}
                others = {tag: twin.source.strip() for tag, twin in twins.items() if twin}
                context = f"{folder}/{key}.md {name}".strip()
                yield Source(context, section.source.strip(), others)
