"""The site as axe-core judges it, and the contrast of its text as a browser computes it."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pytest
from packages import node_package
from playwright.sync_api import Browser, Page
from visits import BASE, to_look_at, until, visiting

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["cat.color"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
CONTRAST = """(limit) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (color[3] === 255) return color.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest("svg, button, .button, script")) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(element).color).slice(0, 3)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < limit)
      found.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`);
  }
  return [...new Set(found)];
}"""


FINDINGS = """([place, runOnly]) => axe.run(place ?? document, { runOnly, resultTypes: ["violations"], preload: false })
  .then(({ violations }) => violations.flatMap((rule) =>
    rule.nodes.map(({ html }) => `${rule.id}: ${html.slice(0, 120)}`)))"""


def findings(page: Page, place: str | None = None, tags: Sequence[str] = TAGS) -> list[str]:
    """Return what axe-core finds on a page or in a place on it, by rules of some kinds."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(node_package("axe-core", "axe.min.js").read_text(encoding="utf-8"))
    return list(page.evaluate(FINDINGS, [place, {"type": "tag", "values": list(tags)}]))


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (1280, "nl")])
def test_axe_finds_nothing_and_text_has_the_contrast_of_level_aaa_on_any_kind_of_page(
    chromium: Browser, files: Mapping[str, bytes], width: int, language: str
) -> None:
    """In the dark only colours differ, and in another language only words."""
    found = {}
    with visiting(chromium, files, viewport={"width": width, "height": 800}) as page:
        for address in to_look_at(files, [language]):
            page.emulate_media(color_scheme="light")
            page.goto(BASE + address)
            light = page.evaluate(PAPER)
            found[address, "light"] = findings(page) + page.evaluate(CONTRAST, 7)
            page.emulate_media(color_scheme="dark")
            assert page.evaluate(PAPER) != light, address
            found[address, "dark"] = findings(page, tags=COLOURS) + page.evaluate(CONTRAST, 7)
    assert {place: list_ for place, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_while_the_search_is_open(chromium: Browser, files: Mapping[str, bytes], width: int) -> None:
    found = {}
    with visiting(chromium, files, viewport={"width": width, "height": 800}) as page:
        for address in ("index.html", "nl/index.html", "en/index.html", "nl/sip-486.html", "en/q850.html"):
            page.goto(BASE + address)
            for query in ("48", "xqzvw"):  # answers, and nothing found
                page.locator("input[role=combobox]").fill(query)
                until(page, "q => document.querySelector('[role=listbox]').dataset.query === q", query)
                for scheme, tags in zip(SCHEMES, (TAGS, COLOURS), strict=True):
                    page.emulate_media(color_scheme=scheme)
                    found[address, query, scheme] = findings(page, ".search", tags)
    assert {place: list_ for place, list_ in found.items() if list_} == {}
