"""The offices that a body tells its own people have: "Acme named Jane Poe president", "Acme said Jane Poe retires as chairman"."""

from geoanalysis.reading.cues import SPEECH
from geoanalysis.reading.mentions import BODIES
from geoanalysis.reading.modality import read_modality
from geoanalysis.reading.offices import UNNAMED, office_given
from geoanalysis.reading.scene import Candidate, Fill

#: the verbs by which a body gives somebody an office or takes it from him
GIVING = {"name", "appoint", "elect", "choose", "promote", "hire", "nominate", "designate", "remove", "dismiss", "sack", "fire", "replace",
          "reappoint", "reelect", "install"}
#: the verbs whose object is what their subject is or comes to be
BEING = {"remain", "become", "stay"}
#: the kinds of body whose word on an office without an owner is of their own people: parties and media speak of others
TELLING = {"organization", "government"}
#: the ties of those who have an office in a body
POSTS = {"LEADS", "MEMBER_OF"}
#: what precedes whose an office is
OWNERS = {"of", "for", "at", "in", "with", "to", "from"}


def own_posts(scene, lexicon):
    """The candidates of offices without an owner of their own, whose the body is that speaks of them or gives them."""
    s, out = scene.syntax, []
    for p in scene.predicates() if any(m.kind in BODIES for m in scene.inside) else ():
        senses = [x for x in lexicon.senses(s, p) if x[0].type in POSTS and (x[0].source, x[0].target) == ("subj", "of")
                  ] if s.tag[p] == "NN" else ()
        token = _holder(scene, p) if senses and not _owned(scene, p) else None
        holders = [] if token is None else [k for k, path, _, _ in scene.phrase(token) if path == "=" and _person(scene.mentions[k])]
        employers = _employers(scene, p) if holders else []
        if not employers:
            continue
        told = [(p, senses, read_modality(s, p, lexicon=lexicon, standing=True))]
        if s.preposition(p) == "as":  # "retired as chairman"
            leaving = [x for x in lexicon.senses(s, s.head[p]) if (x[0].type, x[0].source) == ("RETREAT", "subj")][:1]
            told.append((s.head[p], leaving, scene.reading(lexicon, s.head[p])))
        out.extend(Candidate(Fill(k, "subj", via="post"), Fill(j, "poss", via="post"), sense, at, "post", points, rank, len(rows), 2, 1,
                             how, len(employers))
                   for at, rows, how in told for rank, (sense, points) in enumerate(rows) for k in holders for j in employers)
    return out


def _person(m):
    return m.kind == "person" and not m.how.startswith(UNNAMED)


def _owned(scene, p):
    """Whether words of the noun p say whose the office is: "its president", "president and chairman of the fleet", "OPEC president"."""
    s = scene.syntax
    while s.dep[p] == "conj" and s.tag[s.head[p]] == "NN":
        p = s.head[p]
    for noun in (p, *(c for c in s.children[p] if s.dep[c] == "conj" and s.tag[c] == "NN")):
        for c in s.children[noun]:
            owner = [scene.mentions[k] for k in scene.headed.get(c, ())] if c < noun else ()
            if s.dep[c] == "nmod:poss" or s.dep[c] == "nmod" and c > noun and s.preposition(c) in OWNERS or any(
                    m.kind != "person" and not m.how.startswith("office") for m in owner):
                return True
    return False


def _holder(scene, p):
    """The token of who has the office p: before his name, or as a clause says."""
    s = scene.syntax
    if p < s.head[p] and s.dep[p] in ("nmod:desc", "compound") or s.dep[p] == "appos":
        return s.head[p]
    while s.dep[p] == "conj" and s.tag[s.head[p]] == "NN":  # "president and chief executive"
        p = s.head[p]
    verb, name = s.head[p], next((c for c in s.children[p] if c < p and s.tag[c] == "NNP"), None)
    if s.dep[p] == "obj" and s.lemma[verb] in BEING:
        return (s.subject(verb) or (None,))[0]
    if s.dep[p] == "obj" and s.lemma[verb] in GIVING and name is not None:  # "named | Jane Poe president": one noun for the parser
        return name
    return office_given(s, p)


def _employers(scene, p):
    """The body whose own the office p is: the subject of the verb that gives it, or of that by which it is told."""
    s = scene.syntax
    for v in s.view.above(p):
        if not s.is_verb(v) or s.lemma[v] not in SPEECH and (s.lemma[v] not in GIVING or s.passive(v)):
            continue
        subject = s.child(v, "nsubj") if s.lemma[v] in SPEECH else (s.subject(v) or (None,))[0]
        if subject is None:
            continue
        kinds = TELLING if s.lemma[v] in SPEECH else BODIES
        return [k for k, path, _, _ in scene.phrase(subject) if path == "=" and scene.mentions[k].kind in kinds]
    return []
