"""What the engine can say of a word: the inventories of its tags, kept beside the weights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from headwater.language.tags import Scheme


@dataclass(frozen=True, slots=True)
class Labels:
    """Inventories in the order of the weights' numbers.

    ``upos`` and ``relations`` are Universal Dependencies' (with subtypes), ``core`` the entity types of
    Universal NER, ``politics`` CrossNER's, ``roles`` PropBank's. ``link_reach`` is how many words apart two
    spans may be before the link scores stop counting.
    """

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    core: Scheme
    politics: Scheme
    roles: Scheme
    attribution: Scheme
    link_reach: int = 40

    def to_json(self) -> str:
        return json.dumps(
            {
                "upos": self.upos,
                "relations": self.relations,
                "core": self.core.types,
                "politics": self.politics.types,
                "roles": self.roles.types,
                "attribution": self.attribution.types,
                "link_reach": self.link_reach,
            },
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> Labels:
        raw = json.loads(text)
        return cls(
            upos=tuple(raw["upos"]),
            relations=tuple(raw["relations"]),
            core=Scheme(tuple(raw["core"])),
            politics=Scheme(tuple(raw["politics"])),
            roles=Scheme(tuple(raw["roles"])),
            attribution=Scheme(tuple(raw["attribution"])),
            link_reach=int(raw["link_reach"]),
        )

    @classmethod
    def packaged(cls) -> Labels:
        return cls.from_json(resources.files("headwater.language.model").joinpath("labels.json").read_text("utf-8"))
