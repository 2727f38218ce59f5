"""Jinja as this site uses it: strict, escaped, with words, links and assets at hand, and errors that name a line."""

import marshal
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from sip_links import section_url
from sipcodes import addresses, plan
from sipcodes.content.fields import CITATION
from sipcodes.content.reference import Reference
from sipcodes.content.short import inline
from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.memo import Memo
from sipcodes.pages import twins
from sipcodes.pages.assets import Assets
from sipcodes.pages.hyphens import hyphenated
from sipcodes.pages.metadata import graph
from sipcodes.pages.policy import Policy
from sipcodes.pages.styles import Styles
from sipcodes.plan import Page
from sipcodes.problems import ContentError, Problem, did_you_mean


def compiled(folder: str, name: str, text: str) -> bytes | None:
    """Return the code of a template, marshalled; None where it cannot be compiled, which using it tells."""
    try:
        return marshal.dumps(_environment().compile(text, name, f"{folder}/{name}"))
    except (jinja2.TemplateSyntaxError, SyntaxError, RecursionError):
        return None


def compilations(folder: Path) -> Iterator[tuple[Callable[..., object], tuple[str, str, str]]]:
    """Yield the call that compiles each template of a folder as using it does, to be made ahead."""
    for path in (*files(folder, "**/*.html"), *files(folder, "twins/*.md")):
        if path.is_file() and (text := read_text(path, [])) is not None:
            yield compiled, _call(folder, path, text)


def _call(folder: Path, path: Path, text: str) -> tuple[str, str, str]:
    return str(folder), path.relative_to(folder).as_posix(), text


class _Loader(jinja2.FileSystemLoader):
    """Loads templates from a folder and its `pages`; what is compiled is remembered."""

    def __init__(self, folder: Path, memo: Memo) -> None:
        super().__init__([folder, folder / "pages"], encoding="utf-8-sig")
        self._folder = folder
        self._memo = memo

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> jinja2.Template:
        text, path, up_to_date = self.get_source(environment, name)
        code = self._memo(compiled, *_call(self._folder, Path(path), text))
        if code is None:
            return super().load(environment, name, globals)
        return jinja2.Template.from_code(environment, marshal.loads(code), globals or {}, up_to_date)  # noqa: S302 - ours


