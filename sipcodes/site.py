"""A whole site: everything that the recipes promise, what is made from that, and the checks of the finished site."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sipcodes.artifact import Artifact, Kind
from sipcodes.checks.page import BUDGET, ROOM, Checked, broken_pages
from sipcodes.checks.parsed import Facts, facts
from sipcodes.checks.promise import (
    Promises,
    broken_promises,
    broken_redirects,
    promised,
    release,
)
from sipcodes.content.reference import Reference
from sipcodes.content.traced import Place, digest
from sipcodes.copies.made import Copies, Piece
from sipcodes.copies.one_file import copied, one_file_page
from sipcodes.folders import CONTENT, TEMPLATES
from sipcodes.hosts.apache import apache_file
from sipcodes.hosts.caddy import caddy_file
from sipcodes.hosts.compress import DENSE, DENSEST, HASTY, QUICK, compressed
from sipcodes.hosts.headers import rules
from sipcodes.hosts.moved import answer_fragments, moved_fragments, moved_pages
from sipcodes.hosts.netlify import netlify_files
from sipcodes.hosts.nginx import nginx_file
from sipcodes.memo import Memo
from sipcodes.pages.origin import Origins
from sipcodes.pages.policy import Policy, for_header
from sipcodes.pages.render import inlined, render
from sipcodes.problems import ContentError
from sipcodes.processors import in_processes, in_threads
from sipcodes.recipes import Recipes, recipes


@dataclass(frozen=True)
class Site:
    """A finished site with all that it was made from."""

    recipes: Recipes
    files: dict[str, bytes]
    """Every file, compressed ones too: address to bytes, sorted."""
    facts: Mapping[str, Facts]
    """What stands on each page."""
    promises: Promises
    memo: Memo
    """What was remembered and can be: a build keeps it for the next one when the site is on disk."""

    @property
    def reference(self) -> Reference:
        """The content."""
        return self.recipes.reference

    def terminal(self) -> dict[str, bytes]:
        """Return what the command for terminals holds."""
        from sipcodes.copies.terminal import terminal  # noqa: PLC0415 - no build of the site needs it

        planned = self.recipes
        return terminal(planned.templates, planned.pages, self.files, self.memo)

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
    tell("content")
    planned = recipes(content, templates, base_url, memo, extra=extra)
    return _Builder(planned, memo, densest=densest, tell=tell).site()


def _make_ahead(artifacts: Iterable[Artifact]) -> None:
    """Make artifacts ahead; what is wrong with one is told when it is asked for."""
    for artifact in artifacts:
        with suppress(ContentError):
            artifact.data  # noqa: B018 - it is kept


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page with all that is made from it alone; its assets are under their stand-ins."""

    html: bytes
    facts: Facts
    piece: Piece

    def named(self, named: Callable[[bytes], bytes]) -> "_Drawn":
        """Return it with the addresses of the assets."""
        links = tuple(named(link.encode()).decode() for link in self.facts.links)
        return _Drawn(named(self.html), replace(self.facts, links=links), self.piece.named(named))


