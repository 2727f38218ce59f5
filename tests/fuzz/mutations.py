"""What goes wrong with files: each mutation is chosen by a seed and says what it did.

A mutation that no right build can survive carries `refused`: being accepted would be nonsense.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HTML = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'https://evil.example/'</style>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
"""HTML that runs or loads something."""
JINJA = (
    "{{ 7*7 }}",
    "{{ cycler.__init__.__globals__ }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{% include 'base.html' %}",
    "{# #}",
    "{{ config }}",
    "{%",
    "}}",
    "${7*7}",
    "#{7*7}",
)
"""What templates would take for theirs."""
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example/)",
    "[x](http://evil.example/)",
    '[x](https://evil.example/"onmouseover=alert(1))',
    '[x](sip-404.html "x\\" onmouseover=\\"alert(1)")',
    "<javascript:alert(1)>",
    '<https://evil.example/"onclick=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: javascript:alert(1) 'title'",
    "![x](javascript:alert(1))",
    '![x](x.png "onerror=alert(1)")',
    "![x]('onerror='alert(1))",
    "# x {: onclick=alert(1) }",
    "x\n{: style=position:fixed onclick=alert(1) }",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "``` { .x onclick=alert(1) }\nx\n```",
    "| <b onclick=alert(1)> | x |\n|---|---|\n| <script>alert(1)</script> | `|` |",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "[<img src=x onerror=alert(1)>](sip-404.html)",
    "[x](<javascript:alert(1)>)",
    '[x](sip-404.html#"><script>alert(1)</script>)',
    "<div markdown=1 onclick=alert(1)>x</div>",
    "*[x]: <script>alert(1)</script>",
    "[^1]: <script>alert(1)</script>",
    "## x {#causes}",
    "\u0002wzxhzdk:0\u0003",
    "\u0002klzzwxh:0000\u0003",
    "\u0002amp\u0003",
)
"""Known ways from Markdown to a script, and the signs by which Python-Markdown marks its own places."""
LETTERS = (
    "\u202e",
    "\u200b",
    "\u2066",
    "\u0435",
    "\uff41",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\U0001f600",
    "\u0301",
    "\ue000",
)
"""Signs that mislead: invisible, turning, of another script, pictures."""
CONTROLS = ("\0", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\r")
VALUES = (
    "true", "false", "0", "-1", "99999999999999999999999", "1.5", "nan", "inf", "-inf", "1e400", "2026-11-28",
    "2026-13-45", "12:00:00", "2026-11-28T12:00:00Z", '""', "''", '" "', "[]", "[[]]", "{}", "{ nl = 1 }", '["x"]', "[1, 'x']",
    '"\\u0000"', '"\\ud800"', "'''\nx\n'''", '"x"', "_", "=", '"', "[", "{", "0x1F4", "1_000",
)  # fmt: skip
"""What may stand in the place of a value."""
NO_SCRIPT = (
    "a = /b/gq;", "a = /[z-a]/;", "a = /(b/;", "a = /(?<b>c)(?<b>d)/;", "a = 'b;", "a = `b;", "/* a", "return;", "break;",
    "const class = 1;", "const a;", "const a = 1, a = 2;", "await a;", "a?.b = 1;", "a = 010;", "with (a) b();", "}", "({",
    "() => { await a; };", "class A { #b; #b; }", "import a from './b.js';", "export { a };", "import './nothing.js';",
    "undeclared();", "({ return, a }) => a;",
)  # fmt: skip
"""What no browser reads or runs, and what is no form of ours to join modules."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """What was done to a folder."""

    told: str
    refused: bool = False
    """Whether a build that accepts it is wrong."""


Mutator = Callable[[random.Random, Path, Path], Mutation]
"""Takes chance, the folder and a file in it."""


def mutate(chance: random.Random, folder: Path, mutators: tuple[Mutator, ...]) -> Mutation:
    """Change one file of a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "share.svg")
    path = chance.choice(paths)
    mutator = chance.choice(mutators)
    return (mutator if path.suffix != ".png" or mutator in _OF_BYTES else _bytes)(chance, folder, path)


