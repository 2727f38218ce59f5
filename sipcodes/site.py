"""A whole site: everything that the recipes promise, what is made from that, and the checks of the finished site."""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sipcodes.artifact import Artifact, Kind
from sipcodes.checks.page import BUDGET, Checked, broken_pages
from sipcodes.checks.parsed import Facts, facts
from sipcodes.checks.promise import (
    Promises,
    broken_promises,
    broken_redirects,
    promised,
    release,
)
from sipcodes.content.reference import Reference
from sipcodes.copies.docset import docset, docset_name
from sipcodes.copies.made import Copies, Piece
from sipcodes.copies.one_file import inlined, one_file_page
from sipcodes.hosts.apache import apache_file
from sipcodes.hosts.caddy import caddy_file
from sipcodes.hosts.compress import compressed
from sipcodes.hosts.headers import rules
from sipcodes.hosts.moved import answer_fragments, moved_fragments, moved_pages
from sipcodes.hosts.netlify import netlify_files
from sipcodes.hosts.nginx import nginx_file
from sipcodes.memo import Memo
from sipcodes.pages.policy import Policy, for_header
from sipcodes.plan import Page
from sipcodes.problems import ContentError
from sipcodes.recipes import Recipes, recipes

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
OUTPUT = ROOT / "site"
EXTRA = ROOT / "extra"
DOCSETS = ROOT / "build"
CACHE = ROOT / ".cache"


@dataclass(frozen=True)
class Site:
    """A finished site with all that it was made from."""

    recipes: Recipes
    files: dict[str, bytes]
    """Every file, compressed ones too: address to bytes, sorted."""
    facts: Mapping[str, Facts]
    """What stands on each page."""
    promises: Promises

    @property
    def reference(self) -> Reference:
        """The content."""
        return self.recipes.reference

    def docsets(self) -> dict[str, dict[str, bytes]]:
        """Return the docset of each language: name of its folder to its files."""
        planned = self.recipes
        artifacts = tuple(planned.artifacts.values())
        return {
            docset_name(language): docset(planned.templates, artifacts, planned.pages, self.files, language)
            for language in self.reference.languages
        }

    def release(self) -> tuple[str, ...]:
        """Take every address into the list of those that are promised; return the new ones."""
        return release(self.recipes.promise, self.promises)


def _nothing(_stage: str) -> None:
    """Keep quiet."""


def build(
    content: Path = CONTENT,
    templates: Path = TEMPLATES,
    base_url: str | None = None,
    *,
    extra: Path | None = None,
    cache: Path | None = None,
    densest: bool = False,
    tell: Callable[[str], None] = _nothing,
) -> Site:
    """Build the whole site. Raises ContentError with every problem found.

    `extra` is a folder with what a host puts into the site besides. `cache` is a folder that keeps what takes long, and
    may be deleted at any time. The densest compression takes longer and is for what will be served; any site keeps the
    budget of its pages. `tell` is given each stage as it begins.
    """
    memo = Memo(cache and cache / "memo")
    compiled = cache and cache / "templates"
    tell("content")
    planned = recipes(content, templates, base_url, memo, extra=extra, cache=compiled)
    site = _Builder(planned, memo, densest=densest, tell=tell).site()
    memo.sweep()
    return site


@dataclass(frozen=True, slots=True)
class _Finished:
    """A page with all that is made from it alone."""

    html: bytes
    facts: Facts
    piece: Piece
    compressed: tuple[bytes, bytes]


