"""The copies of a site that one can take along: one file per language, and a zip and a docset of everything."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sipcodes import addresses
from sipcodes.artifact import HTML, PLAIN, TGZ, XML, ZIP, Artifact, Kind
from sipcodes.checks.parsed import Facts, facts
from sipcodes.copies.copied_page import Entry, Links, entry, offline_notes, standalone
from sipcodes.copies.docset import docset, docset_feed
from sipcodes.copies.one_file import data_url, framed, one_file, one_file_page
from sipcodes.copies.plain_text import whole
from sipcodes.copies.zip import FOLDER, offline_zip
from sipcodes.memo import Memo
from sipcodes.pages.templating import Templates
from sipcodes.plan import Page
from sipcodes.problems import ContentError, Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Piece:
    """What copies take of a page."""

    entry: Entry | None
    """Its part in the one-file copy."""
    page: bytes
    """Itself in the zip and in the docset."""
    twin: bytes
    """Itself as plain text."""

    def named(self, named: Callable[[bytes], bytes]) -> "Piece":
        """Return it with the addresses of the assets; the one-file copy has them within."""
        return Piece(self.entry, named(self.page), self.twin)


class Copies:
    """Makes the copies of a site from pieces, each of one page."""

    def __init__(
        self,
        templates: Templates,
        artifacts: Mapping[str, Artifact],
        pages: Mapping[str, Page],
        memo: Memo,
        moved: Iterable[Page] = (),
        *,
        densest: bool = False,
    ) -> None:
        """Take what the site is made of; `moved` are pages at addresses that lead on."""
        self.densest = densest
        self.memo = memo
        self.templates = templates
        self.artifacts = artifacts
        self.pages = pages
        self.notes = offline_notes(templates)
        self.frames: dict[str, str] = {}
        held = [page.address for page in pages.values() if page.kind.copied]
        self.links = {
            tag: Links(templates.base_url, {name for name in held if pages[name].language == tag})
            for tag in templates.reference.languages
        }
        self.kept = {artifact.address for artifact in artifacts.values() if artifact.kind.taken_along}
        self.kept -= {page.address for page in pages.values() if page.kind.hosted_only}
        self.kept |= {page.address for page in moved}

    def piece(self, page: Page, tree: LexborHTMLParser) -> Piece:
        """Make what copies take of a page; the tree is used up."""
        links = self.links[page.language]
        part = entry(tree.clone(), page, links, partial(self._data_url, page)) if page.address in links.held else None
        twin = self.artifacts[page.twin].data if page.twin else b""
        if page.address not in self.kept:
            return Piece(part, b"", twin)
        return Piece(part, standalone(tree, page, self.templates.base_url, self.kept, self.notes), twin)

    def made(self, pieces: Mapping[str, Piece]) -> Iterator[Artifact]:
        """Yield the recipes of the one-file copies, in HTML and as plain text, of the zip, and of the docset."""
        for language, links in self.links.items():
            page = one_file_page(self.templates, language)
            entries = self._entries(links, pieces)
            yield Artifact(page.address, Kind.COPY, HTML, partial(self._one_file, page, entries))
        twins = {name: pieces[name].twin for name in self.pages}
        yield Artifact(addresses.WHOLE, Kind.COPY, PLAIN, lambda: whole(self.templates, self.pages, twins))
        yield Artifact(addresses.ZIP, Kind.COPY, ZIP, partial(self._zip, pieces))
        reference, base_url = self.templates.reference, self.templates.base_url
        yield Artifact(addresses.DOCSET, Kind.COPY, TGZ, partial(self._docset, pieces))
        yield Artifact(addresses.DOCSET_FEED, Kind.COPY, XML, lambda: docset_feed(reference, base_url))

    def facts(self, pieces: Mapping[str, Piece]) -> Iterator[Facts]:
        """Yield what the checks ask of the one-file copies, each of whose parts was looked at with its page."""
        for language, links in self.links.items():
            page, entries = one_file_page(self.templates, language), self._entries(links, pieces)
            frame = self._frame(page, entries)
            yield facts(page, frame, LexborHTMLParser(frame), [entry.woven for entry in entries])

    def _entries(self, links: Links, pieces: Mapping[str, Piece]) -> list[Entry]:
        return [part for name in self.pages if name in links.held and (part := pieces[name].entry)]

    def _one_file(self, page: Page, entries: Sequence[Entry]) -> bytes:
        return one_file(self._frame(page, entries), entries)

    def _frame(self, page: Page, entries: Sequence[Entry]) -> str:
        if page.language not in self.frames:
            links = self.links[page.language]
            self.frames[page.language] = framed(self.templates, page, entries, links, partial(self._data_url, page))
        return self.frames[page.language]

    def _zip(self, pieces: Mapping[str, Piece]) -> bytes:
        day = self.templates.reference.settings.released
        start = self.templates.render("partials/unpacked", self.pages[addresses.START], folder=FOLDER).encode()
        return offline_zip(self._unpacked(pieces), start, day, self.memo, densest=self.densest)

    def _docset(self, pieces: Mapping[str, Piece]) -> bytes:
        reference, base_url = self.templates.reference, self.templates.base_url
        return docset(reference, base_url, self._unpacked(pieces), self.memo, densest=self.densest)

    def _unpacked(self, pieces: Mapping[str, Piece]) -> dict[str, bytes]:
        """Return what the zip and the docset hold."""
        pages = {name: piece.page for name, piece in pieces.items() if name in self.kept}
        return pages | {name: self.artifacts[name].data for name in self.kept if name not in pages}

    def _data_url(self, page: Page, address: str) -> str:
        if address not in self.artifacts:
            hint = did_you_mean(address, self.artifacts)
            raise ContentError([Problem(Path(page.address), 1, f"needs '{address}', which is not there{hint}")])
        return data_url(self.artifacts[address])
