"""How one report names its speakers: in full at first, shorter afterwards, as reports do."""

from __future__ import annotations

from random import Random

from benchmarks.stories.world import Body


class Naming:
    """The names that one document has used. Acronyms and surnames stand only where they were introduced."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._met: dict[str, set[str]] = {}
        self._ministry: str | None = None

    def name(self, body: Body) -> str:
        """The next name for this speaker, as it stands inside a sentence."""
        name = self._next(body)
        if "the ministry" in body.forms and "inistry" in name:
            self._ministry = body.id
        return name

    def _next(self, body: Body) -> str:
        choice, random, person = self._random.choice, self._random, body.head
        met = self._met.get(body.id)
        if met is None:
            met = self._met[body.id] = set()
            if body.anonymous:
                return choice(body.forms)
            if body.office and person is not None:
                met.add("person")
                return choice(
                    [f"{person.full}, {body.forms[0]},", f"{body.forms[0]}, {person.full},", f"Mayor {person.full}"]
                )
            full = body.forms[1] if random.random() < 0.25 else body.forms[0]
            if full.endswith(")"):
                met.add("letters")
            if person is not None and random.random() < 0.35:
                met.add("person")
                article = "" if body.title in ("director", "head", "chief") else "a "
                return choice(
                    [
                        f"{full.removeprefix('the ')} {body.title} {person.full}" if not full.endswith(")") else full,
                        f"{person.full}, {article}{body.title} {'of' if not article else 'for'} {full},",
                    ]
                )
            return full
        if body.anonymous:
            return choice(body.forms)
        shorts = [f for f in body.forms[2:] if not f.isupper() or "letters" in met]
        if "the ministry" in shorts and self._ministry != body.id:
            shorts = [body.forms[1]]  # two ministries are in this report
        if body.office:
            shorts = [body.forms[1], "the mayor"]
        if person is not None and "person" in met:
            shorts += [person.last, person.last]
        return choice(shorts or [body.forms[0]])
