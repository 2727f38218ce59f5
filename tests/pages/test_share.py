"""The picture beside a link to a code."""

import io
from collections.abc import Mapping

from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from sipcodes.content.reference import Reference
from sipcodes.pages.share import picture

LIGHT = 250
"""From which value on a colour counts as paper: few colours make white a shade darker."""


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def test_every_page_of_a_code_names_the_picture_of_its_code(files: Mapping[str, bytes], reference: Reference) -> None:
    base = reference.settings.base_url
    for number in reference.codes:
        for address in (f"sip-{number}.html", *(f"{language}/sip-{number}.html" for language in reference.languages)):
            tag = LexborHTMLParser(files[address]).css_first('meta[property="og:image"]')
            assert tag is not None
            assert tag.attributes["content"] == f"{base}share-{number}.png"
        assert shown(files[f"share-{number}.png"]).size == (1200, 630)
        assert len(files[f"share-{number}.png"]) < 40_000


def test_pictures_are_not_taken_along(files: Mapping[str, bytes]) -> None:
    assert b"share-486.png" not in files["sip-codes-offline.zip"]


def test_nothing_is_drawn_over_the_edge(files: Mapping[str, bytes], reference: Reference) -> None:
    for number in reference.codes:
        image = shown(files[f"share-{number}.png"])
        for box in ((1140, 20, 1200, 630), (0, 20, 60, 630), (0, 600, 1200, 630)):
            assert min(image.crop(box).tobytes()) >= LIGHT, (number, box)


def test_the_mark_is_where_the_call_stopped() -> None:
    for verdict, x in (("caller", 98), ("path", 600), ("callee", 1102)):
        image = shown(picture(500, "Error", ("fout",), verdict))
        columns = {at: image.crop((at, 315, at + 1, 409)).tobytes() for at in range(64, 1137)}
        dark = {at: sum(grey < LIGHT for grey in column) for at, column in columns.items()}
        highest = [at for at, count in dark.items() if count > 60]
        middle = (highest[0] + highest[-1]) / 2
        assert abs(middle - x) < 6, verdict


def test_the_same_code_gives_the_same_bytes() -> None:
    assert picture(486, "Busy Here", ("a", "b"), "choice") == picture(486, "Busy Here", ("a", "b"), "choice")