def _told(folder: Path, path: Path, what: str, *, refused: bool = False) -> Mutation:
    return Mutation(f"{path.relative_to(folder)}: {what}", refused)


_MAY_GO = {"products", "known"}
"""Folders of what there may be less of."""


def _needed(path: Path) -> bool:
    """Return whether no site can do without a file: terms are for the check alone, types for that of scripts."""
    return path.parent.name not in _MAY_GO and path.name not in {"terms.toml", "types.d.ts", "tsconfig.json"}


def _lines(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Delete, repeat, swap or join lines."""
    lines = path.read_bytes().split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.choice(["delete", "repeat", "swap", "join", "indent", "delete many"])
    if what == "delete":
        del lines[at]
    elif what == "repeat":
        lines.insert(other, lines[at])
    elif what == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    elif what == "join":
        lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
    elif what == "indent":
        lines[at] = b"    " + lines[at]
    else:
        del lines[min(at, other) : max(at, other)]
    path.write_bytes(b"\n".join(lines))
    return _told(folder, path, f"{what} line {at + 1} ({other + 1})")


def _cut(chance: random.Random, folder: Path, path: Path) -> Mutation:
    data = path.read_bytes()
    at = chance.randrange(len(data) + 1)
    path.write_bytes(data[:at])
    return _told(folder, path, f"cut at byte {at}")


def _empty(chance: random.Random, folder: Path, path: Path) -> Mutation:
    data = chance.choice([b"", b"\n", b"  \n\t\n", b"#\n"])
    path.write_bytes(data)
    refused = path.suffix == ".md" or (path.name == "published.txt" and not data.strip())
    return _told(folder, path, f"holds {data!r} alone", refused=refused)


def _gone(_chance: random.Random, folder: Path, path: Path) -> Mutation:
    path.unlink()
    return _told(folder, path, "is gone", refused=_needed(path))


def _bytes(chance: random.Random, folder: Path, path: Path) -> Mutation:
    data = bytearray(path.read_bytes())
    places = []
    for _ in range(chance.choice([1, 1, 1, 3, 20])):
        at = chance.randrange(len(data) + 1)
        places.append(at)
        what = chance.randrange(3)
        if what == 0:
            data.insert(at, chance.randrange(256))
        elif what == 1:
            del data[at : at + chance.choice([1, 1, 4])]
        else:
            data[at : at + 1] = bytes([chance.randrange(256)])
    path.write_bytes(bytes(data))
    return _told(folder, path, f"bytes changed at {places}")


def _encoding(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Write a file in another encoding or with other ends of lines."""
    data = path.read_bytes()
    what = chance.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "bom", "two boms", "crlf", "cr", "nul", "bad"])
    text = data.decode("utf-8", "replace")
    if what in {"utf-16", "utf-16-le", "utf-32"}:
        data = text.encode(what)
    elif what == "latin-1":
        data = (text + "\n# \u00e9\u00e8\n").encode("latin-1", "replace")
    elif what == "bom":
        data = b"\xef\xbb\xbf" + data
    elif what == "two boms":
        data = b"\xef\xbb\xbf" * 2 + data
    elif what == "crlf":
        data = data.replace(b"\n", b"\r\n")
    elif what == "cr":
        data = data.replace(b"\n", b"\r")
    elif what == "nul":
        data = data[: len(data) // 2] + b"\0" + data[len(data) // 2 :]
    else:
        data = data[: len(data) // 2] + b"\xff\xc0\x80" + data[len(data) // 2 :]
    path.write_bytes(data)
    text_file = path.suffix in {".md", ".toml", ".html", ".css", ".js"} and _needed(path)
    return _told(
        folder, path, f"as {what}", refused=text_file and what in {"utf-16", "utf-32", "latin-1", "bad", "nul"}
    )


def _put(chance: random.Random, folder: Path, path: Path, texts: tuple[str, ...]) -> Mutation:
    """Put a text in a place of a file."""
    text, data = chance.choice(texts), path.read_text(encoding="utf-8", errors="replace")
    words = [match.end() for match in re.finditer(r"\w", data)] or [0]
    at = chance.choice(words)
    if chance.randrange(3) == 0:
        text, at = f"\n\n{text}\n\n", data.find("\n", at)
    path.write_text(data[:at] + text + data[at:], encoding="utf-8", newline="\n")
    return _told(folder, path, f"{text!r} at {at}")


def _html(chance: random.Random, folder: Path, path: Path) -> Mutation:
    return _put(chance, folder, path, HTML)


def _markdown(chance: random.Random, folder: Path, path: Path) -> Mutation:
    return _put(chance, folder, path, MARKDOWN)


def _jinja(chance: random.Random, folder: Path, path: Path) -> Mutation:
    return _put(chance, folder, path, JINJA)


def _signs(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put a sign that misleads between letters: nobody could see it, so it must be refused."""
    return _put(chance, folder, path, (*LETTERS, *CONTROLS))


def _value(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put another value behind an equals sign."""
    data = path.read_text(encoding="utf-8")
    found = list(re.finditer(r"^([\w.\"-]+ = )(.*)$", data, re.MULTILINE))
    if not found:
        return _put(chance, folder, path, VALUES)
    line = chance.choice(found)
    value = chance.choice(VALUES)
    path.write_text(data[: line.start(2)] + value + data[line.end() :], encoding="utf-8", newline="\n")
    return _told(folder, path, f"{line[1]}{value}")


def _poison(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put what would run into a text in quotes, written as TOML wants it."""
    data = path.read_text(encoding="utf-8")
    found = list(re.finditer(r'(?<==|\[|,) *"((?:[^"\\\n]|\\.)*)"', data))
    if path.suffix != ".toml" or not found:
        return _put(chance, folder, path, (*HTML, *MARKDOWN, *JINJA))
    text = chance.choice((*HTML, *MARKDOWN, *JINJA))
    place = chance.choice(found)
    quoted = re.sub(r"[\x00-\x1f]", "", text).replace("\\", "\\\\").replace('"', '\\"')
    at = chance.choice([place.start(1), place.end(1)])
    path.write_text(data[:at] + quoted + data[at:], encoding="utf-8", newline="\n")
    return _told(folder, path, f"{text!r} in {place[1][:40]!r}")


def _key(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Misspell a key or the name of a table, a section or an include."""
    data = path.read_text(encoding="utf-8")
    found = list(re.finditer(r"^\[*([\w.-]+)|^## (\w+)", data, re.MULTILINE))
    if not found:
        return _lines(chance, folder, path)
    name = chance.choice(found)
    group = 2 if name[0].startswith("#") else 1
    old = name[group]
    new = chance.choice([old + "x", old[:-1], old.upper(), f'"{old}"', "", f"{old}.{old}", "9" * 30, "../" + old])
    path.write_text(data[: name.start(group)] + new + data[name.end(group) :], encoding="utf-8", newline="\n")
    return _told(folder, path, f"{old!r} is called {new!r}")


def _part(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put a value in the place of a table, or of an array of tables."""
    data = path.read_text(encoding="utf-8")
    names = sorted({match[1] for match in re.finditer(r"^\[+([\w-]+)", data, re.MULTILINE)})
    if path.suffix != ".toml" or not names:
        return _value(chance, folder, path)
    name, value = chance.choice(names), chance.choice(("3", '"x"', "[3]", "true", "2026-11-28", "[[]]"))
    others = re.sub(rf"^(\[+){name}\b", r"\1others", data, flags=re.MULTILINE)
    path.write_text(f"{name} = {value}\n{others}", encoding="utf-8", newline="\n")
    return _told(folder, path, f"{name} is {value}", refused=_needed(path))


def _deep(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """A thousand levels, or a long line."""
    texts = (
        "\nx = " + "[" * 1000 + "]" * 1000 + "\n",
        "\nx = " + "{a=" * 1000 + "1" + "}" * 1000 + "\n",
        "\n[" + ".".join("a" * 1000) + "]\n",
        "\n\n" + ">" * 1000 + " x\n\n",
        "\n\n" + "".join(f"{'    ' * depth}- x\n" for depth in range(300)) + "\n",
        "\n\n" + "*" * 3000 + "x" + "*" * 3000 + "\n",
        "\n\n" + "[" * 2000 + "x" + "](y)" * 2000 + "\n",
        "\n\n" + "`" * 3001 + "x\n",
        "\n\n" + "( " * 4000 + "\n",
        "\n\n" + "a " * 50_000 + "\n",
        "\n\n" + "x" * 1_000_000 + "\n",
        "\n# " + "x" * 1_000_000 + "\n",
        "\n\n|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n|" + "b|" * 3000 + "\n",
        "\n\n" + "&" * 20_000 + "\n",
        "\n\n" + "<" * 20_000 + "\n",
        "\n\n" + "![" * 5000 + "\n",
        "\n\n" + "_a" * 20_000 + "\n",
        "\n\nRFC " + "1" * 20_000 + "\n",
    )
    number = chance.randrange(len(texts))
    data = path.read_text(encoding="utf-8")
    path.write_text(data + texts[number], encoding="utf-8", newline="\n")
    return _told(folder, path, f"deep or long text {number}")


def _place(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put something else in the place of a file, or something beside it."""
    what = chance.choice(["folder", "link to itself", "link to nothing", "odd name", "other case", "link up", "pipe"])
    beside = path.with_name(
        chance.choice(["a b.md", "\u202ex.nl.md", "486.xx.md", "CON.toml", "486.nl.md.md", "x'\"<>.md", "\n.md"])
    )
    if what == "odd name":
        beside.write_bytes(path.read_bytes())
        return _told(folder, path, f"beside {beside.name!r}")
    if what == "link up":
        (path.parent / "up").symlink_to("..")
        return _told(folder, path, "beside a link to the folder above")
    data = path.read_bytes()
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what == "link to itself":
        path.symlink_to(path.name)
    elif what == "link to nothing":
        path.symlink_to("nothing")
    elif what == "pipe":
        path.symlink_to("/dev/null")
    else:
        path.with_name(path.name.upper()).write_bytes(data)
    return _told(folder, path, what, refused=_needed(path) and path.name != "redirects.toml")


def _token(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Take out, repeat or exchange a token of a program."""
    data = path.read_text(encoding="utf-8")
    tokens = list(re.finditer(r"\{%|%\}|\{\{|\}\}|[\w$-]+|[^\s\w]", data))
    if not tokens:
        return _lines(chance, folder, path)
    token, other = chance.choice(tokens), chance.choice(tokens)
    new = chance.choice(
        ["", token[0] * 2, other[0], "{{ 1/0 }}", "{{ nothing.at.all }}", "{% if %}", "}", "(", '"', "<", "*/"]
    )
    path.write_text(data[: token.start()] + new + data[token.end() :], encoding="utf-8", newline="\n")
    return _told(folder, path, f"{token[0]!r} at {token.start()} is {new!r}")


def _script(chance: random.Random, folder: Path, path: Path) -> Mutation:
    """Put what no browser reads at the end of a script."""
    if path.suffix != ".js":
        return _token(chance, folder, path)
    text = chance.choice(NO_SCRIPT)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8", newline="\n")
    return _told(folder, path, f"{text!r} at the end", refused=_needed(path))


CONTENT: tuple[Mutator, ...] = (
    _lines, _lines, _cut, _empty, _gone, _bytes, _bytes, _encoding, _html, _markdown, _jinja, _signs, _value, _value,
    _part, _poison, _poison, _poison, _key, _key, _deep, _place,
)  # fmt: skip
"""What happens to content."""
TEMPLATES: tuple[Mutator, ...] = (
    _lines, _cut, _empty, _gone, _bytes, _encoding, _token, _token, _token, _token, _token, _place, _script,
)  # fmt: skip
"""What happens to templates, styles, scripts and pictures."""
_OF_BYTES = {_lines, _cut, _empty, _gone, _bytes, _place}
"""What happens to pictures too."""
