"""Clauses + mentions + lexicon → candidate ties: every pair of actors that a known predicate may tie, several where a sense is open."""

from dataclasses import dataclass

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.modality import Reading, read_modality
from geoanalysis.reading.scene import Fill, Scene

#: the types that both ends do to each other
MUTUAL = {"CONSULT", "AGREE", "COOPERATE", "ALLIED_WITH", "HOSTILE_TO"}
STANDING = {"LEADS", "MEMBER_OF", "REPRESENTS", "SPONSORS", "ALLIED_WITH", "HOSTILE_TO", "SUCCEEDS"}
#: between whom: the prepositions whose coordinated nouns do a mutual act with each other
AMONG = {"between", "among", "of", "by"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tie that the words allow; the judge says how likely it is meant.

    source, target: Fill; sense: the row of the lexicon; predicate: its token; rule: the case of grammar, for people;
    specificity: how much of what the row asks for is there; rank: place among the rows that
    are as specific; senses: how many those are;
    source_fit, target_fit: 3 coordinated, 2 the slot that the row names, 1 one that may stand for it, 0 only near;
    reading: status and speaker; rivals: how many pairs the same row offers here;
    consumed: the predicate is the object that another sense asks for ("severed ties": the ties are no alliance)
    """

    source: Fill
    target: Fill
    sense: Sense
    predicate: int
    rule: str
    specificity: int
    rank: int
    senses: int
    source_fit: int
    target_fit: int
    reading: Reading
    rivals: int
    consumed: bool = False


def find_candidates(syntax, mentions, lexicon, sentences):
    """Return the candidate ties of a document as a list of (Scene, Candidate).

    Parameters
    ----------
    syntax : Syntax
    mentions : list of Mention
    lexicon : Lexicon
    sentences : list of (start, end)
        token ranges.
    """
    from geoanalysis.reading.standing import carried_ties

    out = []
    ordered = sorted(mentions, key=lambda m: (m.first, m.last, m.actor_id))
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
            found.extend(_predicate(scene, lexicon, p, senses, p in consumed))
        found = _best(scene, found)
        found.extend(_near(scene, lexicon, offered, {frozenset((c.source.mention, c.target.mention)) for c in found}))
        out.extend((scene, c) for c in found)
    return out


def _senses(syntax, lexicon, p):
    """The senses of a predicate; a capitalised noun is an office or a body, not an event ("March", "the Gulf War")."""
    senses = lexicon.senses(syntax, p)
    return [x for x in senses if x[0].type in STANDING] if syntax.tag[p].startswith("NNP") else senses


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


def _predicate(scene, lexicon, p, senses, consumed):
    """The candidates of one predicate: its fills in the roles that each sense names."""
    fills = scene.fills(p)
    out = []
    for rank, (sense, points) in enumerate(senses if len(fills) > 1 else ()):
        reading = read_modality(scene.syntax, lexicon, p, sense.status)
        sources = [(f, fit) for f in fills if (fit := _fit(sense, f, sense.source, source=True))]
        targets = [(f, fit) for f in fills if (fit := _fit(sense, f, sense.target, source=False))]
        pairs = [(f, g, a, b) for f, a in sources for g, b in targets if (f.slot, f.prep) != (g.slot, g.prep)]
        if sense.type in MUTUAL or sense.source == "each":
            pairs.extend((f, g, 3, 3) for i, f in enumerate(fills) for g in fills[i + 1:] if _together(f, g))
        pairs = [x for x in pairs if scene.apart(x[0].mention, x[1].mention)]
        for f, g, a, b in pairs:
            rule = f"{sense.pos.lower()}:{_name(f)}>{_name(g)}"
            out.append(Candidate(f, g, sense, p, rule, points, rank, len(senses), a, b, reading, len(pairs), consumed))
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
    standing = sense.type in STANDING
    if wanted == "subj":
        return 2 if slot in ("subj", "self") else int(slot == "poss" and not verb)
    if wanted == "poss":
        if slot in ("poss", "mod") or slot == "subj" and not verb:
            return 2
        return int(slot == "self" or slot == "prep" and fill.prep in ("of", "between", "from"))
    if wanted == "of":
        return 2 if fill.prep == "of" or standing and slot in ("poss", "mod") else int(slot == "prep")
    if wanted == "prep":
        if slot == "prep" and (fill.prep in sense.preps or not sense.preps):
            return 2
        return int(slot in ("prep", "obj", "iobj", "comp") or not verb and slot in ("poss", "mod") and not source)
    if wanted in ("obj", "iobj"):
        return 2 if slot == wanted else int(slot in ("obj", "iobj", "prep", "comp") and not source)
    return 2 * (slot == wanted)


def _near(scene, lexicon, offered, tied):
    """Where the grammar ties two actors by nothing, the nearest ones on the two sides of a predicate may still be meant."""
    out = []
    for p, senses in offered:
        before = [k for k, m in enumerate(scene.mentions) if m.last <= p][-2:]
        after = [k for k, m in enumerate(scene.mentions) if m.first > p][:2]
        pairs = [(a, b) for a in before for b in after if frozenset((a, b)) not in tied and scene.apart(a, b)]
        for rank, (sense, points) in enumerate(senses[:2] if pairs else ()):
            if sense.type in STANDING:
                continue
            reading = read_modality(scene.syntax, lexicon, p, sense.status)
            for a, b in pairs:
                one = Fill(a, "near", via="near", depth=len(before) - 1 - before.index(a))
                other = Fill(b, "near", via="near", depth=after.index(b))
                source, target = (other, one) if scene.syntax.is_verb(p) and scene.syntax.passive(p) else (one, other)
                out.append(Candidate(source, target, sense, p, "near", points, rank, len(senses), 0, 0, reading, len(pairs)))
    return out
