"""Where each number is explained, and what a link to it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Targets:
    """The pages of the reference, in one language or, where it is empty, those in all."""

    base_url: str
    language: str
    codes: Mapping[str, Any]
    """The registered codes, as `codes.toml` has them."""
    others: Mapping[str, Any]
    """Numbers that are met and not registered, as `other.toml` has them."""

    @property
    def phrases(self) -> dict[str, str]:
        """The reason phrase of each registered code."""
        return {number: code["phrase"] for number, code in self.codes.items()}

    def of(self, number: str) -> tuple[str, str] | None:
        """Return address and title for `486` or `4xx`; None where no page has it."""
        if number in self.codes:
            code = self.codes[number]
            title = f"{code['phrase']}: {code['remark'][self.language]}" if self.language else code["phrase"]
            return f"{self._folder}sip-{number}.html", title
        if not self.language:
            return None  # only codes have a page in all languages
        if number.endswith("xx"):
            return f"{self._folder}{number}.html", ""
        fragment = f"sip-{number}" if number in self.others else f"unknown-{number[0]}xx"
        title = self.others[number]["remark"][self.language] if number in self.others else ""
        return f"{self._folder}other.html#{fragment}", title

    @property
    def _folder(self) -> str:
        return f"{self.base_url}{self.language}/" if self.language else self.base_url
