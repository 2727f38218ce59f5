"""The picture that programs show beside a link to a code: its number, its meaning, and where the call stopped."""

import io
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files

from PIL import Image, ImageColor, ImageDraw, ImageFont

from sipcodes import addresses
from sipcodes.artifact import PNG, Artifact, Kind
from sipcodes.content.reference import Reference
from sipcodes.memo import Memo

WIDTH, HEIGHT, EDGE = 1200, 630, 72
_INK, _SOFT, _PAPER, _RULE = "#131a24", "#414b59", "#ffffff", "#9aa5b5"
_SIGNALS = {
    "step": ("#38485e", "#64748b"),
    "end": ("#07532f", "#0f8a50"),
    "choice": ("#004e58", "#0b8a9c"),
    "caller": ("#683a00", "#c26a00"),
    "path": ("#8a1020", "#d3273c"),
    "callee": ("#55258f", "#8445d8"),
}
"""The colours of each verdict for text and for lines, as `templates/styles/verdict-*.css` have them."""
_REACHED = {"step": 0.5, "end": 1.0, "choice": 1.0, "caller": 0.0, "path": 0.5, "callee": 1.0}
_MARKS = {
    "step": ((-5, -10), (6, 0), (-5, 10)),
    "end": ((-10, 0), (-3, 8), (11, -8)),
    "choice": ((-11, 0), (11, 0)),
}
_CROSS = (((-9, -9), (9, 9)), ((-9, 9), (9, -9)))
_FINE = 3
"""How much larger lines are drawn first, as Pillow gives them hard edges."""
_LEVELS = 16
"""How many shades a colour has, down to that of the paper: enough for the edges of letters, in a third of the bytes."""
_QUICK = 3
"""The level of zlib that takes less than half the time of the usual one and gives a quarter more bytes."""


def share_pictures(reference: Reference, memo: Memo) -> Iterator[Artifact]:
    """Yield the recipe of each code's picture: one for all languages."""
    for code in reference.codes.values():
        remarks = tuple(code.remark[language] for language in reference.languages)
        make = partial(memo, picture, code.number, code.phrase, remarks, code.verdict)
        yield Artifact(addresses.share(code.number), Kind.SIGN, PNG, make)


def picture(number: int, phrase: str, remarks: tuple[str, ...], verdict: str) -> bytes:
    """Draw the picture of a code as PNG, 1200 by 630 (Open Graph's usual size), legible at a quarter of that."""
    accent, signal = _SIGNALS[verdict]
    black = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(black)
    draw.text((EDGE - 8, 262), str(number), font=_font("Black", 250), anchor="ls")
    left = EDGE + 30 + draw.textlength(str(number), font=_font("Black", 250))
    draw.text((left, 118), "SIP", font=_font("Bold", 56), anchor="ls")
    lines, font = _in_two_lines(draw, phrase, WIDTH - EDGE - left)
    for place, line in enumerate(lines):
        draw.text((left, 196 + place * 70), line, font=font, anchor="ls")
    for place, remark in enumerate(remarks):
        text = remark[:1].upper() + remark[1:]
        draw.text((EDGE, 500 + place * 76), text, font=_fitting(draw, text, 58), anchor="ls")
    way, colours = _line(verdict)
    palette = [*_shades(_INK), *_shades(accent), *_shades(_SOFT), *_shades(signal)]
    image = _shaded(black, 0)
    for place, box in ((1, (0, 0, int(left), 300)), (2, (int(left), 0, WIDTH, 122))):
        image.paste(_shaded(black.crop(box), place), box)
    image.paste(3 * _LEVELS, (0, 0, WIDTH, 16))
    image.paste(way.point(lambda shade: shade + len(palette) // 3), (0, 312))
    image.putpalette([*palette, *colours])
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=_QUICK)
    return data.getvalue()


def _shades(colour: str) -> list[int]:
    """Return a colour in ever less of it, as red, green and blue."""
    inks, papers = ImageColor.getrgb(colour), ImageColor.getrgb(_PAPER)
    last = _LEVELS - 1
    pairs = list(zip(inks, papers, strict=True))
    return [round(ink + (paper - ink) * step / last) for step in range(_LEVELS) for ink, paper in pairs]


def _shaded(black: Image.Image, place: int) -> Image.Image:
    """Return what is drawn in black in shades of the colour at a place of the palette."""
    return black.point([place * _LEVELS + value * _LEVELS // 256 for value in range(256)], "P")


@cache
def _line(verdict: str) -> tuple[Image.Image, list[int]]:
    """Draw caller, way and callee, with the mark where the call stopped; return its palette too."""
    signal = _SIGNALS[verdict][1]
    fine = Image.new("RGB", (WIDTH * _FINE, 100 * _FINE), _PAPER)
    draw = ImageDraw.Draw(fine)
    start, length = EDGE + 26, WIDTH - 2 * EDGE - 52
    stop = start + _REACHED[verdict] * length

    def points(*places: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * _FINE, (50 + y) * _FINE) for x, y in places]

    def disc(x: float, radius: float, fill: str, edge: str) -> None:
        box = points((x - radius, -radius), (x + radius, radius))
        draw.ellipse([*box[0], *box[1]], fill=fill, outline=edge, width=5 * _FINE)

    draw.line(points((start, 0), (stop, 0)), fill=signal, width=8 * _FINE)
    for dot in range(round(stop), start + length, 24):
        disc(dot, 4, _RULE, _RULE)
    for share in (0.0, 0.5, 1.0):
        x = start + share * length
        disc(x, 15, signal if x <= stop else _PAPER, signal if x <= stop else _RULE)
    disc(stop, 34, signal, signal)
    for mark in (_MARKS[verdict],) if verdict in _MARKS else _CROSS:
        draw.line(points(*((stop + 1.4 * x, 1.4 * y) for x, y in mark)), fill=_PAPER, width=8 * _FINE, joint="curve")
    small = fine.reduce(_FINE)
    few = small.quantize(4 * _LEVELS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    return few, few.getpalette() or []


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    path = files("font_lato").joinpath("files", f"Lato-{weight}.ttf")
    return ImageFont.truetype(io.BytesIO(path.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(draw: ImageDraw.ImageDraw, text: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the font at the largest size, up to `size`, at which a text stands on one line."""
    while draw.textlength(text, font=_font("Regular", size)) > WIDTH - 2 * EDGE:
        size -= 2
    return _font("Regular", size)


def _in_two_lines(
    draw: ImageDraw.ImageDraw, text: str, width: float, size: int = 68
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return a text in at most two lines no wider than `width`, and the font in which it is so."""
    font = _font("Bold", size)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and draw.textlength(longer, font=font) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    fits = len(lines) <= 2 and all(draw.textlength(line, font=font) <= width for line in lines)  # noqa: PLR2004 - the name
    return (lines, font) if fits else _in_two_lines(draw, text, width, size - 4)
