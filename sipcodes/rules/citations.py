"""An RFC section that is cited exists: in every file, whatever the field."""

from collections.abc import Iterator, Mapping
from functools import cache

from sipcodes.content.fields import CITATION
from sipcodes.content.load import Loaded
from sipcodes.content.markup import Article
from sipcodes.content.traced import Place
from sipcodes.problems import Problem, did_you_mean


def sections_of_tables_exist(loaded: Loaded) -> Iterator[Problem]:
    """An RFC section that a table cites must be in rfcs.toml."""
    for name, table in loaded.tables.items():
        for location, text in table.texts if name != "rfcs.toml" else ():
            for match in CITATION.finditer(text) if "§" in text else ():
                if message := _unknown(match[1], match[2], loaded):
                    yield table.problem(location, message)


def sections_of_prose_exist(loaded: Loaded, _place: Place, article: Article) -> Iterator[Problem]:
    """An RFC section that an article cites must be in rfcs.toml."""
    for section in article.sections.values():
        for match in CITATION.finditer(section.source):
            if message := _unknown(match[1], match[2], loaded):
                yield article.problem(section.line + section.source.count("\n", 0, match.start()), message)


def _unknown(rfc: str, section: str, loaded: Loaded) -> str:
    """Return what is wrong with a citation, or an empty text."""
    entry = loaded.tables["rfcs.toml"].data.get(rfc)
    if not isinstance(entry, dict):
        return f"RFC {rfc} §{section}: RFC {rfc} is not in rfcs.toml, an entry is wanted there"
    places = _places(str(entry.get("sections", "")))
    if places and section not in places:
        return f"RFC {rfc} §{section}: RFC {rfc} has no section {section}{did_you_mean(section, places)}"
    return ""


@cache
def _places(sections: str) -> Mapping[str, None]:
    return dict.fromkeys(sections.split())


RULES = (sections_of_tables_exist,)
OF_ARTICLES = (sections_of_prose_exist,)
