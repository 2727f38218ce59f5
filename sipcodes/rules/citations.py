"""An RFC section that is cited exists: in every file, whatever the field."""

from collections.abc import Iterator, Mapping

from sipcodes.content.fields import CITATION
from sipcodes.content.load import Loaded
from sipcodes.problems import Problem, did_you_mean


def sections_exist(loaded: Loaded) -> Iterator[Problem]:
    """An RFC section that is cited must be in rfcs.toml."""
    rfcs = {rfc: entry for rfc, entry in loaded.tables["rfcs.toml"].data.items() if isinstance(entry, dict)}
    known = {rfc: dict.fromkeys(str(entry.get("sections", "")).split()) for rfc, entry in rfcs.items()}
    for name, table in loaded.tables.items():
        for location, text in table.texts if name != "rfcs.toml" else ():
            for match in CITATION.finditer(text) if "§" in text else ():
                if message := _unknown(match[1], match[2], known):
                    yield table.problem(location, message)
    for prose in loaded.reference.prose.values():
        for article in prose.values():
            for key, section in article.sections.items():
                for match in CITATION.finditer(section.source):
                    if message := _unknown(match[1], match[2], known):
                        line = article.sections[key].line + section.source.count("\n", 0, match.start())
                        yield article.problem(line, message)


def _unknown(rfc: str, section: str, known: Mapping[str, Mapping[str, None]]) -> str:
    """Return what is wrong with a citation, or an empty text."""
    if rfc not in known:
        return f"RFC {rfc} §{section}: RFC {rfc} is not in rfcs.toml, an entry is wanted there"
    places = known[rfc]
    if places and section not in places:
        return f"RFC {rfc} §{section}: RFC {rfc} has no section {section}{did_you_mean(section, places)}"
    return ""


RULES = (sections_exist,)
