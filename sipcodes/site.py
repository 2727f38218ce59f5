"""The whole way from content to a finished site, as one value."""

from dataclasses import dataclass
from pathlib import Path

from sipcodes.addresses import ZIP, single
from sipcodes.checks import broken_pages
from sipcodes.docset import docset, docset_name
from sipcodes.exports import exports
from sipcodes.forms import forms
from sipcodes.hosts import compressed, host_files
from sipcodes.load import load
from sipcodes.offline import offline_zip, single_files
from sipcodes.pages import pages, render
from sipcodes.problems import ContentError, Problem
from sipcodes.promise import Promise, broken_promises, broken_redirects, read_promise, release
from sipcodes.redirects import redirected
from sipcodes.reference import Reference
from sipcodes.servers import server_files
from sipcodes.signposts import signposts
from sipcodes.templating import Templates

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
OUTPUT = ROOT / "site"
DOCSETS = ROOT / "build"


@dataclass(frozen=True)
class Site:
    """A finished site with all that it was made from."""

    reference: Reference
    templates: Templates
    promise: Promise
    files: dict[str, bytes]

    def docsets(self) -> dict[str, dict[str, bytes]]:
        """Return the docset of each language: name of its folder to its files."""
        return {
            docset_name(language): docset(self.reference, self.templates, self.files, language)
            for language in self.reference.languages
        }

    def release(self) -> tuple[str, ...]:
        """Take every address into the list of those that are promised; return the new ones."""
        return release(self.promise, self.files)


def build(content: Path = CONTENT, templates: Path = TEMPLATES, base_url: str | None = None) -> dict[str, bytes]:
    """Build every file of the site: address to bytes, sorted. Raises ContentError with every problem found."""
    return assemble(content, templates, base_url).files


def draft(content: Path = CONTENT, templates: Path = TEMPLATES, base_url: str | None = None) -> dict[str, bytes]:
    """Build what a preview shows, in a third of the time: no copies, nothing that only hosts need.

    Raises ContentError for content and templates; finished pages are checked by `build`.
    """
    return _pages(content, templates, base_url).files


def assemble(content: Path = CONTENT, templates: Path = TEMPLATES, base_url: str | None = None) -> Site:
    """Build the site and keep what it was made from. Raises ContentError with every problem found."""
    site = _pages(content, templates, base_url)
    reference, bound, promise, files = site.reference, site.templates, site.promise, site.files
    base_url = bound.base_url
    files |= single_files(reference, bound, pages(reference), files)
    files[ZIP] = offline_zip(reference, bound, files)
    files |= host_files(reference, files, promise.redirects, base_url)
    files |= server_files(files, promise.redirects, forms(reference), base_url)
    files |= compressed(files)
    if problems := [*broken_pages(files, base_url), *broken_promises(promise, files)]:
        raise ContentError(problems)
    return Site(reference, bound, promise, dict(sorted(files.items())))


def _pages(content: Path, templates: Path, base_url: str | None) -> Site:
    """Build the site as far as its pages and data, redirects included."""
    reference = load(content)
    problems: list[Problem] = []
    promise = read_promise(content, problems)
    if problems:
        raise ContentError(problems)
    bound = Templates(templates, reference, base_url or reference.settings.base_url)
    files = render(reference, bound) | bound.files | {".gitignore": b"*\n!.gitignore\n"}
    files |= exports(reference, bound.base_url) | signposts(reference, pages(reference), bound.base_url)
    copies = [ZIP, *map(single, reference.languages)]  # not made yet, and may be where a redirect leads
    if problems := list(broken_redirects(promise, files | dict.fromkeys(copies, b""))):
        raise ContentError(problems)
    files |= redirected(promise.redirects, bound, files, reference.languages)
    return Site(reference, bound, promise, files)
