"""Which pages there are. A new kind of page is a row here, a template of its name, and its prose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from sipcodes import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """One kind of page, and where pages of that kind stand."""

    name: str
    """The value of `data-page`, the name of the template and of the prose in `content/pages/`."""
    per: Literal["site", "code", "category", "symptom", "software", "cases", "page"]
    """What there is a page for: a code, class or symptom, what products make of a code, further cases, the site, or
    nothing else."""
    file: str
    """The file name, without `.html`; `{key}` is the code or class."""
    neutral: bool = False
    """Whether it belongs to all languages; the others exist once in each."""
    menu: bool = False
    copied: bool = False
    """Whether it is part of the one-file copies."""
    hosted_only: bool = False
    """Whether hosts show it at any address: it is not listed, not taken along, and links from the base."""
    short: bool = False
    """Whether `/nl/name` leads to it."""
    path: bool = False
    """Whether it says to search engines where it stands below the overview."""
    styles: tuple[str, ...] = ()
    """The style sheets of `templates/styles/` that its first screen needs beside those of every page; `verdict-*` are
    the colours of every verdict, of which a page about one code has its own."""
    early: str = "early"
    """The script of `templates/scripts/` that runs before it is first painted."""
    prose: tuple[str, ...] | None = None
    """The sections of its prose in `content/pages/`: `()` for prose in one piece, None for a page without."""


_BESIDE = ("toc", "aside", "halves")
_SHEET = ("verdict-*", "shapes", "table", "codes")
_DATA = ("intro", "promise", "examples")
_ABOUT = ("makers", "link", "cite", "offline", "data", "promise", "sources", "accessibility", "licence")
KINDS = (
    PageKind(
        name="start",
        per="site",
        file="index",
        neutral=True,
        styles=("verdict-*", "shapes", "button", "cards", "chips", "board"),
        early="early-start",
    ),
    PageKind(
        name="missing",
        per="site",
        file="404",
        neutral=True,
        hosted_only=True,
        styles=("verdict-*", "head", "button", "cards", "chips"),
    ),
    PageKind(
        name="overview",
        per="page",
        file="index",
        prose=(),
        menu=True,
        copied=True,
        short=True,
        styles=("verdict-*", "shapes", "table", "button", "chips", "codes", "board"),
    ),
    PageKind(
        name="category",
        per="category",
        file="{key}",
        copied=True,
        short=True,
        path=True,
        styles=("verdict-*", "shapes", "head", "chips", "table", "codes", "halves", "board"),
    ),
    PageKind(name="card", per="code", file="sip-{key}", neutral=True, styles=("head", "button", "cards")),
    PageKind(
        name="code",
        per="code",
        file="sip-{key}",
        copied=True,
        path=True,
        styles=("head", "toc", "aside", "code"),
        early="early-reader",
    ),
    PageKind(
        name="software",
        per="software",
        file="software-{key}",
        copied=True,
        path=True,
        styles=("table", "toc", "fold", "aside", "software"),
    ),
    PageKind(
        name="symptoms",
        per="page",
        file="symptoms",
        prose=("intro", "note-down"),
        menu=True,
        copied=True,
        short=True,
        path=True,
        styles=("symptoms",),
    ),
    PageKind(
        name="symptom",
        per="symptom",
        file="symptom-{key}",
        copied=True,
        path=True,
        styles=("toc", "aside", "code", "symptom"),
        early="early-reader",
    ),
    PageKind(name="cases", per="cases", file="cases-{key}", copied=True, path=True, styles=_BESIDE),
    PageKind(
        name="q850",
        per="page",
        file="q850",
        prose=(),
        menu=True,
        copied=True,
        short=True,
        path=True,
        styles=("table", "causes"),
    ),
    PageKind(
        name="other",
        per="page",
        file="other",
        prose=(),
        menu=True,
        copied=True,
        short=True,
        path=True,
        styles=_BESIDE,
    ),
    PageKind(
        name="trace",
        per="page",
        file="trace",
        prose=("intro", "private", "reads"),
        menu=True,
        copied=True,
        short=True,
        path=True,
        styles=("verdict-choice", "shapes", "button", "trace"),
    ),
    PageKind(
        name="about",
        per="page",
        file="about",
        prose=_ABOUT,
        menu=True,
        copied=True,
        short=True,
        path=True,
        styles=("table", *_BESIDE),
    ),
    PageKind(name="data", per="page", file="data", prose=_DATA, short=True, path=True, styles=_BESIDE),
    PageKind(name="changes", per="page", file="changes", short=True, path=True),
    PageKind(name="print", per="page", file="print", short=True, path=True, styles=_SHEET),
)
"""Every kind of page, in the order of the site map."""

SINGLE = PageKind(
    name="single",
    per="site",
    file="sip-codes.{key}",
    early="early-reader",
)
"""The one-file copies: made from finished pages, so they stand outside the table."""
REDIRECT = PageKind(name="redirect", per="site", file="{key}")
"""A page that answers at an address which has moved."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is, where it stands, and the same page in the other languages."""

    address: str
    kind: PageKind
    language: str
    alternates: Mapping[str, str]
    """Language to address, the page's own included."""
    neutral: str
    """The address for readers of any other language (`x-default`); of a redirect, where it leads."""
    key: str = ""
    """The code or class that it is about."""

    @property
    def name(self) -> str:
        """What it is called in its address, whatever its language: `sip-486`."""
        return self.address.rpartition("/")[2].removesuffix(".html")

    @property
    def twin(self) -> str:
        """The address of the same as plain Markdown; empty where there is none."""
        listed = self.kind in KINDS and not self.kind.hosted_only
        return f"{self.address.removesuffix('.html')}.md" if listed else ""


class Contents(Protocol):
    """What the plan must know of the content."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in their order."""

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """What there is a page for, each with its keys in order: `code`, `category`, `symptom`, `software`, `cases`."""


def pages(contents: Contents) -> Iterator[Page]:
    """Yield every page of the site, in the order of the site map: kind by kind, and of each code its card first."""
    for per, kinds in _groups():
        for key in contents.keys.get(per, ("",)):
            for kind in kinds:
                yield from _pages(kind, key, contents.languages)


def _groups() -> Iterator[tuple[str, list[PageKind]]]:
    """Yield the rows of the table; neighbours that share a key, such as card and code, go together."""
    kinds = list(KINDS)
    while kinds:
        first = kinds.pop(0)
        group = [first]
        while first.per in {"code", "category"} and kinds and kinds[0].per == first.per:
            group.append(kinds.pop(0))
        yield first.per, group


def _pages(kind: PageKind, key: str, languages: tuple[str, ...]) -> Iterator[Page]:
    file = kind.file.format(key=key)
    alternates = {tag: addresses.page(tag, file) for tag in languages}
    if kind.per == "site":
        alternates = {tag: addresses.page(tag, addresses.OVERVIEW) for tag in languages}
        yield Page(f"{file}.html", kind, languages[0], alternates, addresses.START, key)
    elif kind.neutral:
        yield Page(f"{file}.html", kind, languages[0], alternates, f"{file}.html", key)
    else:
        neutral = [f"{other.file.format(key=key)}.html" for other in KINDS if other.neutral and other.file == kind.file]
        for tag, address in alternates.items():
            # where no page belongs to all languages, the first language stands for the rest
            yield Page(address, kind, tag, alternates, (neutral or list(alternates.values()))[0], key)
