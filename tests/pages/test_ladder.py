"""Call flows: the ladder of a code as drawing data, and as the picture and the list on the page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sipcodes.content.fields import Record
from sipcodes.content.flows import Flow, Flows, Said, Use
from sipcodes.content.reference import Reference
from sipcodes.pages.ladder import Drawing, drawing, measure, wrap

ROOT = Path(__file__).parent.parent.parent
R = TypeVar("R", bound=Record)
CONTEXT = {"languages": ("nl", "en")}


def same(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


SMALL: dict[str, Any] = {
    "participants": {"caller": same("Caller"), "callee": same("Callee")},
    "sentences": {"caller -> callee: {method}": same("Asks.")},
    "flows": {
        "refused": {
            "name": same("Refused"),
            "participants": ["caller", "callee"],
            "steps": [
                "caller -> callee: {method}",
                {"step": "callee", "text": same("{words}")},
                {"step": "callee -> caller: {code}", "text": same("Refuses.")},
                {"step": "caller <~> callee", "text": same("sound")},
            ],
        }
    },
    "codes": {"486": {"flow": "refused", "method": "INVITE", "words": same("busy")}},
}
SLACK = 4
"""Units that an estimated width may stand out."""


@pytest.fixture(scope="session")
def drawings(reference: Reference) -> list[Drawing]:
    """The ladder of every code in every language."""
    return [
        drawing(reference.flows, code.number, code.phrase, language)
        for code in reference.codes.values()
        for language in reference.languages
    ]


def small() -> Flows:
    def made(kind: type[R], key: str) -> dict[str, R]:
        return {name: kind.model_validate(value, context=CONTEXT) for name, value in SMALL[key].items()}

    codes = {int(number): use for number, use in made(Use, "codes").items()}
    return Flows(made(Said, "participants"), made(Said, "sentences"), made(Flow, "flows"), codes)


def ladder() -> Callable[[Drawing], str]:
    """Return what makes the part of a page."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    module: Any = environment.get_template("macros/ladder.html").module
    return lambda drawn: str(module.ladder(drawn))


def test_a_flow_is_laid_out_from_top_to_bottom() -> None:
    drawn = drawing(small(), 486, "Busy Here", "en")
    assert [(line.x, line.lines) for line in drawn.lifelines] == [(60, ("Caller",)), (260, ("Callee",))]
    asked, refused, sound = drawn.arrows
    (note,) = drawn.notes
    assert (asked.start, asked.end, asked.lines) == (60, 260, ("INVITE",))
    assert (refused.start, refused.end, refused.lines) == (260, 60, ("486 Busy Here",))
    assert (note.x, note.lines) == (260, ("2. busy",))
    assert (sound.sound, sound.lines) == ("<~>", ("sound",))
    assert drawn.top < asked.y < note.y < refused.y < sound.y < drawn.height


def test_the_response_of_the_page_stands_out_and_nothing_else() -> None:
    drawn = drawing(small(), 486, "Busy Here", "en")
    assert [arrow.this for arrow in drawn.arrows] == [False, True, False]
    assert [step.this for step in drawn.steps] == [False, False, True, False]


def test_the_steps_are_told_in_words_too() -> None:
    told = [(step.label, step.text) for step in drawing(small(), 486, "Busy Here", "nl").steps]
    assert told == [
        ("INVITE", "Asks."),
        ("Callee", "busy"),
        ("486 Busy Here", "Refuses."),
        ("Caller, Callee", "sound"),
    ]


def test_arrows_and_notes_have_the_number_of_their_step() -> None:
    drawn = drawing(small(), 486, "Busy Here", "en")
    assert [arrow.number for arrow in drawn.arrows] == [1, 3, 4]
    assert [note.number for note in drawn.notes] == [2]
    assert re.findall(r'data-step="(\d)" x="(\d+)"', ladder()(drawn)) == [("1", "60"), ("3", "260"), ("4", "60")]


def test_a_line_makes_way_for_a_label_that_would_lie_over_it(reference: Reference) -> None:
    """In the flow of 183 PRACK goes from the caller past the proxy to the gateway."""
    drawn = drawing(reference.flows, 183, "Session Progress", "nl")
    first, middle, last = drawn.lifelines
    over = [arrow.label for arrow in drawn.arrows if arrow.hides(middle.x)]
    assert over
    assert (len(first.pieces), len(last.pieces)) == (1, 1)
    for start, end in over:
        assert not [piece for piece in middle.pieces if piece[0] < end and piece[1] > start]


def test_a_long_phrase_wraps_between_words() -> None:
    assert wrap("407 Proxy Authentication Required", 110) == ("407 Proxy", "Authentication", "Required")


def test_every_registered_code_has_a_flow(reference: Reference) -> None:
    assert set(reference.flows.codes) == set(reference.codes)


def test_the_response_reaches_whoever_made_the_request(drawings: list[Drawing], reference: Reference) -> None:
    """430 alone stops at the proxy that asked: RFC 5626 §11.5."""
    for drawn in drawings:
        flow = reference.flows.flows[drawn.flow]
        ends = [step.ends for step, said in zip(flow.steps, drawn.steps, strict=True) if said.this]
        asker = {199: "caller", 429: "partner", 430: "proxy"}.get(drawn.code, flow.participants[0])
        assert asker in [end for _, end in ends], drawn.code


def test_an_invite_that_is_refused_is_acknowledged_on_every_hop(drawings: list[Drawing]) -> None:
    """RFC 3261 §17.1.1.3; other requests are not acknowledged."""
    for drawn in drawings:
        starts: set[tuple[int, int]] = set()
        refused: list[tuple[int, int]] = []
        for arrow in drawn.arrows:
            label = " ".join(arrow.lines)
            hop, back = (arrow.start, arrow.end), (arrow.end, arrow.start)
            if label == "INVITE":
                starts.add(hop)
            elif re.match(r"[3-6]\d\d ", label):
                refused += [back] * (back in starts)
            elif label == "ACK" and hop in refused:
                refused.remove(hop)
        assert refused == [], drawn.code


def test_nothing_leaves_the_picture_and_no_label_its_place(drawings: list[Drawing]) -> None:
    for drawn in drawings:
        gap = drawn.lifelines[1].x - drawn.lifelines[0].x
        for line in drawn.lifelines:
            for name in line.lines:
                half = measure(name) // 2
                assert line.x - half >= -SLACK, drawn.code
                assert line.x + half <= drawn.width + SLACK, drawn.code
        for note in drawn.notes:
            assert note.x - note.width // 2 >= 0, drawn.code
            assert note.x + note.width // 2 <= drawn.width, drawn.code
        for arrow in drawn.arrows:
            assert abs(arrow.end - arrow.start) >= gap, drawn.code
            assert max(map(measure, arrow.lines)) <= abs(arrow.end - arrow.start) + SLACK, drawn.code
            assert 0 < arrow.y < drawn.height, drawn.code


def test_the_picture_has_a_name_and_its_steps_stand_beside_it(drawings: list[Drawing]) -> None:
    made = ladder()
    for drawn in drawings:
        html = made(drawn)
        assert f'<figure class="ladder" data-flow="{drawn.flow}">' in html
        assert f'aria-labelledby="ladder-{drawn.code}"' in html
        assert f'<title id="ladder-{drawn.code}">' in html
        assert html.count("<li") == len(drawn.steps), drawn.code
        # each number stands on a disc
        assert len(re.findall(r"M\d+ \d+h0", html)) == html.count("data-step="), drawn.code
        assert "style=" not in html, drawn.code
        assert len(html) < 7000, drawn.code
