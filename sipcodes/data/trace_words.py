"""What the explainer of traces says, as a script: `window.sipTrace`, loaded by that page alone.

What codes, causes and warnings mean, and what to do about them, is taken from the reference; nothing is written twice.
"""

from selectolax.lexbor import LexborHTMLParser

from sipcodes.content.markup import Article
from sipcodes.content.reference import Reference
from sipcodes.data.search_texts import script

_ITEMS = 3
"""How many items of a list of advice are taken: the likeliest come first."""


def trace_words(reference: Reference, language: str) -> str:
    """Return the script that sets `window.sipTrace` for the pages of one language."""
    tracing = reference.tracing
    return script(
        "sipTrace",
        {
            "language": language,
            "verdicts": {
                key: {
                    "pattern": verdict.pattern,
                    "name": verdict.name[language],
                    "simple": verdict.simple[language],
                    "explained": _plain(verdict.explained[language]) if verdict.explained else "",
                    "act": _plain(verdict.act[language]) if verdict.act else "",
                }
                for key, verdict in tracing.verdicts.items()
            },
            **{
                group: {key: _plain(said.text[language]) for key, said in words.items()}
                for group, words in tracing.words.items()
            },
            "codes": {
                str(number): {
                    "phrase": code.phrase,
                    "remark": code.remark[language],
                    "verdict": code.verdict,
                    "meaning": _plain(code.meaning[language]),
                    "fault": (code.fault or {}).get(language)
                    or reference.strings[f"fault.{code.verdict}"].texts[language],
                    **_advice(reference.prose["codes"][str(number), language]),
                }
                for number, code in reference.codes.items()
            },
            "causes": {str(number): cause.meaning[language] for number, cause in reference.causes.items()},
            "warnings": {str(number): warning.tells[language] for number, warning in reference.warnings.items()},
        },
    )


def _advice(article: Article) -> dict[str, object]:
    sections = article.sections
    return {
        "caller": _items(sections["caller"].html)[:_ITEMS],
        "admin": _items(sections["admin"].html)[:_ITEMS],
        "reply": sections["reply"].text,
    }


def _plain(text: str) -> str:
    """Return a text without the marks of Markdown: scripts show text alone."""
    return text.replace("`", "").replace("**", "")


def _items(html: str) -> list[str]:
    """Return the items of the first level, as text."""
    items = LexborHTMLParser(html).css("li:not(li li)")
    return [" ".join(item.text().split()) for item in items]
