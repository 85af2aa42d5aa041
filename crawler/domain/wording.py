"""What officials read: Chinese first, English beside it."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages our texts exist in."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language is Language.CHINESE else self.en
