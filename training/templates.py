"""Labelled sentences made from `templates.yaml`: our own writing, with rare names in the slots where tagged corpora have few.

Their purpose is balance: swapping places into real sentences teaches that an unknown name is a place; these teach that it may as
well be a person or a unit, by the words around it.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from khaldun.language.tokens import tokens
from training.corpus import Swaps, Tagged

_SLOT = re.compile(r"((?:\{\w+\} |(?:Abu|Umm) )*)\{(\w+)\|(\w+)\}|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Templates:
    """The sentences and the names for their slots; places and groups come from the swaps."""

    sentences: tuple[str, ...]
    names: dict[str, list[str]]

    @classmethod
    def load(cls, path: Path, swaps: Swaps) -> Templates:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = {**data["names"], "place": list(swaps.places), "group": list(swaps.groups)}
        return cls(tuple(data["sentences"]), names)

    def make(self, rng: random.Random) -> Tagged:
        """One sentence with its slots filled."""
        template = rng.choice(self.sentences)
        text, marks, at = "", [], 0
        for match in _SLOT.finditer(template):
            text += template[at : match.start()]
            start = len(text)
            before = re.sub(r"\{(\w+)\}", lambda m: rng.choice(self.names[m[1]]), match[1] or "")
            name = rng.choice(self.names[match[2] or match[4]])
            text += before + name
            if match[3]:
                # The policy leaves "the" outside a name.
                skip = 4 if (before + name).startswith("the ") else 0
                marks.append((start + skip, len(text), match[3]))
            at = match.end()
        text += template[at:]
        words, tags = [], []
        for a, b in tokens(text):
            inside = next(((s, label) for s, e, label in marks if s <= a < e), None)
            words.append(text[a:b])
            tags.append("O" if inside is None else f"{'B' if a == inside[0] else 'I'}-{inside[1]}")
        return Tagged(tuple(words), tuple(tags))
