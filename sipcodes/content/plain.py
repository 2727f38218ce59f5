"""The words of prose as plain text, for what shows no HTML."""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_BLOCKS = {"p", "ul", "ol", "li", "tr", "table", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"}


def plain(html: str) -> str:
    """Return what the HTML of our Markdown says: a line per item, with its mark, a blank line between others."""
    lines: list[str] = []
    lists: list[int] = []
    mark, words, tight = "", "", False

    def end() -> None:
        nonlocal mark, words, tight
        if said := " ".join(unescape(words).split()):
            if lines:
                lines.append("\n" if tight and mark else "\n\n")
            lines.append(mark + said)
            tight, mark = bool(mark), " " * len(mark)
        words = ""

    pieces = _TAG.split(html)
    for text, slash, tag in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        words += text
        if tag in _BLOCKS:
            end()
            if tag in {"ul", "ol"}:
                lists = lists[:-1] if slash else [*lists, 0 if tag == "ol" else -1]
            if tag == "li" and not slash:
                lists[-1] += lists[-1] >= 0
                mark = "   " * (len(lists) - 1) + (f"{lists[-1]}. " if lists[-1] > 0 else "- ")
            elif not lists:
                mark = ""
        elif tag in {"td", "th"} and not slash and words.strip():
            words += " | "
    end()
    return "".join(lines)
