"""Jinja as this site uses it: strict, escaped, with words, links and assets at hand, and errors that name a line."""

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import jinja2
from jinja2 import nodes
from markupsafe import Markup

from sipcodes import addresses, assets
from sipcodes.fields import citation_parts
from sipcodes.markdown_links import section_url
from sipcodes.markup import first_step, inline
from sipcodes.problems import ContentError, Problem, did_you_mean
from sipcodes.reference import Label, Reference
from sipcodes.search import index


class Shown(Protocol):
    """What a template must know of the page it renders."""

    @property
    def address(self) -> str:
        """Where the page will stand."""

    @property
    def kind(self) -> str:
        """The value of `data-page`."""

    @property
    def anywhere(self) -> bool:
        """Whether a host shows it at any address, so that its links must start from the base."""


class Templates:
    """The templates of a site, bound to its reference."""

    def __init__(self, folder: Path, reference: Reference, base_url: str) -> None:
        self.folder = folder
        self.reference = reference
        self.base_url = base_url
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([folder, folder / "pages"]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.do"],
        )
        self.files: dict[str, bytes] = assets.pictures(folder / "assets")
        site_script = self.asset("site.js", assets.script(folder / "assets", assets.SCRIPTS))
        self.base_path = "/" + base_url.split("/", 3)[3]
        without_flow = [name for name in assets.STYLES if name not in assets.FLOW_STYLES]
        self._style = Markup(assets.style(folder / "assets", without_flow))  # noqa: S704 - our own style sheet
        self._style_of_flow = Markup(assets.style(folder / "assets"))  # noqa: S704 - our own style sheet
        self.environment.globals |= {
            "reference": reference,
            "early_script": Markup(assets.script(folder / "assets", ["early"])),  # noqa: S704 - our own script
            "base_url": base_url,
            "policy_hash": assets.policy_hash,
            "site_script": site_script,
            "search_index": {
                language: self.asset(f"search.{language}.js", index(reference, language))
                for language in reference.languages
            },
            "addresses": addresses,
            "cite": _cite,
        }
        self.environment.filters |= {"prose": inline, "first_step": first_step}
        self._check_strings()

    def asset(self, name: str, content: str) -> str:
        """Publish a text under a name that changes with it; return its address."""
        address = assets.fingerprinted(name, content)
        self.files[address] = content.encode()
        return address

    def render(self, name: str, language: str, page: Shown, **data: object) -> str:
        """Render `pages/{name}.html` in a language; raise ContentError naming the template's line."""

        def words(key: str, in_language: str = language, /, **values: object) -> str:
            label = self.reference.strings.get(key)
            if label is None:
                raise jinja2.UndefinedError(f"unknown UI key '{key}'{did_you_mean(key, self.reference.strings)}")
            return label.texts[in_language].format(**values) if values else label.texts[in_language]

        def link(address: str) -> str:
            return self.base_path + address if page.anywhere else addresses.relative(page.address, address)

        try:
            template = self.environment.get_template(f"{name}.html")
            style = self._style_of_flow if page.kind in assets.FLOW_KINDS else self._style
            return template.render(page=page, lang=language, t=words, link=link, style=style, **data)
        except jinja2.TemplateSyntaxError as error:
            path = Path(error.filename or self.folder / f"{name}.html")
            raise ContentError([Problem(path, error.lineno, f"is no template: {error.message}")]) from error
        except jinja2.TemplateNotFound as error:
            raise ContentError([Problem(self.folder / f"{name}.html", 1, f"no template '{error.name}'")]) from error
        except (jinja2.TemplateError, AttributeError, KeyError, TypeError, ValueError) as error:
            # Jinja maps the frames of compiled templates to the lines of their source
            frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
            if not frames:
                raise
            place = Problem(Path(frames[-1].filename), frames[-1].lineno or 1, str(error))
            raise ContentError([place]) from error

    def _check_strings(self) -> None:
        """Refuse UI keys that a template uses and ui.toml lacks, and keys that no template uses."""
        problems: list[Problem] = []
        unknown: list[Problem] = []
        used: set[str] = set()
        prefixes: set[str] = set()
        for path in sorted(self.folder.rglob("*.html")):
            try:
                tree = self.environment.parse(path.read_text(encoding="utf-8"))
            except jinja2.TemplateSyntaxError as error:
                problems.append(Problem(path, error.lineno, f"is no template: {error.message}"))
                continue
            for key, line, whole in _used_keys(tree):
                (used if whole else prefixes).add(key)
                if whole and key not in self.reference.strings:
                    hint = did_you_mean(key, self.reference.strings)
                    unknown.append(Problem(path, line, f"unknown UI key '{key}', an entry in ui.toml is wanted{hint}"))
        # a template that could not be read may use any of the words
        unused = [] if problems else list(_unused(self.reference.strings, used, tuple(prefixes)))
        if problems or unknown or unused:
            raise ContentError([*problems, *unknown, *unused])


def _used_keys(tree: nodes.Template) -> Iterator[tuple[str, int, bool]]:
    """Yield each key given to `t(…)` or `both(…)`, its line, and whether it is the whole key or how it begins."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in {"t", "both"} and call.args:
            first = call.args[0]
            parts = first.nodes if isinstance(first, nodes.Concat) else [first]
            if isinstance(parts[0], nodes.Const):
                yield str(parts[0].value), call.lineno, len(parts) == 1


def _unused(strings: Mapping[str, Label], used: set[str], prefixes: tuple[str, ...]) -> Iterator[Problem]:
    for key, label in strings.items():
        if key not in used and not key.startswith(prefixes):
            hint = did_you_mean(key, used - set(strings))
            yield Problem(label.path, label.line, f"UI key '{key}' is used by no template{hint}")


def _cite(citation: str) -> Markup:
    rfc, section = citation_parts(citation)
    text = citation.replace(" ", "\u00a0")
    return Markup('<a href="{}">{}</a>').format(section_url(rfc, section), text)
