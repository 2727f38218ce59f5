"""The style of the pages: sheets joined in the order of the cascade, made small, and checked as far as a build can."""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import get_args

import minify

from sipcodes.content.records import Verdict
from sipcodes.content.toml import read_text
from sipcodes.editors import files
from sipcodes.memo import Memo
from sipcodes.pages.sheets import faults_of_sheet
from sipcodes.problems import ContentError, Problem, did_you_mean

VERDICTS = tuple(f"verdict-{verdict}" for verdict in get_args(Verdict))
"""Those of the colours, a sheet for each verdict."""
STYLES = (
    "tokens", *VERDICTS, "verdicts", "base", "table", "layout", "components", "search",
    "head", "shapes", "button", "cards", "chips", "toc", "fold", "code", "codes", "board", "causes", "aside",
    "symptoms", "symptom", "software", "long", "halves", "trace", "single", "foot", "pressed", "answers", "detail",
    "ladder", "print",
)  # fmt: skip
"""The style sheets in the order of the cascade."""
EVERYWHERE = frozenset({"tokens", "verdicts", "base", "layout", "components", "search"})
"""Those that stand in every page; which of the others do, its kind says."""
LATER = frozenset({
    *VERDICTS, "verdicts", "table", "chips", "toc", "fold", "software", "long", "halves", "foot", "pressed", "answers",
    "detail", "ladder", "print",
})  # fmt: skip
"""Those that no first screen needs: together they are one file, which browsers keep."""

_DECLARED = re.compile(r"(?<![\w(-])(--[\w-]+)\s*:")
_PROPERTY = re.compile(r"(?<![\w-])--[\w-]+")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""For short names: checkers take no custom property whose name begins with a digit."""
_SIZE = re.compile(r"(--[\w-]+): ([\d.]+rem);")


class Styles:
    """The style sheets of a folder, read when they are first asked for."""

    def __init__(self, folder: Path, memo: Memo) -> None:
        """Read from `folder`; raise ContentError for a sheet that is missing or no style sheet."""
        self._memo = memo
        problems: list[Problem] = []
        read = {name: read_text(folder / f"{name}.css", problems) for name in STYLES}
        for path in files(folder, "*.css"):
            if path.stem not in STYLES:
                hint = did_you_mean(path.stem, STYLES)
                problems.append(Problem(path, 1, f"is on no page, a name in STYLES of pages/styles.py is wanted{hint}"))
        bare = (name for name, text in read.items() if text is not None and not text.strip())
        problems += [Problem(folder / f"{name}.css", 1, "is empty, a style sheet is wanted") for name in bare]
        texts = {name: text or "" for name, text in read.items()}
        declared = tuple(sorted({name for text in texts.values() for name in _DECLARED.findall(text)}))
        for name, text in texts.items():
            faults = memo(faults_of_sheet, text, declared)
            problems += [Problem(folder / f"{name}.css", line, message) for line, message in faults]
        if problems:
            raise ContentError(problems)
        sizes = [size for text in texts.values() for size in _SIZE.findall(text)]
        count = Counter(name for name, _ in sizes)
        self._sizes = {name: size for name, size in sizes if count[name] == 1}
        self._texts = texts
        self._short = {name: f"--{number:x}".translate(_LETTERS) for number, name in enumerate(declared)}
        self._small = cache(self._minified)

    def page(self, own: Collection[str]) -> str:
        """Return the style that stands in a page: the sheets that every page has, and its own (`PageKind.styles`)."""
        return self._joined(EVERYWHERE.union(own, VERDICTS if "verdict-*" in own else ()))

    def later(self) -> str:
        """Return the style of the file that every page loads for what its first screen does not show."""
        return self._joined(LATER)

    def whole(self) -> str:
        """Return the style of a page that loads nothing."""
        return self._joined(STYLES)

    def _joined(self, names: Collection[str]) -> str:
        return self._small(tuple(name for name in STYLES if name in names))

    def _minified(self, names: tuple[str, ...]) -> str:
        """Join and minify sheets: a size that never changes stands where it is used, others get short names."""
        text = "".join(self._texts[name] for name in names)
        for name, size in self._sizes.items():
            text = text.replace(f"{name}: {size};", "").replace(f"var({name})", size)
        small = self._memo(_minified, text)
        return _PROPERTY.sub(lambda name: self._short[name[0]], small)


def _minified(text: str) -> str:
    return str(minify.string("text/css", text))
