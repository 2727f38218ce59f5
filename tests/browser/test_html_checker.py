"""The site as the Nu HTML Checker judges it: HTML, style and SVG, without an error or a warning."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from engines import program
from packages import node_package
from visits import to_look_at

ACCEPTED = {
    r"external (?:script|stylesheet) “(\.\./|/)?assets/[^”]+” blocked by “(?:script|style)-src” directive\.": (
        "'self' is where the page comes from (CSP level 3, “Does url match expression in origin with redirect count?”)."
        " The checker does not know; browsers take both, over HTTP and from disk: test_three_engines.py."
    ),
    r'Inline script violates .* “script-src” directive .*<script type="application/ld\+json">': (
        "JSON-LD is data, never run: HTML leaves a data block alone before it asks the policy (§4.12.1.1, “prepare the"
        " script element”). A browser that blocked it would say so on its console, which fails every visit."
    ),
}
"""What the checker says wrongly, as patterns of the message and the piece of the page that it quotes: why."""
BESIDE = re.compile(r"sip-codes\.\w+\.html|.*\.svg|.*\.css")
"""What is checked beside the pages: the one-file copies, pictures and the style that pages load."""


@pytest.fixture(scope="module")
def said(files: Mapping[str, bytes], site: Path) -> list[str]:
    """Everything that the checker says, each with its file. It is started once for all files."""
    names = sorted({*to_look_at(files), *filter(BESIDE.fullmatch, files)})
    java, jar = program("java", package="default-jre-headless"), str(node_package("vnu-jar", "build/dist/vnu.jar"))
    told = ("--also-check-svg", "--also-check-css", "--format", "json", "--stdout", "--exit-zero-always", "--verbose")
    result = subprocess.run([java, "-jar", jar, *told, *names], cwd=site, capture_output=True, text=True, check=False)
    # it is silent about a file that it does not find or cannot read, but names those that it checks
    assert set(names) <= set(result.stderr.splitlines()), result.stderr
    return [
        f"{message['url'].removeprefix(f'file:{site}/')}: {message['message']} {message.get('extract', '')!r}"
        for message in json.loads(result.stdout)["messages"]
    ]


def test_the_checker_finds_nothing(said: list[str]) -> None:
    found = [text for text in said if not any(re.search(pattern, text) for pattern in ACCEPTED)]
    assert not found, "\n".join(found)


def test_what_is_accepted_still_occurs(said: list[str]) -> None:
    assert [pattern for pattern in ACCEPTED if not any(re.search(pattern, text) for text in said)] == []
