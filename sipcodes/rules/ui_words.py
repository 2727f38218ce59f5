"""The words of the pages: every UI key that a template uses is in ui.toml, and none is there without use."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import jinja2
from jinja2 import nodes

from sipcodes.content.reference import Label
from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.memo import Memo
from sipcodes.problems import Problem, did_you_mean

_WORDS = ("t", "both", "words")
"""What templates and the code behind them call to get the words of a key."""
_BRACED = re.compile(r"""["'`]\{(\w+)\}["'`]""")
_FIRST = re.compile(r"[.\[]")
_IN_CODE = (
    "site.name",
    "site.title",
    "site.description",
    "changes.heading",
    "terminal.nothing",
    "terminal.more",
    "nav.overview",
    "search.codes",
    "search.read",
)
"""Keys that the program itself uses: in data for search engines, browsers and the command for terminals."""


def readings(folder: Path) -> Iterator[tuple[Callable[..., object], tuple[str]]]:
    """Yield the call that reads the keys of each template of a folder as `broken_words` does, to be made ahead."""
    for path in (*files(folder, "**/*.html"), *files(folder, "**/*.md")):
        if path.is_file() and (text := read_text(path, [])) is not None:
            yield used_keys, (text,)


def broken_words(folder: Path, strings: Mapping[str, Label], memo: Memo) -> Iterator[Problem]:
    """Yield UI keys that a template uses and ui.toml lacks, and keys that no template uses."""
    problems: list[Problem] = []
    used: set[str] = set(_IN_CODE)
    prefixes: set[str] = set()
    given: dict[str, set[str]] = {}
    for path in (*files(folder, "**/*.html"), *files(folder, "**/*.md")):
        text = _template(path, problems)
        found = memo(used_keys, text) if text is not None else []
        if isinstance(found, tuple):
            line, message = found
            problems.append(Problem(path, line, f"is no template: {message}"))
            continue
        for key, line, whole, values in found:
            (used if whole else prefixes).add(key)
            if values:
                given.setdefault(key, set()).update(values)
            if whole and key not in strings:
                hint = did_you_mean(key, strings)
                yield Problem(path, line, f"unknown UI key '{key}', an entry in ui.toml is wanted{hint}")
    scripts = "".join(read_text(path, problems) or "" for path in files(folder, "scripts/**/*.js"))
    if problems:
        yield from problems
        return  # what could not be read may use any of the words
    by_scripts = memo(_braced, scripts)
    for key, label in strings.items():
        if key not in used and not key.startswith(tuple(prefixes)):
            yield label.problem(f"UI key '{key}' is used by no template{did_you_mean(key, used - set(strings))}")
        elif key not in _IN_CODE and any("{" in text or "}" in text for text in label.texts.values()):
            filled = {name for asked, names in given.items() if key.startswith(asked) for name in names}
            yield from _broken_braces(key, label, filled or by_scripts or {"*"})


def _template(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a template; note it where there is none."""
    text = read_text(path, problems)
    if text is not None and not text.strip():
        problems.append(Problem(path, 1, "is empty, a template is wanted"))
    return text


def _broken_braces(key: str, label: Label, filled: set[str]) -> Iterator[Problem]:
    """Yield every {brace} that nobody fills in; `*` in `filled` stands for any."""
    for language, text in label.texts.items():
        try:
            names = [_FIRST.split(name)[0] for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            yield label.problem(f"{key}.{language}: a brace without its twin (`{text}`)", language)
            continue
        for name in names if "*" not in filled else ():
            if name not in filled:
                hint = did_you_mean(name, filled)
                wanted = ", ".join(f"{{{known}}}" for known in sorted(filled)) or "none"
                message = f"{key}.{language}: {{{name}}} is not filled in, {wanted} is{hint}"
                yield label.problem(message, language)


def _braced(scripts: str) -> set[str]:
    """Return what scripts fill in."""
    return set(_BRACED.findall(scripts))


def used_keys(template: str) -> list[tuple[str, int, bool, list[str]]] | tuple[int, str]:
    """Return each key that a template asks for, its line, whether it is the whole key, and what is filled in.

    A text that is no template gives the line and what is wrong there instead.
    """
    try:
        tree = jinja2.Environment(autoescape=True).parse(template)
    except jinja2.TemplateSyntaxError as error:
        return error.lineno, error.message or ""
    except RecursionError:
        return 1, "it is nested too deep, a few levels are wanted"
    found = []
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _WORDS and call.args:
            first = call.args[0]
            parts = first.nodes if isinstance(first, nodes.Concat) else [first]
            if isinstance(parts[0], nodes.Const):
                values = [argument.key for argument in call.kwargs] + ["*"] * (call.dyn_kwargs is not None)
                found.append((str(parts[0].value), call.lineno, len(parts) == 1, values))
    return found
