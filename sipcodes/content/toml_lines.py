"""The line of every table, key and array item of a TOML file that has been parsed: where a mistake is pointed at."""

import re
from bisect import bisect_right
from collections.abc import Iterator

Location = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEYS = re.compile(rf"{_KEY}(?:\s*\.\s*{_KEY})*")
_HEADER = re.compile(rf"(\[\[?)\s*({_KEYS.pattern})\s*\]\]?")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_BARE = re.compile(r"[^\s,\]}#]+(?: [\d:.+Z-]+)?")


def locate(text: str) -> Iterator[tuple[Location, int]]:
    """Yield location and line of everything in a text that is TOML, in its order."""
    return _Walk(text).everything()


class _Walk:
    """Goes through a text from value to value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ends = [place for place, letter in enumerate(text) if letter == "\n"]
        self.counts: dict[Location, int] = {}

    def everything(self) -> Iterator[tuple[Location, int]]:
        prefix: Location = ()
        while self._skip() < len(self.text):
            line = self._line()
            if header := _HEADER.match(self.text, self.at):
                prefix = self._table(_split(header[2]), repeated=header[1] == "[[")
                self.at = header.end()
                yield prefix, line
            else:
                yield from self._assignment(prefix)

    def _assignment(self, prefix: Location) -> Iterator[tuple[Location, int]]:
        line = self._line()
        match = _KEYS.match(self.text, self.at)
        equals = self.text.find("=", match.end()) if match else -1
        if not match or equals < 0:
            self.at = len(self.text)  # no TOML after all: what follows is found by what encloses it
            return
        keys = _split(match[0])
        for depth in range(1, len(keys) + 1):
            yield (*prefix, *keys[:depth]), line
        self.at = equals + 1
        yield from self._value((*prefix, *keys))

    def _value(self, location: Location) -> Iterator[tuple[Location, int]]:
        self._skip()
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            yield from self._array(location)
        elif opening == "{":
            self.at += 1
            while self._next("}"):
                yield from self._assignment(location)
        else:
            match = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = match.end() if match else len(self.text)

    def _array(self, location: Location) -> Iterator[tuple[Location, int]]:
        self.at += 1
        place = 0
        while self._next("]"):
            yield (*location, place), self._line()
            yield from self._value((*location, place))
            place += 1

    def _next(self, closing: str) -> bool:
        """Go to the next item, or behind the closing bracket."""
        while self._skip() < len(self.text) and self.text[self.at] == ",":
            self.at += 1
        if self.text[self.at : self.at + 1] in {closing, ""}:
            self.at += 1
            return False
        return True

    def _skip(self) -> int:
        """Go over space and comments; return the place."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _line(self) -> int:
        return bisect_right(self.ends, self.at - 1) + 1

    def _table(self, keys: Location, *, repeated: bool) -> Location:
        """Return the path of a table, with the index of the latest item behind each name of an array of tables."""
        path: Location = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path])
        path = (*path, keys[-1])
        if repeated:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
        return path


def _split(dotted: str) -> Location:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))
