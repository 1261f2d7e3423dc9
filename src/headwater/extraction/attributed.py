"""The engine's attributions as acts of speech: mended where the tree or the quotation marks know better."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.bounds import cut
from headwater.extraction.clauses import CONTRAST, trimmed
from headwater.extraction.contested import aside
from headwater.extraction.cues import UNSAID, Force, force_of, forces, listed, main_word, speaking
from headwater.extraction.demands import asks_after
from headwater.extraction.lemmas import lemma
from headwater.extraction.phrases import (
    can_speak,
    is_nobody,
    phrase,
    quoted_as,
    runs_into_speaker,
    subject_of,
    whole,
    without,
)
from headwater.extraction.saying import Saying, quoted
from headwater.extraction.tags import office_and_name
from headwater.extraction.tree import Tree
from headwater.extraction.unsaid import is_told_of, only_does, only_heard, withheld
from headwater.language.reading import Attribution
from headwater.text import Span


def attributed(tree: Tree, attribution: Attribution) -> Saying | None:
    """An attribution of the engine with its main word found, its speaker whole and its content cut at the quotation."""
    cue = _one(attribution.cue)
    source = _one(attribution.source)
    verb = main_word(tree, attribution.cue)
    force = force_of(tree, attribution.cue, verb)
    content = attribution.content
    if verb is not None and (tree.lower(verb) in ("citing", "quoting") or quoted_as(tree, verb) is not None):
        return None  # whom it cites says it: :func:`headwater.extraction.citing.cited`
    if verb is not None and _is_asked(tree, verb):
        return None  # "Asked whether ..., she said": what is asked is nobody's word
    if verb is not None and (aside(tree, verb) is not None or withheld(tree, verb)):
        return None
    if verb is not None and source is not None and (is_told_of(tree, verb, source) or only_heard(tree, verb, source)):
        return None
    if verb is not None and (tag := office_and_name(tree, verb)) is not None:
        return Saying(tag[0], cue, verb, force, (tag[1],))
    if verb is not None:
        subject = subject_of(tree, verb)
        clause = _said_clause(tree, verb)
        if subject is not None and clause is not None and _swallowed(tree, content, subject, verb):
            # The engine took the speaker for what is said.
            return Saying(phrase(tree, subject), cue, verb, force, (clause,))
        behind = _behind(tree, verb)
        if behind is not None and (source is None or not source.overlap(tree.span(behind))):
            # "... sank a tug and two barges said the harbour master": whoever stands behind the verb speaks.
            before = Span(tree.reading.sentences[tree.sentence[verb]].start, tree.reading.words[verb].start)
            return Saying(phrase(tree, behind), cue, verb, force, (before,))
        if source is not None and (split := _led_by_another(tree, verb, source, content)) is not None:
            return Saying(split[0], cue, verb, force, split[1])
        lost = source is None or _elsewhere(tree, source, verb)
        if lost and subject is not None and (parted := _parted(tree, verb, subject, content)) is not None:
            return Saying(parted[0], cue, verb, force, (parted[1],))
        if subject is not None and (
            _speaks_itself(tree, verb, subject, source, content) or _of_another_tag(tree, source, subject)
        ):
            source = phrase(tree, subject)
        astray = source is None or (_elsewhere(tree, source, verb) and not any(quoted(tree, p) for p in content))
        if astray and (ended := _ends_in_speaker(tree, content, verb)) is not None:
            source, content = ended
        if tree.lemma(verb) in _RESOLVES:
            content = tuple(p for p in content if p.overlap(_sentence(tree, verb)))  # "decided against it. "We ...""
        content = _completed(tree, cut(tree, content, verb), verb, source)
        content = _with_what_is_before(tree, content, verb)
        content = _within_relative(tree, content, verb)
        if force is Force.DEMANDS and asks_after(tree, verb):
            force = Force.ASKS
        if force in (Force.DEMANDS, Force.ASKS):
            content = _to_semicolon(tree, content, verb)
    if not content or source is None:
        # Where nobody is said to speak ("six were reported killed") the document speaks, and hedges.
        return None
    if verb is not None and is_told_of(tree, verb, source):
        return None
    source = whole(tree, source, verb, content)
    content = tuple(piece for piece in (without(piece, source) for piece in content) if piece is not None)
    if not content or not _credible(tree, source, cue, verb, content):
        return None
    return Saying(source, cue, verb, force, content)


def _parted(tree: Tree, verb: int, subject: int, content: Sequence[Span]) -> tuple[Span, Span] | None:
    """Speaker and what is said, where the engine took the one for the end of the other and an aside follows.

    "The bridges are closed, the council, which sits in Dorn, said."
    """
    clause = tree.child(verb, "ccomp")
    if clause is None or not clause < subject < verb or subject not in tree.children(verb, "nsubj"):
        return None
    source = phrase(tree, subject)
    ahead = list(tree.words_in(content[0].start, source.start)) if content else []
    if not ahead or tree.form(ahead[-1]) != "," or not any(p.overlap(source) for p in content):
        return None
    if not can_speak(tree, subject) or clause not in ahead:
        return None
    return source, trimmed(tree.text, Span(content[0].start, tree.reading.words[ahead[-1]].start))


def _led_by_another(
    tree: Tree, verb: int, source: Span, content: Sequence[Span]
) -> tuple[Span, tuple[Span, ...]] | None:
    """Speaker and what is said, where the engine took the subject of that into the speaker.

    "Mr Selm, the court said, made 60 million".
    """
    subjects = [s for s in tree.children(verb, "nsubj") if source.overlap(tree.span(s))]
    clause = tree.child(verb, "ccomp")
    if len(subjects) < 2 or clause is None or clause < verb or subjects[-1] > verb:
        return None
    if tree.child(clause, "nsubj", "expl", "csubj") is not None or tree.form(verb + 1) != ",":
        return None
    said, speaker = phrase(tree, subjects[0]), phrase(tree, subjects[-1])
    between = tree.words_in(said.end, speaker.start)
    if not between or tree.form(between[-1]) != "," or said.overlap(speaker) or not can_speak(tree, subjects[-1]):
        return None
    return speaker, (said, *content)


def _with_what_is_before(tree: Tree, content: tuple[Span, ...], verb: int) -> tuple[Span, ...]:
    """The content with the clause before the speaker's tag, where the engine has only the one joined to it behind.

    "A shell hit the depot, medics told the agency, and dozens were hurt."
    """
    host, subject = tree.head(verb), tree.child(verb, "nsubj")
    if host is None or subject is None or tree.main(verb) != "parataxis" or not host < subject < verb or not content:
        return content
    tag = phrase(tree, subject)
    ahead = tree.words_in(tree.reading.sentences[tree.sentence[verb]].start, tag.start)
    if not ahead or tree.form(ahead[-1]) != "," or any(piece.start < tag.start for piece in content):
        return content
    before = trimmed(tree.text, Span(tree.reading.words[ahead[0]].start, tree.reading.words[ahead[-1]].start))
    return (before, *content)


def _within_relative(tree: Tree, content: tuple[Span, ...], verb: int) -> tuple[Span, ...]:
    """The content without the clause that a relative clause hangs on: "jailed on bribes police said came to ...".

    Only where what is said stands behind the verb: a tag at the end may be taken for a relative clause.
    """
    clause = tree.child(verb, "ccomp", "xcomp")
    if tree.relation(verb) not in ("acl:relcl", "advcl:relcl"):
        return content
    own = tree.cover(tree.subtree(verb))
    opens = tree.words_in(own.start, tree.span(verb).start)
    if opens and tree.lower(opens[0] + (tree.form(opens[0]) == ",")) in ("where", "who"):
        # "moved to the cellar, where she told of the war"
        return tuple(piece for piece in content if piece.end > own.start or quoted(tree, piece))
    if clause is None or clause < verb:
        return content
    kept = tuple(piece for piece in content if piece.overlap(own) or quoted(tree, piece))
    return kept if any(piece.overlap(tree.span(clause)) for piece in kept) else content


def _to_semicolon(tree: Tree, content: tuple[Span, ...], verb: int) -> tuple[Span, ...]:
    """The content up to a semicolon behind the verb: what is asked or demanded ends there, unless it is quoted."""
    kept = []
    for piece in content:
        stop = tree.text.find(";", piece.start, piece.end)
        after = piece.start > tree.span(verb).start and stop >= 0 and not quoted(tree, piece)
        kept.append(Span(piece.start, stop) if after else piece)
    return tuple(kept)


def _is_asked(tree: Tree, verb: int) -> bool:
    """Whether the verb is the participle of somebody who was asked: "Asked about it", "when asked whether"."""
    if tree.lower(verb) not in ("asked", "questioned", "pressed") or tree.main(verb) not in ("advcl", "acl"):
        return False
    return tree.child(verb, "nsubj", "aux", "obj") is None


def _speaks_itself(tree: Tree, verb: int, subject: int, source: Span | None, content: Sequence[Span]) -> bool:
    """Whether the verb's subject speaks, not whom the engine found: nobody, the addressee, one of a sentence before.

    A subject that is only shared has to be able to ("the plane was downed and confirm that ...").
    """
    if any(piece.overlap(tree.span(subject)) for piece in content):
        return False
    if source is None:
        return subject in tree.children(verb) or can_speak(tree, subject)
    if any(source.overlap(tree.span(told)) for told in tree.children(verb, "iobj", "obj")):
        return True
    return _elsewhere(tree, source, verb) and can_speak(tree, subject)


def _of_another_tag(tree: Tree, source: Span | None, subject: int) -> bool:
    """Whether the speaker that was found stands behind "according to", while the verb has a subject of its own.

    "According to the file, Selm was heard, saying he was at home."
    """
    words = tree.words_in(source.start, source.end) if source is not None else range(0)
    if len(words) == 0 or words[0] < 2 or tree.lower(words[0] - 2) != "according":
        return False
    return subject not in words and any(e.kind in ("PER", "ORG") for e in tree.entities_in(tree.span(subject)))


def _elsewhere(tree: Tree, source: Span, verb: int) -> bool:
    """Whether the engine found the speaker in another sentence than the verb."""
    home = tree.reading.sentences[tree.sentence[verb]]
    return source.end <= home.start or source.start >= home.end


def _ends_in_speaker(tree: Tree, content: Sequence[Span], verb: int) -> tuple[Span, tuple[Span, ...]] | None:
    """The speaker, where the engine took the name right before the verb for the end of what is said.

    "Shells hit a school in Velm, Orrin District, the Coastal Watch said": the last stretch between commas, if it can
    speak, has no verb, and leaves one before it.
    """
    if not content or not 0 <= tree.reading.words[verb].start - content[-1].end <= 2:
        return None
    words = tree.words_in(content[-1].start, content[-1].end)
    comma = next((w for w in reversed(words) if tree.form(w) == ","), None)
    if comma is None or comma + 1 not in words:
        return runs_into_speaker(tree, content, words)
    name = range(comma + 1, words.stop)
    top = tree.top(name)
    if top is None or any(tree.upos(w) in ("VERB", "AUX") for w in name) or not can_speak(tree, top):
        return None
    if not any(tree.upos(w) == "VERB" for w in words if w < comma):
        return None
    said = Span(content[-1].start, tree.reading.words[comma].start)
    return tree.cover(list(name)), (*content[:-1], said)


_RESOLVES = frozenset("decide plan intend prepare commit".split())
"""Verbs that no quotation in another sentence hangs on."""


def _sentence(tree: Tree, verb: int) -> Span:
    sentence = tree.reading.sentences[tree.sentence[verb]]
    return Span(sentence.start, sentence.end)


_REFLEXIVE = frozenset("himself herself itself themselves".split())
_NAMING = frozenset("call describe term dub label deem consider".split())


def _credible(tree: Tree, source: Span, cue: Span | None, verb: int | None, content: Sequence[Span]) -> bool:
    """Whether this can be an act of speech: somebody who can speak, by a word of saying that is truly said."""
    words = tree.words_in(source.start, source.end)
    head = tree.top(words) if words else None
    if head is None:
        return False
    written = tree.text[source.start : source.end].lower().strip()
    if (
        written in listed("nobody")
        or written.startswith(("no ", "none ", "neither "))
        or (written == "it" and verb is not None and tree.child(verb, "aux:pass") is not None)
    ):
        return False
    in_marks = any(quoted(tree, piece) for piece in content)
    if verb is not None and (subject := tree.child(verb, "nsubj")) is not None and is_nobody(tree, subject):
        return False
    if verb is not None:
        helpers = {tree.lower(c) for c in tree.children(verb, "aux", "advmod")}
        if helpers & UNSAID and not in_marks:
            return False
    base = tree.lemma(verb) if verb is not None else ""
    if base in _NAMING and any(tree.lower(w) in _REFLEXIVE for w in tree.children(verb or 0, "obj", "nsubj", "iobj")):
        return False  # "a man calling himself Falcon": a name, and nothing said
    if words[0] and base in _NAMING and tree.lower(words[0] - 1) == "what":
        return False  # "after what it called an exercise": a word that it chose, within another's sentence
    if base == "continue" and not in_marks and tree.child(verb or 0, "xcomp") is not None:
        return False  # "police continue to look into it"
    if base == "recall" and not in_marks and tree.child(verb or 0, "obj") is not None and not _clausal(tree, verb):
        return False  # "recalled its envoy": called back
    if "according" in (tree.text[cue.start : cue.end].lower() if cue else ""):
        return True
    if verb is not None and not in_marks and only_does(tree, verb):
        return False
    known = base in forces() or (base == "be" and lemma(tree.form(head), "NOUN") in listed("anonymous"))
    if not known and not in_marks:
        return _voices(tree, cue) and can_speak(tree, head)
    return can_speak(tree, head) or in_marks or (known and _clausal(tree, verb))


def _voices(tree: Tree, cue: Span | None) -> bool:
    """Whether a cue without a known verb still voices something: "raised alarms about", "made it clear that"."""
    if cue is None:
        return False
    nouns = [w for w in tree.words_in(cue.start, cue.end) if tree.upos(w) in ("NOUN", "ADJ")]
    return any(tree.lower(w) in listed("fears") or lemma(tree.form(w), "NOUN") in speaking() for w in nouns)


def _clausal(tree: Tree, verb: int | None) -> bool:
    return verb is not None and tree.child(verb, "ccomp") is not None


def _one(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _behind(tree: Tree, verb: int) -> int | None:
    """The subject that stands right behind the verb, where the clause before it is what is said."""
    if (
        not tree.children(verb, "ccomp")
        or tree.reading.words[tree.children(verb, "ccomp")[0]].start > tree.reading.words[verb].start
    ):
        return None
    for subject in tree.children(verb, "nsubj"):
        if (
            subject > verb
            and phrase(tree, subject).start - tree.reading.words[verb].end <= 2
            and can_speak(tree, subject)
        ):
            return subject
    return None


def _said_clause(tree: Tree, verb: int) -> Span | None:
    clause = tree.child(verb, "ccomp")
    if clause is None or tree.sentence[clause] != tree.sentence[verb]:
        return None
    return tree.cover(tree.subtree(clause))


def _swallowed(tree: Tree, content: Sequence[Span], subject: int, verb: int) -> bool:
    """Whether the content is no more than the verb's own subject, and the clause that it governs is left out."""
    clause = tree.child(verb, "ccomp")
    return (
        clause is not None
        and tree.reading.words[clause].start > tree.reading.words[verb].end
        and any(s.overlap(tree.span(subject)) for s in content)
        and not any(s.overlap(tree.span(clause)) for s in content)
    )