class _Builder:
    """Makes everything that the recipes promise, and what is made from that."""

    def __init__(self, planned: Recipes, memo: Memo, *, densest: bool, tell: Callable[[str], None]) -> None:
        self.planned = planned
        self.tell = tell
        self.memo = memo
        self.densest = densest
        self.templates = planned.templates
        self.fragments = moved_fragments(planned.promise.redirects)
        self.moved = list(moved_pages(planned.promise.redirects, planned.reference.languages))
        self.pages = {page.address: page for page in (*planned.pages.values(), *self.moved)}
        self.copies = Copies(planned.templates, planned.artifacts, planned.pages, memo, self.moved, densest=densest)

    def site(self) -> Site:
        """Make it all; raise ContentError with everything that is wrong with the finished site."""
        planned, base_url = self.planned, self.templates.base_url
        self.tell(f"{len(planned.pages)} pages")
        own = {*self.pages, *(page.twin for page in self.pages.values())}
        others = [artifact for address, artifact in planned.artifacts.items() if address not in own]
        drawn = self._drawn(meanwhile=partial(_make_ahead, others))
        seen = {address: page.facts for address, page in drawn.items()}
        twins = {page.twin: drawn[address].piece.twin for address, page in self.pages.items() if page.twin}
        pieces = {address: page.piece for address, page in drawn.items()}
        copies = list(self.copies.made(pieces))
        there = promised([*planned.artifacts.values(), *copies], seen)
        if problems := list(broken_redirects(planned.promise, there)):
            raise ContentError(problems)
        self.tell("copies to take along")
        rest = [*copies, *others, *self._host_files()]
        with ThreadPoolExecutor(1) as beside:  # an archive leaves the interpreter to others
            archives = {one.address: beside.submit(one.make) for one in copies if not one.media_type.text}
            files = {artifact.address: artifact.data for artifact in rest if artifact.address not in archives}
            kinds = {one.address: one.kind for one in rest if one.media_type.text and one.kind != Kind.RULES}
            files |= {address: page.html for address, page in drawn.items()} | twins
            files |= self._compressed(files, kinds | dict.fromkeys(drawn, Kind.PAGE))
            seen |= {known.page.address: known for known in self.copies.facts(pieces)}
            files |= {address: made.result() for address, made in archives.items()}
        self.tell("checks")
        is_own = base_url == planned.reference.settings.base_url
        site = Checked(seen, files, base_url, BUDGET - ROOM if is_own else BUDGET, Origins(self.templates).of)
        if problems := [*broken_pages(site), *broken_promises(planned.promise, there)]:
            raise ContentError(problems)
        return Site(planned, dict(sorted(files.items())), seen, there, self.memo)

    def _drawn(self, meanwhile: Callable[[], object]) -> dict[str, _Drawn]:
        """Make every page, on all processors."""
        # this makes every style and script: the library that shrinks them is Go, which does not survive a split
        self.policy = for_header(self._policies())
        state = partial(digest, self.planned.reference)
        share = partial(in_processes, meanwhile=meanwhile)
        made = self.memo.traced(self._draw, self.pages, state, share, self.planned.given)
        if problems := [problem for result in made if isinstance(result, ContentError) for problem in result.problems]:
            raise ContentError(problems)
        pages = (result.named(self.templates.assets.named) for result in made if isinstance(result, _Drawn))
        return dict(zip(self.pages, pages, strict=True))

    def _draw(self, address: str) -> tuple[_Drawn | ContentError, frozenset[Place]]:
        """Render a page, parse it once, and make all that is made from it alone; return the articles it shows too."""
        page = self.pages[address]
        self.planned.asked.clear()
        try:
            html = render(self.templates, page)
        except ContentError as error:
            return error, frozenset(self.planned.asked)
        tree = LexborHTMLParser(html)
        seen = facts(page, html.decode(), tree)
        if fragments := self.fragments.get(address):
            answer_fragments(tree, page, fragments, self.templates)
            html = f"{tree.html}\n".encode()
        return _Drawn(html, seen, self.copies.piece(page, tree)), frozenset(self.planned.asked)

    def _compressed(self, files: Mapping[str, bytes], kinds: Mapping[str, Kind]) -> dict[str, bytes]:
        """Return texts compressed ahead, where that makes them smaller."""
        most = {Kind.PAGE: BUDGET - ROOM}
        calls = {name: (files[name], self._quality(kind), most.get(kind, math.inf)) for name, kind in kinds.items()}
        pairs = self.memo.each([(compressed, call) for call in calls.values()], in_threads)
        return {
            address + suffix: data
            for address, pair in zip(calls, pairs, strict=True)
            for suffix, data in zip((".br", ".gz"), pair, strict=True)
            if len(data) < len(files[address])
        }

    def _quality(self, kind: Kind) -> int:
        if not self.densest:
            return HASTY if kind == Kind.DATA else QUICK  # programs wait for data, and no reader does
        # scripts and the index of the search are few, and are what a reader waits for
        return DENSEST if kind == Kind.ASSET else DENSE

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
        for page in self.pages.values():
            yield self.templates.policy(page, **inlined(self.templates, page))
        for language in self.planned.reference.languages:
            yield self.templates.policy(one_file_page(self.templates, language), **copied(self.templates, language))
