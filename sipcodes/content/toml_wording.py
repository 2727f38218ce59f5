"""What is wrong with a TOML file, in the words of somebody who writes: the parsers' own are those of parsers."""

import json
import re

from pydantic_core import ErrorDetails

from sipcodes.content.toml_lines import Location
from sipcodes.problems import did_you_mean

_REASONS = (
    (r"Illegal character '\\n'|Unterminated string", "a closing quote is missing"),
    (r"Unclosed array", "a comma between two items is missing, or the closing ']'"),
    (r"Unclosed inline table", "a comma between two items is missing, or the closing '}'"),
    (r"Cannot overwrite a value", "this key stands here twice, once is wanted"),
    (r"Cannot declare \(.*\) twice", "this table stands here twice, once is wanted"),
    (r"Invalid date or datetime", "no calendar has this day, one such as 2026-11-23 is wanted"),
    (
        r"Expected newline or end of document after a statement",
        "the line goes on behind the value: a text in quotes or a date such as 2026-11-23 is wanted",
    ),
    (r"Expected '=' after a key in a key/value pair", "'=' is wanted between a key and its value"),
    (r"Expected '\]' at the end of a table declaration", "a closing ']' is missing"),
    (r"Expected '\]\]' at the end of an array declaration", "a closing ']]' is missing"),
    (
        r"Unescaped '\\' in a string|Invalid hex value",
        "a backslash stands in a text: `\\\\` is one, and in 'single quotes' it is itself",
    ),
    (r"Invalid statement", "a key, '=' and its value is wanted, or a [table]"),
    (r"Invalid value", "a text in quotes, a number, a list in [brackets] or a date is wanted behind the '='"),
)
"""What the parser says, and what it means."""
_WANTED = {
    **dict.fromkeys(
        ("date_from_datetime_inexact", "date_from_datetime_parsing", "date_type"), "a date such as 2026-11-23"
    ),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type"), "a table"),
    "bool_type": "true or false, without quotes,",
    "int_type": "a whole number without quotes",
    "string_type": "a text in quotes",
}
"""What is wanted where pydantic names one of its types of mistake."""
_BOOLEAN = re.compile(r"=\s*(true|false|yes|no|on|off|ja|nee)\b", re.IGNORECASE)
_MEANT = {**dict.fromkeys(("true", "yes", "on", "ja"), "true"), **dict.fromkeys(("false", "no", "off", "nee"), "false")}
_CURLY = re.compile("[\u201c\u201d\u2018\u2019]")


def reason(told: str, source: str) -> str:
    """Return why a line is no TOML, from what the parser told of it."""
    if told.endswith("(at end of document)"):
        return "it ends too early, a closing bracket or quote is missing"
    if _CURLY.search(source) and told == "Invalid value":
        return 'a text stands in curly quotes, straight ones (") are wanted'
    if source.startswith("[[") and told == "Cannot overwrite a value":
        return f"`{source[1:-1]}` stands above with single brackets, `{source}` is wanted there too"
    known = next((meaning for pattern, meaning in _REASONS if re.fullmatch(pattern, told)), "")
    return _of_another_language(told, source) or known or told[:1].lower() + told[1:]


def _of_another_language(told: str, source: str) -> str:
    """Return what is wanted where a line is written as programs or other files have it, or an empty text."""
    if told.startswith(("Expected '=' after a key", "Invalid statement")) and source.startswith(("//", "/*", ";")):
        return "`#` begins a remark here"
    if told == "Expected newline or end of document after a statement" and source.endswith((",", ";")):
        return f"`{source[-1]}` ends the line, nothing is wanted there"
    if told == "Invalid value" and (word := _BOOLEAN.search(source)):
        return f"`{_MEANT[word[1].lower()]}` in small letters is wanted"
    return ""


def meant(mistake: ErrorDetails, known: set[str]) -> str:
    """Return the key for which an unknown one may have been meant."""
    if mistake["type"] != "extra_forbidden" or len(mistake["loc"]) != 1:
        return ""
    return did_you_mean(str(mistake["loc"][0]), known).rpartition(" '")[2].rstrip("'?")


def is_gap(mistake: ErrorDetails) -> bool:
    """Return whether something is not there, a key or a language of it."""
    told = str(mistake.get("ctx", {}).get("error", ""))
    return mistake["type"] == "missing" or (told.startswith("language ") and "is missing" in told)


def is_key_gone(mistake: ErrorDetails) -> bool:
    """Return whether a key of the record itself is not there."""
    return mistake["type"] == "missing" and len(mistake["loc"]) == 1


def wording(mistake: ErrorDetails, place: Location, known: set[str]) -> str:
    """Return what is wrong with a value at a place in its record; `known` are the keys that the record has."""
    name = ".".join(str(part) for part in place if isinstance(part, str))
    name += "".join(f", item {part + 1}" for part in place if isinstance(part, int))
    hint = ""
    match mistake["type"]:
        case "extra_forbidden":
            return f"unknown key '{name}'{did_you_mean(name, known) if len(place) == 1 else ''}"
        case "missing":
            return f"missing key '{name}'"
        case "value_error":
            return ": ".join(filter(None, (name, str(mistake["ctx"]["error"]))))
        case "literal_error":
            wanted = str(mistake["ctx"]["expected"])
            hint = did_you_mean(str(mistake["input"]), re.findall(r"'([^']+)'", wanted))
        case "too_short":
            wanted = f"at least {mistake['ctx']['min_length']} item"
        case "tuple_type":
            wanted = f"a list, [{json.dumps(mistake['input'], default=str, ensure_ascii=False)}],"
        case other:
            told = mistake["msg"].removeprefix("Input should be ").replace("a valid ", "a ")
            wanted = _WANTED.get(other, told)
    return f"{name and f'{name}: '}{wanted} is wanted (found {mistake['input']!r}){hint}"
