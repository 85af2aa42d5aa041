"""Texts as sections of reports are written: sentences of their own among such as everybody writes."""

import random

_TEMPLATES = (
    "坚持以习近平新时代中国特色社会主义思想为指导，认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。",
    "根据《中华人民共和国政府信息公开条例》和国务院办公厅有关规定，编制本年度报告。",
    "坚持以公开为常态、不公开为例外的原则，及时准确公开政府信息。",
    "本年度未收到政府信息公开申请，未发生行政复议和行政诉讼。",
    "下一步，我局将进一步加强政府信息公开工作，不断提高公开质量和水平。",
)
_CHARACTERS = "".join(chr(0x4E00 + place * 7) for place in range(2500))
_STOCK = random.Random(5)  # noqa: S311 - the same phrases every time
# Phrases that officials everywhere write: two texts by two authors share a few of them.
_PHRASES = tuple("".join(_STOCK.choices(_CHARACTERS, k=10)) for _ in range(200))


def written(chance: random.Random, characters: int = 600) -> str:
    """A text of about so many characters of its own, with templates between."""
    sentences = [_sentence(chance) for _ in range(characters // 30)]
    for template in chance.sample(_TEMPLATES, 3):
        sentences.insert(chance.randrange(len(sentences)), template)
    return "".join(sentences)


def copied(chance: random.Random, text: str, share: float) -> str:
    """A text of which about that share of another's sentences is taken over, with other figures."""
    sentences = [f"{one}。" for one in text.split("。") if one]
    return "".join(one if chance.random() < share + 0.05 else _sentence(chance) for one in sentences)


def _sentence(chance: random.Random) -> str:
    words = "".join(chance.choices(_CHARACTERS, k=chance.randint(22, 36)))
    stock = chance.choice(_PHRASES) if chance.random() < 0.5 else ""
    return f"{words[:11]}{chance.randint(1, 400)}件，{stock}{words[11:]}。"