class _Context(jinja2.runtime.Context):
    """Calls what templates call; Jinja looks at each of 200,000 calls whether it is one that takes the context."""

    def call(self, called: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as Jinja's
        options.pop("_block_vars", None)
        options.pop("_loop_vars", None)
        if isinstance(called, jinja2.runtime.Macro):  # of all that our templates call, a macro alone asks how to escape
            return called(self.eval_ctx, *arguments, **options)
        return called(*arguments, **options)


def _environment(loader: jinja2.BaseLoader | None = None) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=loader,
        autoescape=jinja2.select_autoescape(["html"]),  # twins are Markdown
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.context_class = _Context
    environment.filters |= {"prose": inline, "hyphenated": hyphenated, "slug": addresses.slug, **twins.FILTERS}
    return environment


class Templates:
    """The templates of a site, bound to its reference."""

    def __init__(
        self,
        folder: Path,
        reference: Reference,
        base_url: str,
        assets: Assets,
        styles: Styles,
        shape: object,
        memo: Memo,
    ) -> None:
        """Read templates from `folder`; `shape` is what the data files hold, `memo` keeps templates compiled."""
        self.folder = folder
        self.reference = reference
        self.base_url = base_url
        self.base_path = urlsplit(base_url).path
        self.assets = assets
        self.styles = styles
        self.environment = _environment(_Loader(folder, memo))
        self.environment.globals |= {
            "reference": reference,
            "kinds": plan.KINDS,
            "shape": shape,
            "base_url": base_url,
            "asset": assets.address,
            "addresses": addresses,
            "cite": _cite,
            "mark": twins.mark,
            "graph": graph,
        }

    def policy(self, page: Page, **inlined: str) -> Policy:
        """Return what a page may run; `inlined` is a text of its own, `script`."""
        single = page.kind is plan.SINGLE
        scripts = (self.assets.text(f"{page.kind.early}.js"), *inlined.values())
        private = single or page.kind.name == "trace"  # what is pasted there must have no way out
        return Policy((self._style(page),), scripts, loads=not single, connects=not private)

    def _style(self, page: Page) -> str:
        """Return the style that stands in a page."""
        if page.kind is plan.SINGLE:
            return self.styles.whole()
        colours = (f"verdict-{self.reference.codes[int(page.key)].verdict}",) if page.kind.per == "code" else ()
        return self.styles.page((*page.kind.styles, *colours))

    def render(self, name: str, page: Page, inlined: dict[str, str] | None = None, **data: object) -> str:
        """Render `{name}.html` for a page; raise ContentError naming the template's line.

        `inlined` is the script that stands in this page beside that of every page.
        """

        def link(address: str) -> str:
            return self.base_path + address if page.kind.hosted_only else addresses.relative(page.address, address)

        own = inlined or {}
        return self._made(
            f"{name}.html",
            page,
            link=link,
            style=Markup(self._style(page)),  # noqa: S704 - our own style sheet
            early_script=Markup(self.assets.text(f"{page.kind.early}.js")),  # noqa: S704 - our own script
            policy=self.policy(page, **own),
            inlined={key: Markup(text) for key, text in own.items()},  # noqa: S704 - our own script
            **data,
        )

    def twin(self, page: Page, **data: object) -> str:
        """Render the plain-text twin of a page; raise ContentError naming the template's line."""
        text = self.part(page.kind.name, page, **data)
        if not twins.TITLED.match(text):
            path = _own(self.folder, f"twins/{page.kind.name}.md")
            raise ContentError([Problem(path, 1, "makes a text without a title, `# ` and words opening it are wanted")])
        return text

    def part(self, name: str, page: Page, **data: object) -> str:
        """Render `twins/{name}.md` for a page, which may be a part of its twin; raise ContentError as above."""

        def link(address: str) -> str:
            return twins.to_twin(addresses.relative(page.address, address))

        return twins.tidied(self._made(f"twins/{name}.md", page, link=link, **data))

    def listed(self, page: Page) -> str:
        """Render the list of all twins, in the language of a page first; raise ContentError like the others."""

        def link(address: str) -> str:
            return self.base_url + twins.to_twin(address)

        return twins.tidied(self._made("twins/llms.md", page, link=link))

    def _made(self, name: str, page: Page, **data: object) -> str:
        language = page.language

        def words(key: str, in_language: str = language, /, **values: object) -> str:
            label = self.reference.strings.get(key)
            if label is None:
                raise jinja2.UndefinedError(f"unknown UI key '{key}'{did_you_mean(key, self.reference.strings)}")
            return label.texts[in_language].format(**values) if values else label.texts[in_language]

        try:
            return self.environment.get_template(name).render(page=page, lang=language, t=words, **data)
        except jinja2.TemplateSyntaxError as error:
            path = Path(error.filename or _own(self.folder, name))
            raise ContentError([Problem(path, error.lineno, f"is no template: {error.message}")]) from error
        except jinja2.TemplateNotFound as error:
            known = self.environment.list_templates(extensions=["html", "md"])
            path, line = _line(error) or (_own(self.folder, name), 1)
            message = f"no template '{error.name}'{did_you_mean(str(error.name), known)}"
            raise ContentError([Problem(path, line, message)]) from error
        except Exception as error:
            raise ContentError([_template_problem(error)]) from error


def _own(folder: Path, name: str) -> Path:
    """Return where a template would be: one of a page stands in a folder of its own."""
    return folder / name if "/" in name else folder / "pages" / name


def _template_problem(error: Exception) -> Problem:
    """Return what went wrong at its line; what happened outside of templates is no mistake in one."""
    place = _line(error)
    if place is None:
        raise error
    unknown = isinstance(error, (jinja2.UndefinedError, AttributeError))
    return Problem(*place, f"{error}, which this line uses" if unknown else f"{type(error).__name__}: {error}")


def _line(error: Exception) -> tuple[Path, int] | None:
    """Return where in a template it happened: Jinja maps the frames of compiled templates to their source."""
    if isinstance(error, SyntaxError) and error.filename:  # Python takes no more than 20 blocks within one another
        return Path(error.filename), 1
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    place = next(((name, line) for name, line in reversed(places) if name.endswith((".html", ".md"))), None)
    return (Path(place[0]), place[1]) if place else None


def _cite(citation: str) -> Markup:
    match = CITATION.fullmatch(citation)
    if match is None:
        raise ValueError(f"a citation such as 'RFC 3261 §21.4.24' is wanted (found '{citation}')")
    text = citation.replace(" ", "\u00a0")
    return Markup('<a href="{}">{}</a>').format(section_url(match[1], match[2]), text)
