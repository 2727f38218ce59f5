"""The same texts and data laid out for other generators, as somebody who uses those would have them.

Hugo gets the data files and prints the same sections as ours, but for the picture of the call flow. MkDocs has no data
files: it gets the texts, and the facts that a page starts with.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from bench.checkout import ROOT
from bench.measuring import Command, Cost, run

HERE = Path(__file__).resolve().parent
VENV = ROOT / ".cache" / "bench" / "venv"
KINDS = ("code", "category", "overview")
"""The kinds of page that they make; ours makes more."""
LANGUAGES = ("nl", "en")
Data = Mapping[str, Any]


class Hugo:
    """The site in Hugo."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder = folder
        shutil.copytree(HERE / "hugo", folder)
        shutil.copytree(ROOT / "templates" / "styles", folder / "assets" / "styles")
        shutil.copytree(ROOT / "templates" / "scripts", folder / "assets" / "scripts")
        for path in content.rglob("*.toml"):
            target = folder / "data" / path.relative_to(content)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        for language in LANGUAGES:
            for path in content.glob(f"codes/*.{language}.md"):
                number = path.name.partition(".")[0]
                self._page(language, f"sip-{number}", f'layout = "code"\ncode = "{number}"\nweight = {number}', path)
            for path in content.glob(f"categories/*.{language}.md"):
                key = path.name.partition(".")[0]
                self._page(language, key, f'layout = "category"\nkey = "{key}"', path)
            self._page(language, "_index", "", content / "pages" / f"overview.{language}.md")

    def _page(self, language: str, name: str, head: str, text: Path) -> None:
        target = self.folder / "content" / language / f"{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"+++\n{head}\n+++\n{text.read_text(encoding='utf-8')}", encoding="utf-8")

    @property
    def command(self) -> Command:
        """What builds it: the program itself, without the Python that brings it."""
        (program,) = VENV.glob("lib/python3.*/site-packages/hugo/binaries/hugo*")
        return (program, "--quiet", "--cacheDir", self.folder / "kept")

    def cold(self, *, memory: bool = False) -> Cost:
        """Build with nothing kept from before."""
        for name in ("public", "resources", "kept"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return run(self.command, self.folder, memory=memory)


class MkDocs:
    """The site in MkDocs with the theme Material."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder = folder
        shutil.copytree(HERE / "mkdocs", folder)
        shutil.copytree(ROOT / "sip_links", folder / "sip_links")
        data = {name: tomli.loads((content / f"{name}.toml").read_text()) for name in ("codes", "categories", "ui")}
        for language in LANGUAGES:
            (folder / "docs" / language).mkdir(parents=True)
            for number, code in data["codes"].items():
                text = (content / "codes" / f"{number}.{language}.md").read_text(encoding="utf-8")
                for key, words in data["ui"]["section"].items():
                    text = text.replace(f"## {key}\n", f"## {words[language]} {{#{key}}}\n", 1)
                self._page(language, f"sip-{number}", f"{_code(data, number, code, language)}\n\n{text}")
            lists = {key: _table(data, key, language) for key in data["categories"]}
            for key, category in data["categories"].items():
                text = (content / "categories" / f"{key}.{language}.md").read_text(encoding="utf-8")
                self._page(language, key, f"# {key} {category['name'][language]}\n\n{text}\n\n{lists[key]}")
            text = (content / "pages" / f"overview.{language}.md").read_text(encoding="utf-8")
            heads = [f"## {key} {data['categories'][key]['name'][language]}\n\n{rows}" for key, rows in lists.items()]
            self._page(language, "index", "\n\n".join([f"# SIP\n\n{text}", *heads]))

    def _page(self, language: str, name: str, text: str) -> None:
        (self.folder / "docs" / language / f"{name}.md").write_text(text, encoding="utf-8")

    @property
    def command(self) -> Command:
        """What builds it."""
        return (VENV / "bin" / "python", "-m", "mkdocs", "build", "--quiet")

    def cold(self, *, memory: bool = False) -> Cost:
        """Build with nothing kept from before; it keeps nothing itself."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        return run(self.command, self.folder, memory=memory)


def _code(data: Data, number: str, code: Data, language: str) -> str:
    """Return how the page of a code starts."""
    facts = {
        "verdict": data["ui"]["verdict"][code["verdict"]][language],
        "retry": data["ui"]["retry"][code["retry"]][language],
        "sender": "; ".join(data["ui"]["sender"][sender][language] for sender in code["senders"]),
        "requests": ", ".join(code["requests"]),
        "defined": code["rfc"],
    }
    rows = [f"| {data['ui']['brief'][key][language]} | {fact} |" for key, fact in facts.items()]
    head = f"# {number} {code['phrase']}: {code['remark'][language]}\n\n{code['meaning'][language]}"
    return "\n".join([head, "", "| | |", "|---|---|", *rows])


def _table(data: Data, key: str, language: str) -> str:
    """Return the codes of a class."""
    rows = [
        f"| [{number} {code['phrase']}](sip-{number}.md) | {code['remark'][language]}. {code['meaning'][language]} |"
        for number, code in data["codes"].items()
        if number[0] == key[0]
    ]
    return "\n".join(["| | |", "|---|---|", *rows])
