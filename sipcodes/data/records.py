"""What the reference says of each thing, as the data files have it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from pydantic import BaseModel

from sipcodes import addresses
from sipcodes.content import examples
from sipcodes.content.markup import Article
from sipcodes.content.products import Print, ProductRow
from sipcodes.content.records import Category, Cause, Code, Mapped, OtherCode, Symptom
from sipcodes.content.reference import Reference
from sipcodes.content.tracing import Verdict
from sipcodes.data.elsewhere import elsewhere
from sipcodes.pages.ladder import steps


class Records:
    """Makes the records of one reference, whose addresses begin with `base_url`."""

    def __init__(self, reference: Reference, base_url: str) -> None:
        self.reference = reference
        self.base_url = base_url

    def code(self, code: Code) -> dict[str, object]:
        """Return everything that the pages of a code say."""
        reference, number = self.reference, code.number
        key, effect = str(number), reference.effect(number)
        articles = {tag: reference.prose["codes"][key, tag] for tag in reference.languages}
        fault = code.fault or reference.strings[f"fault.{code.verdict}"].texts
        return {
            "class": code.category,
            **_some(code, *_SAME),
            "fault": fault,
            "reply": {tag: article.sections["reply"].text for tag, article in articles.items()},
            "sections": self._sections(articles, partial(addresses.code, number=number)),
            "flow": self._flow(code),
            "examples": self._examples(code),
            "http": code.http.model_dump() if code.http else None,
            "headers": [
                {
                    "name": rule.header,
                    "tells": reference.headers[rule.header].tells,
                    **_some(rule, "need", "when", "sources"),
                }
                for rule in reference.headers_of[key]
            ],
            "warnings": [
                {"number": warned, "phrase": warning.text, **_some(warning, "tells", "source")}
                for warned, warning in reference.warnings_of[number].items()
            ],
            "known": self._known(key),
            "effect": _some(effect, "scope", "source", "note") if effect else None,
            "q850_to_sip": self._causes(reference.causes_to[key]),
            "q850_from_sip": self._causes(reference.causes_from[key]),
            **self._software(key),
            "similar": [
                {"code": twin.number, "difference": pair.difference} for twin, pair in reference.similar(number)
            ],
            "url": self.base_url + addresses.card(number),
            "doc_url": self.base_url + addresses.card(number),
            "urls": {tag: self.base_url + addresses.code(tag, number) for tag in reference.languages},
            "changed": reference.changed(f"sip-{number}"),
        }

    def other(self, other: OtherCode) -> dict[str, object]:
        """Return what is said of a number that is not registered."""
        same = ("key", "shown", "phrase", "kind", "seen", "remark", "meaning", "source", "words")
        return {**_some(other, *same), **self._software(other.key), **self._at("other", other.id)}

    def category(self, category: Category) -> dict[str, object]:
        """Return what is said of a class."""
        prose = self.reference.prose["categories"]
        articles = {tag: prose[category.key, tag] for tag in self.reference.languages}
        return {
            **_some(category, "key", "name", "summary", "rfc"),
            "unknown_as": int(category.unknown_as),
            "sections": self._sections(articles, partial(addresses.page, name=category.key)),
            **self._at(category.key),
        }

    def cause(self, number: int, cause: Cause) -> dict[str, object]:
        """Return what is said of a Q.850 cause."""
        return {
            "number": number,
            **_some(cause, "name", "names", "meaning", "advice", "reply", "words"),
            "to_sip": [_some(row, "code", "when", "sources") for row in self.reference.to_sip_of[str(number)]],
            "from_sip": [_some(row, "code", "when", "sources") for row in self.reference.from_sip_of[str(number)]],
            **self._at("q850", f"cause-{number}"),
        }

    def symptom(self, symptom: Symptom) -> dict[str, object]:
        """Return what the page of a symptom says."""
        articles = {tag: self.reference.prose["symptoms"][symptom.key, tag] for tag in self.reference.languages}
        return {
            **_some(symptom, "key", "group", "title", "meaning", "codes", "words"),
            "sections": self._sections(articles, partial(addresses.symptom, key=symptom.key)),
            "known": self._known(symptom.key),
            "prints": [self._print(row) for row in self.reference.prints_of[symptom.key]],
            **self._at(f"symptom-{symptom.key}"),
        }

    def pattern(self, key: str, verdict: Verdict) -> dict[str, object]:
        """Return what is said of a fault that traces show."""
        return {"key": key, **_some(verdict, "name", "simple", "explained", "act"), **self._at("trace", key)}

    def labels(self) -> dict[str, dict[str, Mapping[str, str]]]:
        """Return the words for the values of fields, by field and value."""
        found: dict[str, dict[str, Mapping[str, str]]] = {}
        for name, label in self.reference.strings.items():
            group, _, value = name.partition(".")
            if field := _LABELLED.get(group) or _LABELLED.get(name):
                found.setdefault(field, {})[value] = label.texts
        return found

    def _at(self, page: str, fragment: str = "") -> dict[str, object]:
        """Return where something is explained."""
        at = f"#{fragment}" if fragment else ""
        urls = {tag: f"{self.base_url}{addresses.page(tag, page)}{at}" for tag in self.reference.languages}
        return {"doc_url": next(iter(urls.values())), "urls": urls, "changed": self.reference.changed(page)}

    def _sections(self, articles: Mapping[str, Article], address: "partial[str]") -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for tag, article in articles.items():
            for name, section in article.sections.items():
                markdown = elsewhere(section.source, address(tag), self.base_url)
                found.setdefault(name or "text", {})[tag] = {"markdown": markdown, "text": section.plain}
        return found

    def _flow(self, code: Code) -> dict[str, object]:
        flows = self.reference.flows
        return {"title": flows.flows[flows.codes[code.number].flow].name, "steps": [*self._steps(code)]}

    def _steps(self, code: Code) -> Iterator[dict[str, object]]:
        said = {tag: steps(self.reference.flows, code.number, code.phrase, tag) for tag in self.reference.languages}
        for lines in zip(*said.values(), strict=True):
            texts = dict(zip(said, lines, strict=True))
            yield {
                "label": {tag: line.label for tag, line in texts.items()},
                "text": {tag: line.text for tag, line in texts.items()},
                "message": lines[0].message,
                "this": lines[0].this,
            }

    def _examples(self, code: Code) -> dict[str, object]:
        held, number = self.reference.examples, code.number
        messages = {
            "request": examples.request(held, number),
            "response": examples.response(held, number, code.phrase),
        }
        return {
            kind: {
                "text": message.text,
                "look": [{"name": look.name, "why": look.why} for look in held.codes[number].look if look.kind == kind],
            }
            for kind, message in messages.items()
        }

    def _causes(self, rows: Iterable[Mapped]) -> list[dict[str, object]]:
        causes = self.reference.causes
        return [{"name": causes[row.cause].name, **_some(row, "cause", "when", "sources")} for row in rows]

    def _known(self, key: str) -> list[dict[str, object]]:
        names = ("product", "seen", "cause", "change", "source")
        return [_some(case, *names) for case in self.reference.known_of[key]]

    def _software(self, key: str) -> dict[str, object]:
        return {
            "stacks": [self._product_row(row) for row in self.reference.rows_of[key]],
            "prints": [self._print(row) for row in self.reference.prints_of[key]],
        }

    def _product_row(self, row: ProductRow) -> dict[str, object]:
        product = self.reference.products[row.product]
        return {
            "stack": f"{product.name} ({row.part})" if row.part else product.name,
            "kind": row.kind,
            "value": row.value or row.phrase,
            "text": row.when,
            "source": row.url(product),
            **_some(row, "cause", "since"),
            "release": product.tag,
            "checked": product.checked,
        }

    def _print(self, row: Print) -> dict[str, object]:
        product = self.reference.products[row.product]
        return {
            "stack": product.name,
            "print": row.text,
            "text": row.when,
            "source": row.url(product),
            "release": product.tag,
            "checked": product.checked,
        }


_SAME = (
    *("number", "phrase", "deprecated", "rfc", "more", "remark", "meaning", "verdict", "retry", "senders", "requests"),
    *("formerly", "words"),
)
"""Facts that a data file gives as the content has them."""
_LABELLED = {
    "verdict": "verdict",
    "retry": "retry",
    "sender": "senders",
    "section": "sections",
    **{f"technical.{value}": "need" for value in ("must", "should", "may")},
    **{f"technical.{value}": "scope" for value in ("transaction", "usage", "dialog")},
    **{f"technical.{value}": "same" for value in ("yes", "partly", "no")},
    **{f"technical.{value}": "stacks" for value in ("received", "sent", "makes", "shows", "number")},
    **{f"other.{value}": "kind" for value in ("historic", "product", "draft", "mistake", "display", "profile")},
    "of_no_product": "product",
    **{f"symptoms.{value}": "group" for value in ("calling", "receiving", "sound", "during", "set-up")},
}
"""Which words of the pages name the values of which field: a group of ui.toml, or one word of it."""


def _some(record: BaseModel, *names: str) -> dict[str, object]:
    return record.model_dump(include=set(names))
