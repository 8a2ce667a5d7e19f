"""Who fights whom, and beside whom, where no single clause tells."""

from collections import Counter

from geoanalysis.reading.attachment import deed_above
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.mentions import POWERS
from geoanalysis.reading.scene import Candidate, Fill
from geoanalysis.reading.valency import HARMING, STRIKES

#: the sense of doing anything together, and the words before "with" that say so
TOGETHER = Sense("with", "VERB", "", frozenset(), frozenset(), "COOPERATE", "subj", "prep", "")
JOINTLY = {"together", "jointly", "cooperation", "coordination", "conjunction", "concert", "partnership", "collaboration", "tandem"}

#: the acts of winning a place back, which are fights with its holder, and the nouns that stand for a place told before
RETAKING = {"retake", "recapture", "liberate", "reclaim", "regain", "recover", "reconquer", "free", "liberation"}
SITES = {"town", "city", "village", "area", "territory", "territories", "district", "province", "stronghold", "airport", "base", "ground"}
#: the acts that make somebody the holder of a place, or say that he is
HOLDING = {"seize", "capture", "take", "overrun", "occupy", "control", "hold", "conquer", "storm", "occupation", "seizure", "fall", "held"}
#: how often a document has named the armed group that it is taken to be about
OFTEN = 2
#: the sense of a fight with whoever holds a place
RETAKE = Sense("retake", "VERB", "", frozenset(), frozenset(), "ASSAULT", "subj", "obj", "")
#: what somebody claims who claims a deed, the prepositions of those whom it struck, and the sense of claiming one
CREDIT = {"responsibility", "credit"}
STRUCK = {"on", "upon", "against", "of", "at", "in"}
CLAIM = Sense("claim", "VERB", "", frozenset(), frozenset(), "ASSAULT", "subj", "obj", "")
#: the ties of those who help in a fight, the rules and the cases that surely tell of one, and the verbs of such help
HELP = {"AID", "SUPPORT", "SPONSORS", "COOPERATE"}
SURE = ("verb", "holder")
FOUGHT = {"active", "passive", "shared", "holder"}
#: the acts that whoever does them together with another does as well
COMMON = {"ASSAULT", "MEMBER_OF", "MOBILIZE", "COERCE", "AID", "SANCTION", "ACCUSE", "REQUEST", "SUPPORT", "AGREE", "REJECT"}
HELPING = {"assist", "support", "back", "aid", "help", "accompany", "join", "reinforce", "cover"}


class Ground:
    """Who holds which place as far as a document has told; where it has not, the armed group of which it has spoken most."""

    def __init__(self, mentions):
        self._holders = {}
        self._groups = [m for m in mentions if m.kind == "armed_group" and not m.how.startswith(("group", "pronoun"))]

    def learn(self, scene, found):
        """Remember who took or holds a place: "the Taliban seized Kunduz"."""
        for c in found:
            place, holder = scene.mentions[c.target.mention], scene.mentions[c.source.mention]
            taken = c.sense.type in ("COERCE", "ASSAULT") and scene.syntax.lemma[c.predicate] in HOLDING and c.source_fit > 1
            if taken and place.kind == "place" != holder.kind and c.reading.status in ("actual", "alleged"):
                self._holders.pop(place.actor_id, None)  # the last one told stands last
                self._holders[place.actor_id] = holder

    def fought(self, scene, lexicon, found):
        """The candidates of a sentence, those of winning a place back aimed at its holder: "launched an offensive to retake Kunduz"."""
        s = scene.syntax
        for p in (p for p in range(scene.start, scene.end) if s.lemma[p] in RETAKING) if scene.words & RETAKING else ():
            fills = scene.fills(p)
            objects = [a.token for a in s.arguments(p) if a.slot == "obj" or a.prep == "of" and not s.is_verb(p)]
            places = [f for f in fills if f.slot in ("obj", "prep") and scene.mentions[f.mention].kind == "place"]
            if not places and not any(s.lemma[t] in SITES for t in objects):
                continue
            doers = [f for f in fills if f.slot in ("subj", "poss") and f.via != "denial" and not f.outer and (
                f.path in ("=", "conj") and scene.mentions[f.mention].kind != "place")]
            told = any(f.prep == "from" and scene.mentions[f.mention].kind != "place" for f in fills)
            sites = [scene.actors[f.mention] for f in places] or list(self._holders)[-1:]  # "the city": the last one told of
            holder = None if told or not doers else self._holder(scene, sites, doers)
            if told or holder:
                found = [c for c in found if c.predicate != p or c.sense.type not in ("ASSAULT", "COERCE") or c.target.prep == "from"]
            if holder:
                k = next((k for k, m in enumerate(scene.mentions) if m.actor_id == holder.actor_id), None)
                target = Fill(scene.add(holder) if k is None else k, "obj", via="holder")
                reading = scene.reading(lexicon, p)
                found += [Candidate(f, target, RETAKE, p, "holder", 0, 0, 1, 2, 1, reading, len(doers)) for f in doers]
        return found

    def _holder(self, scene, places, doers):
        """Who holds one of the places; else the armed group that the document has named at least twice as often as any other so far."""
        own = {scene.actors[f.mention] for f in doers}
        for place in places:
            if place in self._holders:
                return None if self._holders[place].actor_id in own else self._holders[place]
        named = {m.actor_id: m for m in self._groups if m.first < scene.end and m.actor_id not in own}
        often = Counter(m.actor_id for m in self._groups if m.actor_id in named and m.first < scene.end).most_common(2)
        sure = often and often[0][1] >= max(OFTEN, 2 * often[-1][1] if len(often) > 1 else 0)
        return named[often[0][0]] if sure else None


