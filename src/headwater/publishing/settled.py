"""What claims come to together once people's decisions are taken into account.

Rejected claims answer nothing, corrected ones stand on the word that the correction names, and questions are merged
and split as was decided. The status of each question that this touches is told anew, by the same rules as the
ledger's own; all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from headwater.publishing.held import Joined, Told, behind, called, stood
from headwater.publishing.judged import Judged, signed, speaker
from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.groups import Groups
from headwater.reconciliation.identity import folded, origin_id
from headwater.reconciliation.keeping import voices
from headwater.reconciliation.occasions import Occasion, occasions
from headwater.reconciliation.origins import Upstream, origins
from headwater.reconciliation.questions import named
from headwater.reconciliation.statuses import Standing, standing
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.store import Answer, Backed, Decision, StoredQuestion, Verdict


def stated(told: Mapping[str, Told], judged: Judged) -> dict[str, Told]:
    """The claims without those that people rejected, and as they corrected them."""
    found = {}
    for id, one in told.items():
        entry = judged.entry(id, one.entry)
        if entry is not None:
            found[id] = one if entry is one.entry else one._replace(entry=entry)
    return found


def settled(joined: Joined, judged: Judged, read: Sequence[Report], told: Mapping[str, Told]) -> Joined:
    """``told`` are the claims that stand (:func:`stated`). Without a decision that matters all stays as it is."""
    if not (judged.verdicts or judged.merges or judged.splits):
        return joined
    held = _backed(joined, judged, told)
    groups = _groups(held, judged)
    figures: dict[str, dict[str, int | None]] = {}
    for answer in held.answers:
        figures.setdefault(answer.question, {})[answer.claim] = answer.figure
    touched = {claim for claim in judged.verdicts if judged.rejected(claim) or judged.corrected(claim)}
    order = {claim: place for place, claim in enumerate(told)}
    kept: list[StoredQuestion] = []
    changed: dict[str, dict[str, int | None]] = {}
    decided: dict[str, tuple[str, ...]] = {}
    for question, others in groups:
        every = {claim: figures.get(question.id, {}).get(claim) for claim in question.claims}
        for other in others:
            every |= {claim: figures.get(other.id, {}).get(claim) for claim in other.claims}
        splits = [each for each in judged.splits if each.subject in {question.id, *(o.id for o in others)}]
        if not others and not splits and touched.isdisjoint(every):
            if set(every) <= order.keys():
                kept.append(question)
            continue
        apart: dict[str, int] = {}
        for number, split in enumerate(splits, 1):
            apart |= {str(claim): number for claim in split.value.get("claims", ()) if claim in every}
        for number in range(len(splits) + 1):
            own = {c: every[c] for c in sorted(every.keys() & order.keys(), key=order.__getitem__)}
            own = {claim: figure for claim, figure in own.items() if apart.get(claim, 0) == number}
            if not own:
                continue
            id = f"{question.id}-{number}" if number else question.id
            label = next(iter(told[c].entry.quote for c in own)) if number else question.label
            kept.append(StoredQuestion(id, label, question.status, question.why, tuple(own), (), ()))
            changed[id] = own
            said = splits[number - 1 : number] if number else splits
            decided[id] = tuple(_decided(set(every), others if not number else (), said, judged))
    if not changed:
        return replace(held, questions=tuple(kept))
    answers = [a for a in held.answers if a.question in {q.id for q in kept} - changed.keys()]
    answers += [Answer(id, claim, figure) for id, own in changed.items() for claim, figure in own.items()]
    return replace(
        held,
        questions=tuple(_standing_anew(kept, changed, held, judged, read, told)),
        answers=tuple(answers),
        decided=decided,
    )


def _groups(joined: Joined, judged: Judged) -> list[tuple[StoredQuestion, tuple[StoredQuestion, ...]]]:
    """Each question with those that people merged with it, in the order of the first of each group."""
    by_id = {question.id: question for question in joined.questions}
    place = {id: number for number, id in enumerate(by_id)}
    groups = Groups(by_id, rank=place.__getitem__)
    for merge in judged.merges:
        one, two = merge.subject, str(merge.value.get("with", ""))
        if one in by_id and two in by_id:
            groups.join(one, two)
    found = [[by_id[id] for id in group] for group in groups.all()]
    return [(own[0], tuple(own[1:])) for own in found]


def _backed(joined: Joined, judged: Judged, told: Mapping[str, Told]) -> Joined:
    """On whose word claims stand, where corrections name another speaker and rejected claims are on nobody's."""
    named = {id: name for id in judged.verdicts if id in told and (name := speaker(judged.verdicts[id]))}
    backing = {id: backed for id, backed in joined.backing.items() if id in told and id not in named}
    known = {folded(called(origin)): id for id, origin in joined.origins.items() if joined.spoken(id)}
    for id, backed in backing.items():
        if backed.how == "speaker" and told[id].entry.speakers:
            known.setdefault(folded(told[id].entry.speakers[-1].name), backed.origin)
    names = {id: origin.name for id, origin in joined.origins.items()}
    for claim, name in named.items():
        origin = known.get(folded(name), origin_id(name))
        names.setdefault(origin, name)
        backing[claim] = Backed(claim, origin, "corrected")
    return replace(joined, backing=backing, origins=behind(backing.values(), names))


