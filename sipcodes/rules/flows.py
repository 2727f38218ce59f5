"""Every code has a ladder and an example, and both are made of parts that fit."""

from collections.abc import Iterator

from sipcodes.content import examples
from sipcodes.content.examples import Examples
from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, did_you_mean


def every_code_has_flow_and_example(loaded: Loaded) -> Iterator[Problem]:
    """Every code has a ladder and an example."""
    flows, samples = loaded.tables["flows.toml"], loaded.tables["examples.toml"]
    for number in loaded.reference.codes:
        if str(number) in loaded.misnamed:
            continue
        if str(number) not in flows.part("codes"):
            yield flows.problem(("codes",), f"code {number} has no flow, one is wanted under [codes]")
        if str(number) not in samples.part("codes"):
            yield samples.problem(("codes",), f"code {number} has no example, [codes.{number}] is wanted")


def flows_and_sentences_are_used(loaded: Loaded) -> Iterator[Problem]:
    """A flow belongs to a code, and a shared sentence to a step."""
    if "flows.toml" in loaded.broken:
        return
    flows = loaded.reference.flows
    said = {step.step for flow in flows.flows.values() for step in flow.steps if step.text is None}
    used = {use.flow for use in flows.codes.values()}
    for name, flow in flows.flows.items():
        if name not in used:
            yield flow.problem((), f"flow '{name}' belongs to no code")
    misspelt = said - flows.sentences.keys()
    for key, sentence in flows.sentences.items():
        if key not in said and not did_you_mean(key, misspelt):
            yield sentence.problem((), f"sentence '{key}' belongs to no step")


def steps_are_whole(loaded: Loaded) -> Iterator[Problem]:
    """A step runs between participants of its flow, who have names, and says something."""
    table = loaded.tables["flows.toml"]
    named, sentences = table.part("participants"), table.part("sentences")
    for name, flow in loaded.reference.flows.flows.items():
        for who in flow.participants:
            if who not in named:
                message = f"flow '{name}': participant '{who}' has no name under [participants]"
                yield flow.problem(("participants",), message)
        for place, step in enumerate(flow.steps):
            where = f"flow '{name}': '{step.step}'"
            if strange := sorted(set(step.ends) - set(flow.participants)):
                hint = did_you_mean(strange[0], flow.participants)
                message = f"{where} is not between its participants, '{strange[0]}' is none{hint}"
                yield flow.problem(("steps", place), message)
            elif step.text is None and step.step not in sentences:
                hint = did_you_mean(step.step, sentences)
                yield flow.problem(("steps", place), f"{where} has no text, nor a sentence of that name{hint}")


def codes_fit_their_flows(loaded: Loaded) -> Iterator[Problem]:
    """The flow of a code has that code in a step, and a place for what the code fills in."""
    flows = loaded.reference.flows
    for code, use in flows.codes.items():
        names = loaded.tables["flows.toml"].part("flows")
        if use.flow not in names:
            yield use.problem(("flow",), f"code {code}: unknown flow '{use.flow}'{did_you_mean(use.flow, names)}")
        if use.flow not in flows.flows:
            continue
        steps = flows.flows[use.flow].steps
        whole = "\n".join(step.step + "".join((flows.text(step) or {}).values()) for step in steps)
        if not any(step.part("message").startswith(("{code}", f"{code} ")) for step in steps):
            yield use.problem((), f"code {code}: flow '{use.flow}' does not have it in any step")
        for key, value in (("{method}", use.method), ("{words}", use.words)):
            if (key in whole) != (value is not None):
                has = "needs" if value is None else "has no place for"
                yield use.problem((), f"code {code}: flow '{use.flow}' {has} {key}")


def examples_are_whole(loaded: Loaded) -> Iterator[Problem]:
    """Examples are made of header fields; what they drop is there, and what they point at as well."""
    made = loaded.reference.examples
    names = loaded.tables["examples.toml"].part("requests")
    used = {example.request for example in made.codes.values()}
    for name, base in made.requests.items():
        if name not in used and "examples.toml" not in loaded.broken:
            yield base.problem((), f"request '{name}' belongs to no code")
        for line in examples.broken_lines(base.head):
            yield base.problem(("head",), f"request '{name}': '{line}' is no header field")
    for code, example in made.codes.items():
        if example.request not in names:
            hint = did_you_mean(example.request, names)
            yield example.problem(("request",), f"code {code}: unknown request '{example.request}'{hint}")
        if example.request in made.requests:
            yield from _example_is_whole(made, code)


def _example_is_whole(made: Examples, code: int) -> Iterator[Problem]:
    example = made.codes[code]
    broken = [(field, line) for field in ("change", "head") for line in examples.broken_lines(getattr(example, field))]
    for field, line in broken:
        yield example.problem((field,), f"code {code}: '{line}' is no header field")
    if broken:
        return
    names = {name for name, _ in examples.header_fields(made.requests[example.request].head)}
    for name in example.drop:
        if name not in names:
            yield example.problem(("drop",), f"code {code}: no {name} to drop")
    pair = {"request": examples.request(made, code), "response": examples.response(made, code, "")}
    for place, look in enumerate(example.look):
        if not any(hit for _, hit in pair[look.kind].marked([look])):
            message = f"code {code}: no line of the {look.kind} starts with '{look.at}'"
            yield example.problem(("look", place), message)


RULES = (
    every_code_has_flow_and_example,
    flows_and_sentences_are_used,
    steps_are_whole,
    codes_fit_their_flows,
    examples_are_whole,
)
