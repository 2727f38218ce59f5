"""Articles that note which of them were asked for: what a page was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sipcodes.content.markup import Article
from sipcodes.content.reference import Reference

Place = tuple[str, str, str]
"""Where an article stands: folder, key, language."""


@dataclass(frozen=True)
class _Noting(Mapping[tuple[str, str], Article]):
    """The articles of a folder; each that is asked for is added to `asked`."""

    folder: str
    articles: Mapping[tuple[str, str], Article]
    asked: set[Place]

    def __getitem__(self, key: tuple[str, str]) -> Article:
        self.asked.add((self.folder, *key))
        return self.articles[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


def traced(reference: Reference, asked: set[Place]) -> Reference:
    """Return a reference whose articles, when they are asked for, are added to `asked`."""
    prose = {folder: _Noting(folder, articles, asked) for folder, articles in reference.prose.items()}
    return replace(reference, prose=prose)


def digest(reference: Reference, place: Place) -> str:
    """Return what tells the article at a place from others; an empty text where there is none."""
    folder, *key = place
    article = reference.prose[folder].get((key[0], key[1]))
    return article.digest if article else ""