def _standing_anew(
    kept: Sequence[StoredQuestion],
    changed: Mapping[str, Mapping[str, int | None]],
    joined: Joined,
    judged: Judged,
    read: Sequence[Report],
    told: Mapping[str, Told],
) -> Iterable[StoredQuestion]:
    """The questions, with the status and the origins of the changed ones told anew."""
    held, counted = _as_reconciled({c for own in changed.values() for c in own}, read, told)
    said = _voices(joined, judged, read)
    for question in kept:
        if question.id not in changed:
            yield question
            continue
        own = changed[question.id]
        figures = [count for claim, place in own.items() for count in counted[claim] if count.figure == place]
        parties = named({claim: said.get(claim, ()) for claim in own})
        found: Standing = standing([held[claim] for claim in own], figures, parties.__getitem__)
        yield replace(question, status=found.status.value, why=found.why, origins=stood(own, joined.backing))


def _as_reconciled(
    claims: set[str], read: Sequence[Report], told: Mapping[str, Told]
) -> tuple[dict[str, Occasion], dict[str, list[Count]]]:
    """The claims as reconciliation looks at them, with their figures that count."""
    held: dict[str, Occasion] = {}
    counted: dict[str, list[Count]] = {}
    for number in sorted({told[claim].report for claim in claims}):
        own = page(read[number - 1])
        corrected = (replace(one, entry=told[one.id].entry) for one in own.told if one.id in told)
        for occasion in occasions(replace(own, told=tuple(corrected))):
            if occasion.id in claims:
                held[occasion.id] = occasion
                counted[occasion.id] = list(counts(occasion.told))
    return held, counted


def _voices(joined: Joined, judged: Judged, read: Sequence[Report]) -> dict[str, tuple[tuple[str, str], ...]]:
    """On whose word each claim stands: party and name, as it was traced or as people corrected it."""
    upstream: Mapping[str, Upstream] = joined.upstream or origins([page(report) for report in read])
    party_of = {origin.id: origin.party for found in upstream.values() for origin in found.origins}
    said = {claim: voices(found) for claim, found in upstream.items()}
    for claim in judged.verdicts:
        if judged.corrected(claim) and speaker(judged.verdicts[claim]) and claim in joined.backing:
            own = joined.backing[claim].origin
            said[claim] = ((party_of.get(own, own), called(joined.origins[own])),)
    return said


def _decided(
    claims: set[str], others: Sequence[StoredQuestion], splits: Sequence[Decision], judged: Judged
) -> Iterable[str]:
    """What people decided about a question and its claims, in words."""
    for verdict, does in ((Verdict.REJECT, "rejected"), (Verdict.EDIT, "corrected")):
        found = [d for c, d in judged.verdicts.items() if c in claims and d.verdict is verdict]
        if found:
            who = ", ".join(dict.fromkeys(signed(each)[0] for each in found))
            yield f"{len(found)} claim{'' if len(found) == 1 else 's'} {does} by {who}"
    for other in others:
        merge = next((m for m in judged.merges if other.id in (m.subject, str(m.value.get("with", "")))), None)
        if merge is not None:
            yield f"merged with another question by {', '.join(signed(merge))}"
    for split in splits:
        yield f"claims parted from others by {', '.join(signed(split))}"
