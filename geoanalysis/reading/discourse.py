"""Who is meant by an act that was told before: "Oman denies this", "rejected the accusation", "condemned the attack", "they refused"."""

from geoanalysis.reading.scene import Candidate, Fill
from geoanalysis.reading.valency import BACK, CHARGES

#: what can be refused, by the types of its nouns in the lexicon
REFUSED = {"ACCUSE", "REQUEST", "THREATEN", "AGREE"}
#: the verbs that judge a deed, their types, and the nouns of no deed to judge
VERDICTS = {"condemn", "denounce", "criticise", "criticize", "deplore", "slam", "call", "welcome", "praise", "hail", "applaud", "support",
            "back"}
JUDGED = {"ACCUSE", "SUPPORT"}
UNJUDGED = JUDGED | {"AGREE", "CONSULT"}
#: the verbs that refuse what was asked or offered where they have no object: "asked them to wait, but they refused"
REFUSING = {"refuse", "decline"}
ASKED = REFUSED - {"ACCUSE"}
#: the words before a noun that point back
POINTING = {"the", "this", "that", "these", "those", "such", "both", "all", "any"}
#: how an actor stands who surely is the doer
SURE = {"=", "conj", "appos"}


def answered(scene, lexicon, homes, *, told, here):
    """ "UN experts accused Oman of it. Oman denies this.", "Iran shelled Erbil. Oman condemned the attack.": who refuses what was said, or
    judges what was done, does so to those who did it in the same sentence or the one before; they stand in the words for it."""
    s, out = scene.syntax, []
    acts = [(x, c) for x, c in (*_before(scene, told), *((scene, c) for c in here)) if c.source_fit >= 2 and c.target_fit
            and c.source.path in SURE and c.reading.status != "negated" and not c.sense.standing]
    for p in scene.predicates() if acts else ():
        if s.lemma[p] in REFUSING and s.is_verb(p) and s.child(p, "obj", "xcomp", "ccomp", "advcl", "nsubj:pass") is None:
            out += _refused(scene, lexicon, homes, p, acts=acts)
            continue
        what = next((a.token for a in s.arguments(p) if a.slot == "obj"), -1) if s.is_verb(p) else -1
        if what < 0 or what in scene.headed or not _points_back(s, what, denied=s.lemma[p] == "deny"):
            continue
        verdict = s.lemma[p] in VERDICTS
        sense = next((x for x, points in lexicon.senses(s, p) if x.type in (JUDGED if verdict else {"REJECT"}) and points >= 0
                      and x.source == "subj"), None)
        whose = [f for f in scene.fills(p) if f.slot == "subj" and f.itself] if sense else []
        own = {actor for f in whose for actor in _side(homes, scene.mentions[f.mention])}
        owned = {scene.actors[g.mention] for g in scene.fills(what) if g.slot in ("poss", "mod") or g.prep in ("by", "of", "from")}
        if not own or not own.issuperset(owned | {scene.actors[k] for k, *_ in scene.phrase(what)}):
            continue  # "rejected the demand of the rebels" says whose it is
        named = {x.type for x, _ in lexicon.senses(s, what)}
        charge = s.lower[what] in BACK or s.lemma[what] in CHARGES
        types = named - UNJUDGED if verdict else {"ACCUSE"} if charge else named & REFUSED
        doers = _doers([(x, c) for x, c in acts if c.predicate < p and c.sense.type in types and c.target_fit >= 2], own, homes)
        known = {(scene.actors[c.source.mention], scene.actors[c.target.mention]) for c in here if sense.type == c.sense.type}
        for m in doers:
            new = [f for f in whose if (scene.actors[f.mention], m.actor_id) not in known]
            k = scene.add(s.view.standing_for(what, m, how=f"description:{s.lower[what]}")) if new else -1
            out += [Candidate(f, Fill(k, "obj", via="told"), sense, p, "verdict" if verdict else "answer", 0, 0, 1, 2, 2,
                              scene.reading(lexicon, p), len(doers)) for f in new]
    return out


def _refused(scene, lexicon, homes, p, *, acts):
    """ "asked the rebels to wait, but they refused": who refuses does so to him who asked or offered last."""
    sense = next((x for x, _ in lexicon.senses(scene.syntax, p) if x.type == "REJECT"), None)
    whose = [f for f in scene.fills(p) if f.slot == "subj" and f.itself] if sense else []
    own = {actor for f in whose for actor in _side(homes, scene.mentions[f.mention])}
    asked = [(x, c) for x, c in acts if c.predicate < p and c.sense.type in ASKED and (
        not own.isdisjoint(_side(homes, x.mentions[c.target.mention])))]
    out = []
    for m in _doers(asked, own, homes) if own else ():
        k = scene.add(scene.syntax.view.standing_for(p, m, how=f"description:{scene.syntax.lower[p]}"))
        out += [Candidate(f, Fill(k, "obj", via="told"), sense, p, "answer", 0, 0, 1, 2, 2, scene.reading(lexicon, p), len(whose))
                for f in whose]
    return out


def _before(scene, told):
    """The candidates of the sentence before, out of those of the whole text so far."""
    number, sentence = scene.syntax.view.sentence[scene.start] - 1, scene.syntax.view.sentence
    for x, c in reversed(told):
        if sentence[x.start] < number:
            return
        yield x, c


def _points_back(s, what, *, denied):
    """Whether the words for what is answered point back: "this", "the offer", "denied allegations"."""
    if not s.tag[what].startswith("NN"):
        return s.lower[what] in BACK and s.tag[what] in ("DT", "PRP")
    return any(s.lower[c] in POINTING for c in s.children[what]) or denied and s.lemma[what] in CHARGES


def _doers(acts, own, homes):
    """Who did the last of some acts, that against one of the own side before others; nobody of it did."""
    found = {}
    for x, c in acts:
        doer, other = x.mentions[c.source.mention], x.mentions[c.target.mention]
        if own.isdisjoint(_side(homes, doer)):
            key = x.start, not own.isdisjoint(_side(homes, other)), c.predicate
            found.setdefault(key, {})[doer.actor_id] = doer
    return list(found[max(found)].values()) if found else []


def _side(homes, m):
    """An actor and the body or state for which he stands."""
    home = homes.body(m) if m.kind == "person" else homes.behind(m)
    return {m.actor_id, home.actor_id if home else m.actor_id}
