"""Clauses + mentions + lexicon → candidate ties: every pair of actors that a known predicate may tie."""

from dataclasses import replace

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.modality import read_modality
from geoanalysis.reading.scene import Candidate, Fill, Scene
from geoanalysis.reading.standing import carried_ties

#: what a speaker does by saying something of another: "said the Taliban were responsible", "says France must …"
SPOKEN = {"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN"}
#: the friendly acts whose denial is a refusal: "does not recognize", "will not lift"
FRIENDLY = {"SUPPORT", "AGREE", "CONCEDE", "CONSULT", "AID", "COOPERATE"}
#: the ties of an office-holder, and how somebody comes beside the office without holding it: "Zarif met the head of the PMF"
OFFICES = {"LEADS", "MEMBER_OF", "REPRESENTS"}
BYSTANDING = {"light", "adjunct", "participle", "of"}
#: the acts that somebody who agrees to them commits himself to
COMMITMENTS = FRIENDLY | {"RETREAT", "MOBILIZE"}
#: what others are told that they have to do
OBLIGATION = {"must", "should", "ought", "need", "have"}
#: between whom: the prepositions whose coordinated nouns do a mutual act with each other
AMONG = {"between", "among", "of", "by"}
#: the sense of an obligation that a speaker lays on somebody
DEMAND = Sense("must", "VERB", "", frozenset(), frozenset(), "REQUEST", "speaker", "subj", "")


def find_candidates(syntax, mentions, *, lexicon, sentences):
    """Return the candidate ties of a document as a list of (Scene, Candidate); what is only a place is nobody's tie.

    Parameters
    ----------
    syntax : Syntax
    mentions : list of Mention
    lexicon : Lexicon
    sentences : list of (start, end)
        token ranges.
    """
    out = []
    ordered = sorted((m for m in mentions if m.kind != "place"), key=lambda m: (m.first, m.last, m.actor_id))
    for start, end in sentences:
        inside = [m for m in ordered if start <= m.first < end]
        if len(inside) < 2:
            continue
        scene = Scene(syntax, inside, start, end)
        found = carried_ties(scene, lexicon)
        offered = [(p, senses) for p in scene.predicates() if (senses := _senses(syntax, lexicon, p))]
        consumed = {a.token for p, senses in offered for sense, _ in senses if sense.objects
                    for a in syntax.arguments(p) if a.slot == "obj" and syntax.lemma[a.token] in sense.objects}
        for p, senses in offered:
            found.extend(_predicate(scene, lexicon, p, senses=senses, consumed=p in consumed))
        found = _best(scene, found)
        found.extend(_near(scene, lexicon, offered, tied={frozenset((c.source.mention, c.target.mention)) for c in found}))
        out.extend((scene, c) for c in found)
    return out


def _senses(syntax, lexicon, p):
    """The senses of a predicate; a capitalised noun is an office or a body, not an event ("March", "the Gulf War")."""
    senses = lexicon.senses(syntax, p)
    return [x for x in senses if x[0].standing] if syntax.tag[p].startswith("NNP") else senses


def _best(scene, found):
    """For the same predicate, type and two actors, the candidate whose words fit the roles best: several mentions, slots and rows of the
    lexicon often say the same."""
    best = {}
    for c in found:
        key = (c.predicate, c.sense.type, scene.mentions[c.source.mention].actor_id, scene.mentions[c.target.mention].actor_id)
        rank = (c.source_fit + c.target_fit + c.specificity - c.source.depth - c.target.depth, -c.rank)
        if key not in best or rank > best[key][0]:
            best[key] = rank, c
    return [c for _, c in best.values()]


def _predicate(scene, lexicon, p, *, senses, consumed):
    """The candidates of one predicate: its fills in the roles that each sense names."""
    fills = scene.fills(p)
    out = []
    for rank, (sense, points) in enumerate(senses if fills else ()):
        reading = read_modality(scene.syntax, p, lexicon=lexicon, sense_status=sense.status, standing=sense.type in OFFICES)
        for variant, put in _variants(sense, reading):
            speakers = _speakers(scene, put) if variant.type in SPOKEN else []
            pairs = _pairs(scene, variant, fills, speakers=speakers)
            for f, g, a, b in pairs:
                rule = f"{sense.pos.lower()}:{_name(f)}>{_name(g)}"
                out.append(Candidate(f, g, variant, p, rule, points, rank, len(senses), a, b, put, len(pairs), consumed))
    return out + _obligations(scene, lexicon, p, fills=fills)


def _variants(sense, reading):
    """The sense itself; where a friendly act is denied, also the refusal that the denial is; where a governing word speaks of an act to
    come, also what that word is: "agreed to release" AGREE, "threatened to attack" THREATEN."""
    yield sense, reading
    if reading.status == "negated" and sense.type in FRIENDLY:
        yield replace(sense, type="REJECT"), replace(reading, status="actual")
    governed = sense.type in COMMITMENTS if reading.governor == "AGREE" else reading.governor in ("THREATEN", "REQUEST")
    if governed and not sense.standing:
        yield replace(sense, type=reading.governor), replace(reading, status="negated" if reading.status == "negated" else "actual")