def claimed(scene, lexicon):
    """ "the attack on the camp, for which the Front claimed responsibility, killed ten men": who claims a deed did it to those it struck,
    and to those of whom the sentence names no other killer."""
    s, out = scene.syntax, []
    for p in (p for p in range(scene.start, scene.end) if s.lemma[p] == "claim" and s.is_verb(p)) if "claim" in scene.words else ():
        slots = s.arguments(p)
        what = [a.token for a in slots if a.slot == "obj" and a.via != "denial"]
        if any(s.lemma[t] in CREDIT for t in what):  # "on Monday, for which they claimed responsibility"
            what = [a.token for a in slots if a.prep == "for"] + [t for t in range(p, scene.start - 1, -1) if s.lemma[t] in STRIKES]
        deed = next((d for t in what if (d := deed_above(s, t)) is not None), None)
        doers = [f for f in scene.fills(p) if f.slot == "subj" and f.itself] if deed is not None else []
        if not doers:
            continue
        struck = [f for f in scene.fills(deed) if f.prep in STRUCK and f.via in ("own", "chained")]
        struck += [f for v in range(scene.start, scene.end) if v != p and s.is_verb(v) and s.lemma[v] in HARMING
                   for f in scene.fills(v) if f.slot == "obj" and f.itself
                   and not any(g.slot == "subj" and g.path in ("=", "conj") for g in scene.fills(v))]
        reading = scene.reading(lexicon, p)
        out += [Candidate(f, g, CLAIM, p, "claimed", 0, 0, 1, 2, 2, reading, len(struck)) for f in doers for g in struck
                if scene.apart(f.mention, g.mention)]
    return out


def helpers(scene, found):
    """ "the army, backed by Oman, attacked the rebels", "arrested ten men together with the police": who helps in a fight fights as well,
    and who acts together with another does what he does."""
    s = scene.syntax
    helped = [(c.target, c.source) for c in found if c.sense.type in HELP and c.source.via == "agent" and s.lemma[c.predicate] in HELPING]
    joint = [(c.source, c.target) for c in found if c.target.slot == "prep" and c.sense.type == "COOPERATE" and _at_once(scene, c)]
    acts = [c for c in found if c.sense.type in COMMON and c.sense.pos == "VERB" and c.source_fit > 1 and c.rule.startswith(SURE)
            and (c.target_fit > 1 or c.rule == "holder") and c.target.via in FOUGHT
            and scene.mentions[c.target.mention].kind != "place"] if helped or joint else ()
    return [c._replace(source=helper._replace(slot="subj", prep="", via="helper"), rule="helper") for c in acts for doer, helper in
            (*(helped if c.sense.type == "ASSAULT" else ()), *joint)
            if c.source.mention == doer.mention and scene.apart(helper.mention, c.target.mention) and _power(scene, helper.mention)]


def _at_once(scene, c):
    """Whether somebody does what a verb tells together with another: the "jointly" rule, or a verb that asks for "with" itself."""
    s, head = scene.syntax, scene.mentions[c.target.mention].head
    with_ = s.child(head, "case")
    return c.rule == "jointly" or with_ is not None and s.lower[with_] == "with" and s.lower[with_ - 1] in JOINTLY


def _power(scene, k):
    """Whether a mention is the outermost one of a body that may fight, and no mere "tanks"."""
    m = scene.mentions[k]
    unnamed = m.how.startswith("group") and m.name.lower() == m.text.lower()
    within = any(scene.mentions[j].last - scene.mentions[j].first > m.last - m.first for j in scene.covering.get(m.head, ()))
    return m.kind in POWERS and not unnamed and not within


def jointly(scene, lexicon):
    """ "built it together with Oman", "in coordination with Oman, the navy towed it": who does whatever it is with another cooperates."""
    s, out = scene.syntax, []
    for p in range(scene.start + 1, scene.end - 1) if scene.words & {"alongside", "with"} else ():
        if s.dep[p] != "case" or s.lower[p] != "alongside" and not (s.lower[p] == "with" and s.lower[p - 1] in JOINTLY and (
                not s.tag[p - 1].startswith("NN") or s.preposition(p - 1) == "in")):
            continue
        other = deed = s.head[p]
        for _ in range(5):
            if s.is_verb(deed) or deed != other and scene.headed.get(deed):
                break
            deed = s.head[deed]
        if s.is_verb(deed) or s.child(deed, "cop") is not None:  # "is in Rome together with"
            doers = [f for f in scene.fills(deed) if f.slot == "subj"]
        else:
            doers = [Fill(k, "subj", path=path) for k, path, _, _ in scene.phrase(deed) if path in ("=", "conj")]
        others = [(k, path) for k, path, _, _ in scene.phrase(other) if path in ("=", "conj") or other not in scene.headed]
        if s.is_verb(deed) and s.passive(deed):  # "was packed by Oman together with", not "killed by the army, together with"
            doers = [f for f in doers if scene.mentions[f.mention].last == p - 1]
        reading = scene.reading(lexicon, deed)
        for f in doers:
            for k, path in others:
                if f.itself and scene.apart(f.mention, k):
                    out.append(Candidate(f, Fill(k, "prep", s.lower[p], path=path), TOGETHER, deed, "jointly", 1, 0, 1, 2, 2, reading,
                                         len(doers) * len(others)))
    return out
