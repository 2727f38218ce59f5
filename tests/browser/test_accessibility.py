"""The site as axe-core judges it, and the contrast of its text as a browser computes it."""

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visits import BASE, to_look_at, until, visiting

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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


def findings(page: Page) -> list[str]:
    """Return what axe-core finds on a page, with the place of each finding."""
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in result["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    chromium: Browser, files: Mapping[str, bytes], scheme: str, width: int
) -> None:
    found = {}
    with visiting(chromium, files, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        for address in to_look_at(files):
            page.goto(BASE + address)
            found[address] = findings(page)
    assert {address: list_ for address, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_search_is_open(
    chromium: Browser, files: Mapping[str, bytes], scheme: str, width: int
) -> None:
    found = {}
    with visiting(chromium, files, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        for address in ("index.html", "nl/index.html", "en/index.html", "nl/sip-486.html", "en/q850.html"):
            page.goto(BASE + address)
            for query in ("48", "xqzvw"):  # answers, and nothing found
                page.locator("input[role=combobox]").fill(query)
                until(page, "q => document.querySelector('[role=listbox]').dataset.query === q", query)
                found[f"{address} {query}"] = findings(page)
    assert {address: list_ for address, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_level_aaa(chromium: Browser, files: Mapping[str, bytes], scheme: str) -> None:
    found = {}
    with visiting(chromium, files, color_scheme=scheme) as page:
        for address in to_look_at(files):
            page.goto(BASE + address)
            found[address] = page.evaluate(CONTRAST, 7)
    assert {address: list_ for address, list_ in found.items() if list_} == {}
