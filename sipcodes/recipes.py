"""A site as it is planned: a recipe for each artifact, from which a build makes all and a preview the one looked at."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from sipcodes import addresses
from sipcodes.artifact import HTML, MARKDOWN, PLAIN, Artifact, Kind
from sipcodes.checks.promise import REDIRECTS, Promise, read_promise
from sipcodes.content.load import Loaded, load
from sipcodes.content.reference import Reference
from sipcodes.content.traced import Place, digest, traced
from sipcodes.data.atom import atom_files
from sipcodes.data.codes_csv import csv_file, link_tables
from sipcodes.data.codes_json import Data
from sipcodes.data.described import broken_descriptions, shapes
from sipcodes.data.opensearch import opensearch_files
from sipcodes.data.search_index import index
from sipcodes.data.search_more import more
from sipcodes.data.sitemap import sitemap_files
from sipcodes.data.trace_words import trace_words
from sipcodes.editors import files
from sipcodes.hosts.extra import added_to_robots, broken_extra, extra_files
from sipcodes.memo import Memo
from sipcodes.pages.assets import Assets, pictures
from sipcodes.pages.render import render, twin
from sipcodes.pages.scripts import INLINE, Scripts
from sipcodes.pages.share import share_pictures
from sipcodes.pages.styles import Styles
from sipcodes.pages.templating import Templates, compilations
from sipcodes.pages.unused import broken_uses
from sipcodes.plan import Page, pages
from sipcodes.problems import ContentError
from sipcodes.processors import in_processes, one_by_one
from sipcodes.rules import broken_rules
from sipcodes.rules.ui_words import broken_words, readings


@dataclass(frozen=True)
class Recipes:
    """A site as it is planned: each of its artifacts can be made by itself."""

    templates: Templates
    promise: Promise
    pages: Mapping[str, Page]
    """Every page, by its address."""
    texts: Mapping[str, str]
    """What the content holds beside articles."""
    asked: set[Place]
    """The articles that were asked for since this was last emptied."""
    artifacts: Mapping[str, Artifact]
    """What readers and programs are given, by address; copies and what only hosts need are made from these."""

    @cached_property
    def given(self) -> str:
        """What tells everything that pages are made from, beside articles, from anything else."""
        told = hashlib.sha256(self.templates.base_url.encode())
        folder = self.templates.folder
        texts = {name: text.encode() for name, text in self.texts.items()}
        texts |= {str(path.relative_to(folder)): path.read_bytes() for path in files(folder, "**/*") if path.is_file()}
        for name, text in texts.items():
            told.update(f"{name} {len(text)} ".encode() + text)
        return told.hexdigest()

    @property
    def reference(self) -> Reference:
        """The content."""
        return self.templates.reference


def recipes(
    content: Path,
    templates: Path,
    base_url: str | None,
    memo: Memo,
    *,
    extra: Path | None = None,
    drafts: bool = False,
    named_by_content: bool = True,
) -> Recipes:
    """Plan a site. Raises ContentError with every problem of content, templates and what a host adds in `extra`."""
    loaded = load(content, memo, drafts=drafts)
    problems = list(loaded.problems)

    scripts = Scripts(templates / "scripts", memo)

    @cache
    def styles() -> Styles:
        return Styles(templates / "styles", memo)

    @cache
    def checked() -> Promise:
        problems.extend(broken_rules(loaded, memo))
        problems.extend(broken_descriptions(loaded))
        problems.extend(scripts.problems())
        try:
            styles().later()
        except ContentError as error:
            problems.extend(error.problems)
        return read_promise(content, problems, memo)

    ahead = (*compilations(templates), *readings(templates))
    memo.each(ahead, partial(in_processes, meanwhile=checked))
    promise = checked()
    problems += broken_words(templates, loaded.reference.strings, memo)
    problems += broken_uses(templates)
    robots = added_to_robots(extra, problems) if extra else ""
    if problems:
        raise ContentError(problems)
    asked: set[Place] = set()
    reference = traced(loaded.reference, asked)
    base_url = base_url or reference.settings.base_url
    assets = _assets(_Words(loaded, memo), styles(), scripts, named_by_content=named_by_content)
    bound = Templates(templates, reference, base_url, assets, styles(), shapes(reference.data), memo)
    planned = {page.address: page for page in pages(reference)}
    data = Data(reference, base_url)
    artifacts = [
        *(Artifact(page.address, Kind.PAGE, HTML, partial(_whole, bound, page)) for page in planned.values()),
        *(
            Artifact(page.twin, Kind.TWIN, MARKDOWN, partial(twin, bound, page))
            for page in planned.values()
            if page.twin
        ),
        Artifact(addresses.LISTED, Kind.SIGN, PLAIN, lambda: bound.listed(planned[addresses.START]).encode()),
        *pictures(templates / "images"),
        *share_pictures(reference, memo),
        *assets.artifacts(),
        *data.artifacts(),
        csv_file(data),
        *link_tables(data),
        *atom_files(reference, base_url),
        *sitemap_files(reference, planned.values(), base_url, robots),
        *opensearch_files(reference, base_url),
    ]
    if extra:
        added = list(extra_files(extra))
        ours = {*promise.redirects, *(artifact.address for artifact in artifacts)}
        if problems := list(broken_extra(extra, added, ours)):
            raise ContentError(problems)
        artifacts += added
    texts = {name: table.text for name, table in loaded.tables.items()} | {REDIRECTS: promise.table.text}
    texts |= {translation.path.name: repr(translation) for translation in loaded.translations}
    return Recipes(bound, promise, planned, texts, asked, {artifact.address: artifact for artifact in artifacts})


def _whole(templates: Templates, page: Page) -> bytes:
    return templates.assets.named(render(templates, page))


class _Words:
    """What scripts know of the content; remembered with the articles that it was made from."""

    def __init__(self, loaded: Loaded, memo: Memo) -> None:
        self._loaded = loaded
        self._memo = memo
        self._asked: set[Place] = set()
        reference = traced(loaded.reference, self._asked)
        makers = {"search": index, "search-more": more, "trace": trace_words}
        self._makers = {
            f"{kind}.{tag}.js": partial(make, reference, tag)
            for kind, make in makers.items()
            for tag in reference.languages
        }

    def made(self, name: str) -> tuple[str, frozenset[Place]]:
        """Make a file, and tell which articles it was made from."""
        self._asked.clear()
        return self._makers[name](), frozenset(self._asked)

    def files(self) -> dict[str, Callable[[], str]]:
        """Return what gives the text of each file."""
        return {name: partial(self._remembered, name) for name in self._makers}

    def _remembered(self, name: str) -> str:
        state = partial(digest, self._loaded.reference)
        (text,) = self._memo.traced(self.made, [name], state, one_by_one, self._loaded.but_articles)
        return text


def _assets(words: _Words, styles: Styles, scripts: Scripts, *, named_by_content: bool) -> Assets:
    inline = {f"{name}.js": partial(scripts.joined, name) for name in INLINE}
    entries: dict[str, Callable[[], str]] = {
        "site.js": partial(scripts.joined, "main"),
        "trace.js": partial(scripts.joined, "trace"),
    }
    written = {"later.css": styles.later, **entries}
    return Assets(written, words.files(), inline, named_by_content=named_by_content)
