"""What stands side by side on the page of a code agrees: facts, standard, ladder, example, advice."""

import re
from collections.abc import Iterator, Mapping

from sipcodes.content import examples
from sipcodes.content.flows import Flows
from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article
from sipcodes.content.records import Code, Standard
from sipcodes.content.traced import Place
from sipcodes.problems import Problem

ANY = "any"
"""In `requests`: every method."""
_SENDERS = {
    **dict.fromkeys(("callee", "phone", "first", "second", "elsewhere"), "uas"),
    **dict.fromkeys(("proxy", "edge", "spare", "far", "relay", "check"), "proxy"),
    **{name: name for name in ("registrar", "gateway", "redirect")},
}
"""Who a participant of a ladder is, where it can be only one; a PBX or "the other side" may be several."""
_LEAD = re.compile(r"<strong>([A-Z]{3,9})</strong>")
_AGAIN: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(r"\b(?:opnieuw|nog eens|nogmaals|later|weer|nieuwe poging)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:again|later|once more|another attempt)\b", re.IGNORECASE),
}
"""Words without which nobody is told to try again."""
_UNCHANGED: Mapping[str, re.Pattern[str]] = {
    "nl": re.compile(
        r"\b(?:(?:probeer|bel)\w*(?: \w+){0,3} (?:later|straks|over een \w+)|later (?:nog eens|opnieuw|weer))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:(?:try|call)(?: \w+){0,3} (?:later|in a (?:few|while)\b)|again later)\b", re.IGNORECASE),
}
"""Words that tell to wait and do the same again."""
_ADVICE = ("caller", "reply")


def facts_follow_the_standard(loaded: Loaded) -> Iterator[Problem]:
    """Senders, requests and repetition are those that the section which defines the code names word for word."""
    for number, code in loaded.reference.codes.items():
        if code.standard is not None:
            for field, message in _against(code, code.standard):
                where = f"{code.standard.rfc} says “{code.standard.quote}”"
                yield code.problem((field,), f"{number}: {field}: {message}: {where}")


def _against(code: Code, said: Standard) -> Iterator[tuple[str, str]]:
    """Yield field and fault of what contradicts the standard."""
    for field, named in (("senders", said.senders), ("requests", said.requests)):
        has: tuple[str, ...] = getattr(code, field)
        if missing := [name for name in named if name not in has and ANY not in has]:
            yield field, f"'{missing[0]}' is wanted"
        elif named and said.only and (more := [name for name in has if name not in named]):
            yield field, f"'{more[0]}' is not allowed"
    if wrong := [name for name in said.never if name in code.requests]:
        yield "requests", f"'{wrong[0]}' is not allowed"
    if said.retry and code.retry not in said.retry:
        yield "retry", f"'{said.retry[0]}' is wanted (found '{code.retry}')"


def senders_stand_in_the_ladder(loaded: Loaded) -> Iterator[Problem]:
    """Who sends the code in its ladder is among its senders."""
    flows = loaded.reference.flows
    for number, code in loaded.reference.codes.items():
        who = _SENDERS.get(_sender(flows, number))
        if who is not None and who not in code.senders:
            message = f"{number}: senders: '{who}' is wanted, '{_sender(flows, number)}' sends it in its flow"
            yield code.problem(("senders",), message)


def _sender(flows: Flows, number: int) -> str:
    """Return the participant that is the first to send a code in its ladder, or an empty text."""
    use = flows.codes.get(number)
    flow = flows.flows.get(use.flow) if use else None
    steps = flow.steps if flow else ()
    sends = (step.part("sender") for step in steps if step.part("message").startswith(("{code}", f"{number} ")))
    return next(sends, "")


def requests_are_those_of_the_page(loaded: Loaded) -> Iterator[Problem]:
    """Ladder, example and the bold words of `meaning` name only requests that the code answers."""
    for number, code in loaded.reference.codes.items():
        for method, where in _methods(loaded, number) if ANY not in code.requests else ():
            if method not in code.requests:
                yield code.problem(("requests",), f"{number}: requests: '{method}' is wanted, {where} has it")


def _methods(loaded: Loaded, number: int) -> Iterator[tuple[str, str]]:
    """Yield the methods that a page names beside its facts, each once, with where it does."""
    found: dict[str, str] = {}
    made, use = loaded.reference.examples, loaded.reference.flows.codes.get(number)
    if number in made.codes and made.codes[number].request in made.requests:
        found.setdefault(examples.request(made, number).start.partition(" ")[0], "its example")
    if use and use.method:
        found.setdefault(use.method, "its flow")
    for language in loaded.reference.languages:
        article = loaded.reference.prose["codes"].get((str(number), language))
        meaning = article.sections.get("meaning") if article and not article.faults else None
        for method in _LEAD.findall(str(meaning.html)) if meaning else ():
            found.setdefault(method, f"its meaning ({language})")
    yield from found.items()


def advice_fits_the_label(loaded: Loaded, place: Place, article: Article) -> Iterator[Problem]:
    """Whoever may try again is told so, and nobody is told to wait where only a change helps."""
    folder, key, language = place
    code = loaded.reference.codes.get(int(key)) if folder == "codes" and key.isdecimal() else None
    if code is None or article.faults or language not in _AGAIN:
        return
    advice = {name: article.sections[name] for name in _ADVICE if name in article.sections}
    if code.retry in {"now", "later"} and not any(_AGAIN[language].search(part.text) for part in advice.values()):
        message = f"neither caller nor reply tells to try again, which retry = '{code.retry}' says"
        yield article.problem(min((part.line for part in advice.values()), default=1), message)
    for name, part in advice.items() if code.retry in {"no", "changed"} else ():
        if found := _UNCHANGED[language].search(part.text):
            message = f"section '{name}' has '{found[0]}', but retry = '{code.retry}' says that it does not help"
            yield article.problem(part.line, message)


RULES = (facts_follow_the_standard, senders_stand_in_the_ladder, requests_are_those_of_the_page)
OF_ARTICLES = (advice_fits_the_label,)
