"""The ties of names side by side, without a word of the lexicon: "Putin's Russia", "Jane Roe (Labour)", "Roe with Poe", "is in Rome"."""

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.mentions import BODIES
from geoanalysis.reading.modality import STATED
from geoanalysis.reading.scene import Candidate, Fill

#: the senses of being somebody's, of having somebody and of being seen together
ORGAN = Sense("", "NOUN", "", frozenset(), frozenset(), "MEMBER_OF", "self", "poss", "")
OWNED = Sense("", "NOUN", "", frozenset(), frozenset(), "LEADS", "poss", "self", "")
TOGETHER = Sense("with", "NOUN", "", frozenset(), frozenset(), "CONSULT", "each", "each", "")
#: what somebody has over those who are "under the … of" him
COMMAND = {"command", "leadership", "chairmanship", "presidency", "direction", "control", "authority", "supervision",
           "orders"}
#: the prepositions of those whose somebody is: "Roe, with the Red Cross", "Poe at the Pentagon"
PLACED = {"with", "at"}
#: how a mention came about where it is no name
UNNAMED = ("pronoun", "description", "group", "office")


def juxtaposed(scene):
    """The candidates that names give by how they stand to each other."""
    return [*_ages(scene), *_bracketed(scene), *_affiliated(scene), *_pictured(scene), *_present(scene), *_commanded(scene)]


def _tie(source, target, sense, p, *, via):
    """The candidate of two mentions: (mention, slot) of each."""
    return Candidate(Fill(*source, via=via), Fill(*target, via=via), sense, p, via, 0, 0, 1, 2, 2, STATED, 1)


def _ages(scene):
    """ "Putin's Russia": whose name a state bears leads it."""
    s = scene.syntax
    return [_tie((j, "poss"), (k, "self"), OWNED, state.head, via="age")
            for k, state in enumerate(scene.inside) if state.kind == "state" and not state.how.startswith(UNNAMED)
            for c in s.children[state.head] if s.dep[c] == "nmod:poss"
            for j in scene.headed.get(c, ()) if scene.mentions[j].kind == "person" and scene.apart(j, k)]


def _bracketed(scene):
    """ "Jane Roe (Labour)", "Jane Roe, with the Red Cross," belongs to it; "the groups (Hamas and the Front)": these belong to those."""
    s, out = scene.syntax, []
    wholes = [(j, m) for j, m in enumerate(scene.inside) if m.kind not in ("person", "place")]
    for k, one in enumerate(scene.inside):
        for j, m in wholes:
            opened = one.last < m.first <= one.last + 3 and s.lower[one.last] == "("
            if one.kind == "person":
                placed = m.kind in BODIES and s.preposition(m.head) in PLACED and s.dep[m.head] == "nmod" and s.head[m.head] == one.head
                near = opened and m.kind != "state" and m.first == one.last + 1 and s.lower[m.last:m.last + 1] == [")"]
                if (placed or near) and scene.apart(j, k):
                    out.append(_tie((k, "self"), (j, "poss"), ORGAN, one.head, via="bracket"))
            elif opened and one.number == "p" and scene.apart(j, k) and (listed := scene.list_of(j, after=True)):
                out.extend(_tie((i, "self"), (k, "poss"), ORGAN, one.head, via="bracket") for i in (j, *listed) if scene.apart(i, k))
    return out


def _affiliated(scene):
    """ "Jane Roe, Harvard University, said", "Jane Roe, a researcher, Institute of Peace": the body named beside a person is his."""
    s, out = scene.syntax, []
    for k, one in enumerate(scene.inside):
        if one.kind != "person" or one.how.startswith(UNNAMED):
            continue
        for j, body in enumerate(scene.inside):
            near = body.kind in BODIES and not body.how.startswith(UNNAMED) and one.last < body.first and s.dep[body.head] == "appos"
            above = s.head[body.head]
            if near and scene.apart(j, k) and s.child(body.head, "cc") is None and s.tag[body.head] in ("NNP", "NNPS") and (
                    above == one.head or s.dep[above] == "appos" and s.head[above] == one.head and s.tag[above] == "NN"):
                out.append(_tie((k, "self"), (j, "poss"), ORGAN, one.head, via="affiliation"))
    return out


def _pictured(scene):
    """ "Jane Roe with the Omani minister Richard Roe in Muscat": a picture's caption without a verb tells that they met."""
    s = scene.syntax
    verbless = not any(s.is_verb(t) and s.dep[t] not in ("amod", "acl") for t in range(scene.start, scene.end))
    return [_tie((k, "subj"), (j, "prep", "with"), TOGETHER, one.head, via="caption")
            for k, one in enumerate(scene.inside) if verbless and one.kind == "person" and s.head[one.head] == one.head
            for c in s.children[one.head] if s.preposition(c) == "with" for j, path, _, _ in scene.phrase(c)
            if path in ("=", "appos", "conj") and scene.mentions[j].kind == "person" and scene.apart(j, k)]


def _present(scene):
    """ "The minister, Jane Roe, was in Muscat on Monday": who is said to be in a capital or a state visits it."""
    s = scene.syntax
    return [_tie((k, "subj"), (j, "prep", "in"), TOGETHER, place.head, via="presence")
            for j, place in enumerate(scene.inside) if place.how.startswith("place:") and s.preposition(place.head) == "in"
            and s.child(place.head, "cop") is not None and (subject := s.child(place.head, "nsubj")) is not None
            for k, path, _, _ in scene.phrase(subject)
            if path in ("=", "appos", "conj") and scene.mentions[k].kind == "person" and scene.apart(j, k)]


def _commanded(scene):
    """ "landed troops at Goma under the command of Roe": he leads them, whatever they do."""
    s, out = scene.syntax, []
    for p in range(scene.start, scene.end) if "under" in scene.words else ():
        verb = s.head[p]
        if s.lower[p] not in COMMAND or s.preposition(p) != "under" or not s.is_verb(verb):
            continue
        leaders = [k for c in s.children[p] if s.preposition(c) == "of" or s.dep[c] == "nmod:poss"
                   for k, path, _, _ in scene.phrase(c) if path in ("=", "conj", "appos") and scene.mentions[k].kind == "person"]
        led = [f.mention for f in scene.fills(verb) if f.slot in ("subj", "obj") and f.itself
               and scene.mentions[f.mention].kind not in ("person", "place")]
        out.extend(_tie((k, "poss"), (j, "self"), OWNED, p, via="command") for k in leaders for j in led if scene.apart(j, k))
    return out
