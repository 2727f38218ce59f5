"""Known cases: each mistake in one is told at its line, the whole message."""

from pathlib import Path

import pytest
from breaking import problems, replace

FILE = "known/486.toml"
QUEUE = "elke tweede oproep naar een wachtrij is bezet, terwijl er toestellen vrij zijn"
BUSY = "het toestel is bezet zonder dat er iemand belt"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (QUEUE, f"{QUEUE}.", [f"{FILE}:3: '{QUEUE}.' ends in a full stop, a clause is wanted"]),
        ("zet niet storen uit", "zet niet storen uit.", [f"{FILE}:17: 'zet niet storen uit.' ends in a full stop, a clause is wanted"]),
        (QUEUE, QUEUE * 4, [f"{FILE}:3: seen, cause and change have 370 letters in nl, 80 to 250 are wanted"]),
        (QUEUE, "bezet", [f"{FILE}:3: seen, cause and change have 63 letters in nl, 80 to 250 are wanted"]),
        (BUSY, QUEUE, []),
        (f'"Any phone"\nseen.nl = "{BUSY}"', f'"FreeSWITCH"\nseen.nl = "{QUEUE.upper()}"', [f"{FILE}:13: '{QUEUE.upper()}' stands in line 3 too, a case is wanted once"]),
        ('"FreeSWITCH"', '"Free Switch"', [f"{FILE}:2: product 'Free Switch': 'FreeSWITCH' is how it is spelled here"]),
        ('"Any phone"', '"Any Phone"', [f"{FILE}:12: product 'Any Phone': 'Any phone' is how it is spelled here"]),
        ('"https://github.com/signalwire', '"http://github.com/signalwire', [f"{FILE}:9: known 1: source: the https address of the case, or of the maker's page, is wanted (found 'http://github.com/signalwire/freeswitch/issues/12')"]),
        ('"https://github.com/signalwire', '"https://192.0.2.7/signalwire', [f"{FILE}:9: known 1: source: the https address of the case, or of the maker's page, is wanted (found 'https://192.0.2.7/signalwire/freeswitch/issues/12')"]),
        ('"https://github.com/signalwire', '"https://github.com:8443/signalwire', [f"{FILE}:9: known 1: source: the https address of the case, or of the maker's page, is wanted (found 'https://github.com:8443/signalwire/freeswitch/issues/12')"]),
        ("seen.en", "sen.en", [f"{FILE}:4: known 1: unknown key 'sen'; did you mean 'seen'?"]),
        ('seen.en = "every second call to a queue is busy while phones are free"\n', "", [f"{FILE}:3: known 1: seen: language 'en' is missing, every text is wanted in 'nl', 'en'"]),
        ('[[known]]\nproduct = "Free', '[[knwon]]\nproduct = "Free', [f"{FILE}:1: unknown key 'knwon'; did you mean 'known'?"]),
        ("SIP 486", "RFC 3261 §21.4.55", [f"{FILE}:15: RFC 3261 §21.4.55: RFC 3261 has no section 21.4.55; did you mean '21.4.5'?"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_known_case_is_told_at_its_line(project: Path, old: str, new: str, wanted: list[str]) -> None:
    replace(project / FILE, old, new)
    assert problems(project) == wanted


def test_a_product_that_no_file_describes_is_called_as_most_cases_call_it(project: Path) -> None:
    path = project / FILE
    row = path.read_text().split("\n\n")[0]
    rows: list[str] = []
    for name, start, start_en in (("SIP Phone", "elke", "every"), ("SIPphone", "een", "a"), ("SIPphone", "de", "the")):
        changed = (
            row.replace("FreeSWITCH", name)
            .replace("elke tweede", f"{start} tweede")
            .replace("issues/12", f"issues/{len(rows)}")
        )
        rows.append(changed.replace("every second", f"{start_en} second"))
    path.write_text("\n\n".join(rows))
    assert problems(project) == [f"{FILE}:2: product 'SIP Phone': 'SIPphone' is how it is spelled here"]


def test_a_report_told_in_other_words_on_the_same_page_is_told_at_the_second(project: Path) -> None:
    path = project / FILE
    text = path.read_text()
    again = text.split("\n\n")[0].replace("elke tweede", "de tweede").replace("every second", "the second")
    path.write_text(f"{text}\n{again}\n")
    line = path.read_text().splitlines().index(again.splitlines()[-1], len(text.splitlines())) + 1
    assert problems(project) == [f"{FILE}:{line}: freeswitch#12 stands in line 9 too, a report is wanted once"]


def test_known_cases_of_no_page_are_told(project: Path) -> None:
    (project / FILE).rename(project / "known" / "4866.toml")
    (project / "known" / "always-busy.toml").rename(project / "known" / "allways-busy.toml")
    assert problems(project) == [
        "known/4866.toml:1: '4866' is neither in codes.toml nor in symptoms.toml, one of both is wanted; did you mean '486'?",
        "known/allways-busy.toml:1: 'allways-busy' is neither in codes.toml nor in symptoms.toml, one of both is wanted; did you mean 'always-busy'?",
    ]