def _pairs(scene, sense, fills, *, speakers):
    """Who may be source and target of a sense: (source, target, source fit, target fit)."""
    sources = [(f, fit) for f in fills if (fit := _fit(sense, f, sense.source, source=True))]
    targets = [(f, fit) for f in fills if (fit := _fit(sense, f, sense.target, source=False))]
    pairs = [(f, g, a, b) for f, a in sources for g, b in targets if (f.slot, f.prep) != (g.slot, g.prep)]
    pairs.extend((f, g, 1, 1) for f in speakers for g in fills if g.slot in ("subj", "obj", "poss", "mod") and not g.outer)
    if sense.mutual or sense.source == "each":
        pairs.extend((f, g, 3, 3) for i, f in enumerate(fills) for g in fills[i + 1:] if _together(f, g))
    return [x for x in pairs if scene.apart(x[0].mention, x[1].mention)]


def _speakers(scene, reading):
    token = reading.speaker
    if not scene.start <= token < scene.end:
        return []
    return [Fill(k, "speaker", via="speech", path=path, depth=depth, outer=outer) for k, path, depth, outer in scene.phrase(token)
            if path in ("=", "appos", "conj")]


def _obligations(scene, lexicon, p, *, fills):
    """ "The Commission says that France must adjust its laws": by saying so, it asks France to."""
    s = scene.syntax
    if not s.is_verb(p) or not any(s.lower[c] in OBLIGATION and s.dep[c] == "aux" for c in s.children[p]):
        return []
    reading = read_modality(s, p, lexicon=lexicon)
    out = []
    for f in _speakers(scene, reading):
        for g in fills:
            if g.slot == "subj" and not g.outer and scene.apart(f.mention, g.mention):
                out.append(Candidate(f, g, DEMAND, p, "obligation", 0, 0, 1, 2, 2, replace(reading, status="actual"), 1))
    return out


def _name(fill):
    """The slot for people: "subj/shared", "with"."""
    slot = fill.prep or fill.slot
    return slot if fill.via in ("own", "active") else f"{slot}/{fill.via}"


def _together(f, g):
    """ "A and B met", "talks between A and B", "US-Iran tensions"."""
    return (f.slot, f.prep) == (g.slot, g.prep) and not (f.outer or g.outer) and \
        (f.slot in ("subj", "poss", "mod") or f.slot == "prep" and f.prep in AMONG)


def _fit(sense, fill, wanted, *, source):
    """How well a fill suits the slot that a sense wants: 2 exactly, 1 perhaps, 0 not."""
    slot, verb = fill.slot, sense.pos == "VERB"
    if sense.type in OFFICES and not verb and slot == "subj" and fill.via.split(" ")[0] in BYSTANDING:
        return 0
    if wanted == "subj":
        return 2 if slot in ("subj", "self") else int(slot == "poss" and not verb)
    if wanted == "poss":
        if slot in ("poss", "mod") or slot == "subj" and not verb:
            return 2
        return int(slot == "self" or slot == "prep" and fill.prep in ("of", "between", "from"))
    if wanted == "of":
        return 2 if fill.prep == "of" or sense.standing and slot in ("poss", "mod") else int(slot == "prep")
    if wanted == "prep":
        if slot == "prep" and (fill.prep in sense.preps or not sense.preps):
            return 2
        return int(slot in ("prep", "obj", "iobj", "comp") or not verb and slot in ("poss", "mod", "subj") and not source)
    if wanted in ("obj", "iobj"):
        return 2 if slot == wanted else int(slot in ("obj", "iobj", "prep", "comp") and not source)
    return 2 * (slot == wanted)


def _near(scene, lexicon, offered, *, tied):
    """Where the grammar ties two actors by nothing, the nearest ones on the two sides of a predicate may still be meant."""
    out = []
    for p, senses in offered:
        before = [k for k, m in enumerate(scene.mentions) if m.last <= p][-2:]
        after = [k for k, m in enumerate(scene.mentions) if m.first > p][:2]
        pairs = [(a, b) for a in before for b in after if frozenset((a, b)) not in tied and scene.apart(a, b)]
        for rank, (sense, points) in enumerate(senses[:2] if pairs else ()):
            if sense.standing:
                continue
            reading = read_modality(scene.syntax, p, lexicon=lexicon, sense_status=sense.status)
            for a, b in pairs:
                one = Fill(a, "near", via="near", depth=len(before) - 1 - before.index(a))
                other = Fill(b, "near", via="near", depth=after.index(b))
                source, target = (other, one) if scene.syntax.is_verb(p) and scene.syntax.passive(p) else (one, other)
                out.append(Candidate(source, target, sense, p, "near", points, rank, len(senses), 0, 0, reading, len(pairs)))
    return out