def _completed(tree: Tree, content: tuple[Span, ...], verb: int, source: Span | None) -> tuple[Span, ...]:
    """The content with the rest of the clause that the verb governs, where the engine broke off within it.

    What is joined to that clause belongs to it where it says "that" again, or stands back in time ("and had ...").
    """
    clause = tree.child(verb, "ccomp")
    if clause is None or not any(piece.overlap(tree.span(clause)) for piece in content):
        return content
    apart = {
        c
        for c in tree.children(clause, "conj", "parataxis")
        if not (tree.main(c) == "conj" and _said_as_well(tree, c)) and not _covered(tree, c, content)
    }
    apart |= {c for c in tree.children(clause, "advcl") if _contrasts(tree, c) and not _covered(tree, c, content)}
    words = [w for w in tree.subtree(clause, apart) if (w > verb) == (clause > verb)]
    while words and tree.upos(words[-1]) == "PUNCT":
        words.pop()
    while words and (tree.upos(words[0]) == "PUNCT" or tree.lower(words[0]) == "that"):
        words.pop(0)
    if not words:
        return content
    whole = tree.cover(words)
    start, end = content[0].start, content[-1].end
    if source is not None and (whole.overlap(source) or source.overlap(Span(start, whole.end))):
        return content
    if whole.end > end and tree.sentence_at(end - 1) == tree.sentence[verb]:
        return (*content[:-1], Span(content[-1].start, whole.end))
    return content


def _contrasts(tree: Tree, word: int) -> bool:
    """Whether a clause sets what another says beside what is said: ", while Moscow insisted that ..."."""
    mark = tree.child(word, "mark")
    return mark is not None and tree.lower(mark) in CONTRAST and tree.child(word, "nsubj", "expl") is not None


def _covered(tree: Tree, word: int, content: Sequence[Span]) -> bool:
    return any(piece.overlap(tree.span(word)) for piece in content)


def _said_as_well(tree: Tree, word: int) -> bool:
    """Whether a clause joined to what is said goes on with it, by "that" or by its tense."""
    if tree.child(word, "mark") is not None and tree.lower(tree.child(word, "mark") or 0) == "that":
        return True
    return any(tree.lower(a) in ("had", "would") for a in tree.children(word, "aux"))