class _Builder:
    """Makes everything that the recipes promise, and what is made from that."""

    def __init__(self, planned: Recipes, memo: Memo, *, densest: bool, tell: Callable[[str], None]) -> None:
        self.planned = planned
        self.tell = tell
        self.memo = memo
        self.densest = densest
        self.templates = planned.templates
        self.fragments = moved_fragments(planned.promise.redirects)
        moved = list(moved_pages(planned.promise.redirects, planned.templates))
        self.moved = [page for page, _ in moved]
        self.artifacts = {**planned.artifacts, **{artifact.address: artifact for _, artifact in moved}}
        self.copies = Copies(planned.templates, planned.artifacts, planned.pages, self.moved)

    def site(self) -> Site:
        """Make it all; raise ContentError with everything that is wrong with the finished site."""
        planned, base_url = self.planned, self.templates.base_url
        self.tell(f"{len(planned.pages)} pages")
        finished = self._pages()
        seen = {address: page.facts for address, page in finished.items()}
        others = [planned.artifacts[name] for name in planned.artifacts if name not in finished]
        copies = list(self.copies.made({address: page.piece for address, page in finished.items()}))
        there = promised([*planned.artifacts.values(), *copies], seen)
        if problems := list(broken_redirects(planned.promise, there)):
            raise ContentError(problems)
        files = {address: page.html for address, page in finished.items()}
        self.tell("copies to take along")
        with ThreadPoolExecutor() as pool:  # deflating and brotli leave the interpreter to others
            rest = [*others, *copies, *self._host_files()]
            files |= zip((artifact.address for artifact in rest), pool.map(attrgetter("data"), rest), strict=True)
            texts = [artifact for artifact in rest if artifact.media_type.text and artifact.kind != Kind.RULES]
            smaller = {address: page.compressed for address, page in finished.items()}
            smaller |= zip((text.address for text in texts), pool.map(self._compressed, texts), strict=True)
        for address, pair in smaller.items():
            files |= {
                address + suffix: data
                for suffix, data in zip((".br", ".gz"), pair, strict=True)
                if len(data) < len(files[address])
            }
        for language in planned.reference.languages:
            page = one_file_page(self.templates, language)
            seen[page.address] = facts(page, LexborHTMLParser(files[page.address]))
        self.tell("checks")
        site = Checked(seen, files, base_url)
        if problems := [*broken_pages(site), *broken_promises(planned.promise, there)]:
            raise ContentError(problems)
        return Site(planned, dict(sorted(files.items())), seen, there)

    def _pages(self) -> dict[str, _Finished]:
        """Finish every page, on all processors where the system lets a process split."""
        everything = [*self.planned.pages.values(), *self.moved]
        # this makes every style and script: the library that shrinks them is Go, which does not survive a split
        self.policy = for_header(self._policies())
        # a process that has threads must not split: they would hold locks for ever
        if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
            global _builder  # noqa: PLW0603 - what the processes inherit when they split off
            _builder = self
            with multiprocessing.get_context("fork").Pool(initializer=_uninterrupted) as pool:
                made = pool.map(_finish, everything, chunksize=8)
        else:
            made = [self.finish(page) for page in everything]
        if problems := [problem for result in made if isinstance(result, ContentError) for problem in result.problems]:
            raise ContentError(problems)
        pages = (page.address for page in everything)
        return {address: result for address, result in zip(pages, made, strict=True) if isinstance(result, _Finished)}

    def finish(self, page: Page) -> _Finished | ContentError:
        """Render a page, parse it once, and make all that is made from it alone."""
        try:
            html = self.artifacts[page.address].data
        except ContentError as error:
            return error
        tree = LexborHTMLParser(html)
        seen = facts(page, tree)
        if fragments := self.fragments.get(page.address):
            answer_fragments(tree, page, fragments, self.templates)
            html = f"{tree.html}\n".encode()
        piece = self.copies.piece(page, tree)
        smaller = self.memo(compressed, html, densest=self.densest, limit=BUDGET)
        return _Finished(html, seen, piece, smaller)

    def _compressed(self, text: Artifact) -> tuple[bytes, bytes]:
        # scripts and the index of the search are few, and are what a reader waits for
        return self.memo(compressed, text.data, densest=self.densest or text.kind == Kind.ASSET)

    def _host_files(self) -> Iterator[Artifact]:
        """Yield the recipes of what hosts are told."""
        reference = self.planned.reference
        https_only = reference.settings.https_only
        told = rules(self.policy, self.planned.promise.redirects, self.templates.base_url, https_only=https_only)
        yield from netlify_files(reference, told)
        yield nginx_file(reference, told)
        yield apache_file(reference, told)
        yield caddy_file(reference, told)

    def _policies(self) -> Iterator[Policy]:
        """Yield what the pages may run: alike in all pages of a kind."""
        for page in self.planned.pages.values():
            yield self.templates.policy(page)
        for page in self.moved:
            yield self.templates.policy(page, script=self.templates.assets.text("moved.js"))
        for language in self.planned.reference.languages:
            yield self.templates.policy(one_file_page(self.templates, language), **inlined(self.templates, language))


_builder: _Builder


def _uninterrupted() -> None:
    """Leave Ctrl+C to the process that has split off this one: it ends both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _finish(page: Page) -> _Finished | ContentError:
    return _builder.finish(page)
