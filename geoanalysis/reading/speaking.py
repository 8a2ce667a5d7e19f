"""What an actor does by speaking of another: who tells of a deed accuses its doer, who judges it judges him, who says he must asks him."""

from dataclasses import replace

from geoanalysis.reading import valency
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.scene import Candidate, Fill
from geoanalysis.reading.speakers import FIRST_PERSON

#: what a speaker does by saying something of another: "said the Taliban were responsible", "says France must …"
SPOKEN = {"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN"}
#: of whom a speaker does so: of anybody in the accusing clause; who asks, supports or refuses by a verb speaks of himself as well
SPOKEN_OF = {"ACCUSE": {"subj", "obj", "poss", "mod"}, "REQUEST": {"subj", "obj"}}
#: the deeds that somebody charges another with by telling of them
DEEDS = {"ASSAULT", "COERCE", "THREATEN", "SPONSORS", "REJECT", "MOBILIZE", "AID"}
#: the verbs that tell whose deed it is
COMMITTING = {"carry", "commit", "perpetrate", "claim", "conduct", "launch", "stage", "execute", "inflict", "unleash"}
#: what others are told that they have to do
OBLIGATION = {"must", "should", "ought", "need"}
#: the sense of an obligation that a speaker lays on somebody
DEMAND = Sense("must", "VERB", "", frozenset(), frozenset(), "REQUEST", "speaker", "subj", "")
#: the auxiliaries of what somebody will do on a condition, and its senses: the condition is a plea where what he will do is good
CONDITIONED = {"will", "would", "could", "'ll", "’ll", "may", "shall"}
PROMISED = {"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"}
THREAT = Sense("if", "VERB", "", frozenset(), frozenset(), "THREATEN", "subj", "subj", "")
PLEA = Sense("if", "VERB", "", frozenset(), frozenset(), "REQUEST", "subj", "subj", "")
#: how an adjective describes somebody: "the army is corrupt", "a corrupt army"
DESCRIBED = {"copula", "modifier"}
#: the sense of what a speaker holds against somebody
BLAME = Sense("say", "VERB", "", frozenset(), frozenset(), "ACCUSE", "speaker", "subj", "")


def charges(scene, sense, p, *, doers, reading):
    """ "Iraqi officials said the IS group had used laboratories for weapons": who says so accuses the doer."""
    pairs = [(f, g) for f in speakers_of(scene, reading) for g in doers if scene.apart(f.mention, g.mention)]
    if not pairs:
        return []
    rule = f"charge:{sense.type} {reading.status}"  # what the charge is, and how it is told
    sense, reading = replace(sense, type="ACCUSE", source="speaker", target="subj"), replace(reading, status="actual")
    return [Candidate(f, g, sense, p, rule, 0, 0, 1, 2, 2, reading, len(doers)) for f, g in pairs]


def judged(scene, lexicon, p, *, senses, fills):
    """ "condemned the violence that militias have carried out", "the attack claimed by the group": who judges a deed judges its doer, and
    who strikes or refuses somebody's work does so to him: "shot down a missile fired by the militia"."""
    s = scene.syntax
    judging = {x.type: x for x, _ in senses if x.pos == "VERB" and x.type in ("ACCUSE", "SUPPORT") and x.source == "subj"}
    striking = {x.type: x for x, _ in senses if x.type in ("ASSAULT", "REJECT") and (x.source, x.target) == ("subj", "obj")}
    if not judging and not striking:
        return []
    deeds = [a for a in s.arguments(p) if a.slot in ("obj", "attr") and a.token not in scene.headed]
    makers = [g for a in deeds if a.slot == "obj" for g in scene.fills(a.token) if (g.via, g.slot) == ("participle", "subj")]
    deeds = [a for a in deeds if lexicon.senses(s, a.token) or s.lemma[a.token] in valency.MOVES] if judging else []
    doers = [g for a in deeds for g in scene.fills(a.token)
             if g.slot == "subj" and (g.via == "participle" or (a.via, g.via) == ("relative", "light")) or (
                 a.slot, g.slot) == ("attr", "poss")]  # "launched a campaign that critics denounced"
    told = [v for a in deeds[:1] for v in range(a.token + 1, scene.end) if s.lemma[v] in COMMITTING and _said_of(s, v, {p, a.token})]
    doers.extend(g for v in told for g in scene.fills(v) if g.slot == "subj")
    pairs = [(x, f, g) for rows, others in ((judging, doers), (striking, makers)) for x in rows.values() for f in fills if f.slot == "subj"
             for g in others if not g.outer and scene.apart(f.mention, g.mention)]
    return [Candidate(f, g, x, p, "judged", 0, 0, 1, 2, 1, scene.reading(lexicon, p), len(pairs)) for x, f, g in pairs]


def _said_of(syntax, v, tokens):
    """Whether verb v tells more of one of the tokens: "the attack on the base, which was claimed by"."""
    relative = syntax.dep[v].startswith("acl") or any(syntax.lower[c] == "which" for c in syntax.children[v])
    for _ in range(4):
        v = syntax.head[v]
        if v in tokens:
            return relative
    return False


def speakers_of(scene, reading):
    """Who says it, as the fills of a slot: also those who say it together, and whoever stands beside a speaker as what he is."""
    token = reading.speaker
    if token != scene.speaker and not scene.start <= token < scene.end:
        return []
    return [Fill(k, "speaker", via="speech", path=path, depth=depth, outer=outer) for k, path, depth, outer in scene.phrase(token)
            if path in ("=", "appos", "conj")]


