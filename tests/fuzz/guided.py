"""Coverage-guided: atheris looks for the text on which the Markdown of the prose or the lines of a table fail.

`pip install atheris`, then `python tests/fuzz/guided.py markdown|extension|toml [-max_total_time=600]`. It is not locked
with the others: it has wheels for some systems and Pythons alone.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import atheris

with atheris.instrument_imports():
    import tomli
    from markdown import markdown

    from sip_links import SipLinks
    from sipcodes.content.markup import article
    from sipcodes.content.short import inline
    from sipcodes.content.toml_lines import locate


def try_markdown(data: bytes) -> None:
    """Fail where prose becomes something that it must not, or is told at a line that is not there."""
    text = data.decode("utf-8", "ignore")
    made = article(text, ())
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in made.faults)
    assert "<script" not in made.html
    assert "<" not in inline.__wrapped__(text).striptags().replace("<", "", text.count("<") + text.count("&"))


def try_extension(data: bytes) -> None:
    """Fail where the extension does."""
    markdown(data.decode("utf-8", "ignore"), extensions=[SipLinks(base_url="https://example.org/", titles=False)])


def try_toml(data: bytes) -> None:
    """Fail where a table has a key without its line."""
    text = data.decode("utf-8", "ignore").replace("\r", "")
    try:
        table = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        list(locate(text))
        return
    found = {location[0] for location, _ in locate(text)}
    assert {key for key in table if key.isidentifier() and key.isascii()} <= found


TRIES = {"markdown": try_markdown, "extension": try_extension, "toml": try_toml}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TRIES[sys.argv[1]])
    atheris.Fuzz()
