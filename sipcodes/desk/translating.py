"""Makes the file in which a further language is filled in, keeps it up with the content, and tells how far it is."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from sipcodes.content.load import load, to_translate
from sipcodes.content.translations import DRAFT, FOLDER, LOCALE, NAME
from sipcodes.memo import Memo
from sipcodes.problems import ContentError


def translate(content: Path, tag: str, memo: Memo) -> Iterator[str]:
    """Write `languages/<tag>.po` with every text of the content; yield how much of each part is filled in.

    What was filled in stays, also where the text of the first language has changed: then it stands at the end, as one
    that is no longer asked for. Raises ContentError when the content is wrong or has that language itself.
    """
    loaded = load(content, memo)
    added = {translation.tag for translation in loaded.translations}
    own = tuple(language for language in loaded.reference.languages if language not in added)
    if tag in own:
        message = f"language '{tag}' stands here, and its texts in the content itself: another is wanted"
        raise ContentError([loaded.tables["site.toml"].problem(("languages", tag), message)])
    path = content / FOLDER / f"{tag}.po"
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = {
        "Language": tag,
        NAME: tag,
        LOCALE: f"{tag}_{tag.upper()}",
        DRAFT: "yes",
        **old.metadata,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    total: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for source in to_translate(loaded.tables, loaded.reference.prose, own):
        place = (source.context, source.text)
        if place in seen:
            continue
        seen.add(place)
        if (entry := known.pop(place, None)) is None or entry.obsolete:
            notes = "\n\n".join(f"{language}: {text}" for language, text in source.others.items())
            entry = polib.POEntry(
                msgctxt=source.context, msgid=source.text, msgstr=entry.msgstr if entry else "", comment=notes
            )
        new.append(entry)
        part = source.context.partition(" ")[0].partition("/")[0]
        total[part] += 1
        filled[part] += bool(entry.msgstr)
    for entry in known.values():
        if entry.msgstr:
            entry.obsolete = True
            new.append(entry)
    path.parent.mkdir(exist_ok=True)
    work = path.with_name(f".{path.name}.new")
    new.save(str(work))
    work.replace(path)
    for part, count in total.items():
        yield f"{filled[part]:5} of {count:5}  {part}"
    yield f"{sum(filled.values()):5} of {total.total():5}  in {path}"