def judges_of(scene, reading):
    """Who judges by a word that judges, as the fills of a slot: who says so, or else whoever issued the text."""
    found = speakers_of(scene, reading)
    return found if found or scene.narrator < 0 else [Fill(scene.narrator, "speaker", via="narration")]


def appraised(scene, lexicon, p, *, senses):
    """ "The attack shows the cowardice of the militia", "said the army was corrupt": whoever speaks accuses whose it is, or who is so."""
    rows = [(sense, points) for sense, points in senses if sense.source == "speaker"]
    whose = [g for g in scene.fills(p) if not g.outer and (g.via in DESCRIBED if g.slot == "subj" else g.via == "own" and (
        g.slot in ("poss", "mod") or g.prep == "of"))] if rows else []
    reading = scene.reading(lexicon, p) if whose else None
    pairs = [(f, g) for f in judges_of(scene, reading) for g in whose if scene.apart(f.mention, g.mention)] if whose else []
    return [Candidate(f, g, sense, p, "appraisal", points, 0, len(rows), 2, 2, replace(reading, status="actual"), len(pairs))
            for sense, points in rows for f, g in pairs]


def told(scene, lexicon, p):
    """ "The Commission says that France must adjust its laws": by saying so, it asks France to; "said Pyongyang had not done enough": what
    somebody did or left undone is told as his fault, unless the lexicon knows better."""
    s = scene.syntax
    acting = s.is_verb(p)
    if not acting and s.child(p, "cop") is None:
        return []
    auxiliaries, below = {s.lemma[c] for c in s.children[p] if s.dep[c] == "aux"}, s.child(p, "xcomp")
    senses = lexicon.senses(s, p) or below is not None and lexicon.senses(s, below) or []  # "is trying to work with"
    past, bound = "have" in auxiliaries, s.dep[p] == "xcomp" and s.lemma[s.head[p]] == "have"  # "has to disarm"
    asked = (bool(auxiliaries & OBLIGATION) or bound) and not past
    if not asked and (not acting or any(x.type in DEEDS for x, _ in senses) or s.tag[p] == "VB" and not auxiliaries):
        return []
    speakers = judges_of(scene, reading := scene.reading(lexicon, p))
    if not speakers or speakers[0].via == "narration" and not (asked and s.dep[p] == "root"):  # mere narration accuses nobody
        return []
    if not asked and (senses and not past and reading.status != "negated" or
                      reading.status == "planned" and not auxiliaries & OBLIGATION):
        return []
    anybody = asked and speakers[0].via != "narration"  # "citizens should avoid the area"
    doers = [g for g in scene.fills(p) if g.slot == "subj" and not g.outer and (
        anybody or g.via != "object control" and scene.mentions[g.mention].kind not in ("place", "population"))]
    sense, rule = (DEMAND, "obligation") if asked else (BLAME, "blame")
    above = s.head[p]
    if asked and s.dep[p] == "ccomp" and s.lemma[above] == "tell":  # "told the rebels that they must", "told Oman that nobody should"
        doers += [g for g in scene.fills(above) if g.slot in ("obj", "iobj") and g.path in ("=", "conj")]
    return [Candidate(f, g, sense, p, rule, 0, 0, 1, 2, 2, replace(reading, status="actual"), len(doers))
            for f in speakers for g in doers if scene.apart(f.mention, g.mention)]


def warned(scene, lexicon, p):
    """ "said the rebels would attack if the army came back": who says what he will do unless another yields threatens him, or asks him to
    where it is something good or not done "until" he yields."""
    s = scene.syntax
    if not s.is_verb(p) or not any(s.dep[c] == "aux" and s.lower[c] in CONDITIONED for c in s.children[p]):
        return []
    terms = [c for c in s.children[p] if s.dep[c] == "advcl" and any(s.lower[m] in ("if", "unless", "until") for m in s.children[c])]
    others = [g for c in terms for g in scene.fills(c) if g.slot == "subj" and g.path in ("=", "conj")]
    if not others:
        return []
    reading, until = scene.reading(lexicon, p), any(s.lower[m] == "until" for c in terms for m in s.children[c])
    if until and reading.status != "negated":  # "will rule until the others come back"
        return []
    doers = [f for f in scene.fills(p) if f.slot == "subj" and f.path in ("=", "conj")] + speakers_of(scene, reading)
    sense = PLEA if until or any(x.type in PROMISED for x, _ in lexicon.senses(s, p)) else THREAT
    return [Candidate(f, g, sense, p, "condition", 0, 0, 1, 2, 2, replace(reading, status="actual"), len(doers) * len(others))
            for f in doers for g in others if scene.apart(f.mention, g.mention)
            and not any(scene.mentions[x.mention].kind == "place" for x in (f, g))]


def own_side(scene, homes, c):
    """Whether somebody speaks of his own side: "said we would", "said his troops had", "the army's spokesman said the army had"."""
    speaker, other = scene.mentions[c.source.mention], scene.mentions[c.target.mention]
    home = homes.body(speaker) if speaker.kind == "person" else homes.behind(speaker)
    own = {speaker.actor_id, home.actor_id if home else ""}
    return other.actor_id in own or scene.syntax.lower[other.first] in FIRST_PERSON or other.kind != "state" and any(
        m.last == other.first and m.actor_id in own and scene.syntax.tag[m.first] == "PRP$" for m in scene.inside)
