"""Clauses + mentions + lexicon → candidate ties: every pair of actors that a known predicate may tie."""

from bisect import bisect_left
from dataclasses import replace
from itertools import combinations

from geoanalysis.reading import valency
from geoanalysis.reading.cast import read_cast
from geoanalysis.reading.discourse import answered
from geoanalysis.reading.guesses import likely, suggested
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.roles import OFFICES, suits, wronged
from geoanalysis.reading.scene import Candidate, Scene
from geoanalysis.reading.speakers import Speakers
from geoanalysis.reading.speaking import DEEDS, SPOKEN, SPOKEN_OF, appraised, charges, judged, own_side, speakers_of, told, warned
from geoanalysis.reading.standing import carried_ties, held_by
from geoanalysis.reading.warfare import Ground, claimed, helpers, jointly

#: the acts for which where they happen says whose ground it is: "arrived in Goma", "fired at Haifa", "closed its embassy in Minsk"
REACHED = {("MOBILIZE", "in"), ("RETREAT", "from"), ("RETREAT", "in"), ("ASSAULT", "at"), ("SANCTION", "in"), ("CONSULT", "in")}
#: the friendly acts whose denial is a refusal: "does not recognize", "will not lift"
FRIENDLY = {"SUPPORT", "AGREE", "CONCEDE", "CONSULT", "AID", "COOPERATE"}
#: the kinds of actor to which one of a kind hardly ever has such a tie: in the annotated documents one in twenty or so was meant
NEVER = {
    "LEADS": {"state": {"person", "population", "state"}, "person": {"person"}, "population": {"person"}, "party": {"person"},
              "organization": {"person", "population"}, "government": {"person", "population"}, "armed_group": {"person", "population"}},
    "MEMBER_OF": {"state": {"person", "population", "place", "state"}, "population": {"population"}, "party": {"person", "population"},
                  "organization": {"person", "population"}, "armed_group": {"population"}}}
#: the acts that somebody who agrees to them commits himself to
COMMITMENTS = FRIENDLY | {"RETREAT", "MOBILIZE"}
#: the acts whose promise is a threat
HARM = {"ASSAULT", "COERCE", "SANCTION"}
#: how an actor stands in the phrase of a noun itself
OWN = {"own", "chained", "apposition", "modifier"}
#: where a place in an object only says where; of what is shelled somebody may hold it
WITHIN = {"nmod", "nmod+", "mod+"}
#: the acts by which something comes to an end
ENDING = {"RETREAT", "CONCEDE"}
#: where he stands in an object whom the act on it concerns: "raided the offices of the union"
HELD = {"=", "conj", "poss", "of", "mod", "appos"}
#: how a verb surely comes by its subject
SUBJECTS = {"own", "shared", "relative", "control", "adjunct", "agent"}
#: the sense of doing something together against others, and the acts that are done so
ALLIANCE = Sense("with", "VERB", "", frozenset(), frozenset(), "ALLIED_WITH", "each", "subj", "")
FIGHTING = {"ASSAULT", "MOBILIZE"}


def find_scenes(syntax, mentions, *, homes, sentences):
    """The sentences in which anybody is mentioned, as a list of Scene."""
    cast, speakers, out = read_cast(syntax, mentions), Speakers(syntax.view, mentions, homes), []
    ordered = sorted(mentions, key=lambda m: (m.first, m.last, m.actor_id))
    for start, end in sentences:
        inside = ordered[bisect_left(ordered, start, key=lambda m: m.first):bisect_left(ordered, end, key=lambda m: m.first)]
        if any(m.kind != "place" for m in inside):
            out.append(Scene(syntax, inside, start, end, speakers=speakers, cast=cast))
    return out


def find_candidates(syntax, mentions, *, lexicon, sentences, gazetteer=None, context=None):
    """Return the candidate ties of a document as a list of (Scene, Candidate); a place only where it acts or is acted upon.

    Parameters
    ----------
    syntax : Syntax
    mentions : list of Mention
    lexicon : Lexicon
    sentences : list of (start, end)
        token ranges.
    gazetteer : Gazetteer, optional
        Knows the states of office-holders whose title does not name them.
    context : Context, optional
        Reads what the words about each two actors suggest: with it what is most unlikely is left out, and what is likely and not told by
        the grammar is added.
    """
    homes, ground, out = Homes(syntax.view, mentions, gazetteer), Ground(mentions), []
    scenes = find_scenes(syntax, mentions, homes=homes, sentences=sentences)
    if context is not None and context.suits(syntax):
        context.read(syntax, scenes)
    for scene in scenes:
        found = carried_ties(scene, lexicon, homes)
        if len({m.actor_id for m in scene.mentions}) < 2:
            found = ground.fought(scene, lexicon, _best(scene, found))
        else:
            found = _best(scene, [c for c in (*found, *_acts(scene, lexicon)) if _able(scene, c) and (
                c.source.slot != "speaker" or not own_side(scene, homes, c))])
            found = ground.fought(scene, lexicon, found)
            found.extend(_best(scene, helpers(scene, found)))
            ground.learn(scene, found)
        found.extend(answered(scene, lexicon, homes, told=out, here=found))
        if scene.odds is not None:
            more = [c for c in suggested(scene, lexicon, found=found) if _able(scene, c)]
            found = [c for c in found if likely(scene, c)] + more
        out.extend((scene, _known(scene, homes, c)) for c in found)
    return out


def _acts(scene, lexicon):
    """The candidates of all predicates of a scene."""
    predicates, found = scene.predicates(), []
    offered = [(p, senses) for p in predicates if (senses := scene.senses(lexicon, p))]
    consumed = _consumed(scene.syntax, offered)
    for p, senses in offered:
        if not ENDING.isdisjoint(consumed.get(p, ())):  # "suspended its attacks on" tells that they took place
            ended = [x for x in senses if x[0].type not in consumed[p] | OFFICES]
            found.extend(c for c in _predicate(scene, lexicon, p, senses=ended, consumed=True)
                         if c.source_fit == c.target_fit > 1 and not c.rule.startswith("charge"))
    offered = [(p, [x for x in senses if p not in consumed or x[0].type in consumed[p]]) for p, senses in offered]
    for p, senses in offered:
        found.extend(_predicate(scene, lexicon, p, senses=senses, consumed=p in consumed))
        found.extend(appraised(scene, lexicon, p, senses=senses))
    for p in predicates:
        found.extend((*told(scene, lexicon, p), *warned(scene, lexicon, p)))
    return [*found, *jointly(scene, lexicon), *claimed(scene, lexicon)]


def _known(scene, homes, c):
    """An office or membership with what the gazetteer says of it."""
    if c.sense.type not in OFFICES:
        return c
    source, target = (scene.mentions[fill.mention] for fill in (c.source, c.target))
    return c._replace(listed=homes.listed(source, target, member=c.sense.type == "MEMBER_OF"))


def _able(scene, c):
    """Whether two such actors can stand so to each other: a state belongs neither to people nor to another state."""
    m, n = scene.mentions[c.source.mention].kind, scene.mentions[c.target.mention].kind
    return n not in NEVER.get(c.sense.type, {}).get(m, ()) and (c.sense.type not in OFFICES or held_by(scene, c)) and not wronged(
        scene, c.sense, c.predicate, mention=c.target.mention) and c.target.via != "companion"


def _best(scene, found):
    """For the same predicate, type and two actors, the candidate whose words fit the roles best: several mentions and rows say the same."""
    best = {}
    for c in found:
        key = (c.predicate, c.sense.type, scene.actors[c.source.mention], scene.actors[c.target.mention])
        rank = (c.source_fit + c.target_fit + c.specificity - c.source.depth - c.target.depth, -c.rank)
        if key not in best or rank > best[key][0]:
            best[key] = rank, c
    return [c for _, c in best.values()]


def _consumed(syntax, offered):
    """The nouns that a verb's sense asks for as its object, with the types that the verb gives them: "lifted sanctions" is no sanction; but
    "condemned the attack" is still one, and who would "settle their dispute" have one."""
    out = {}
    for p, senses in offered:
        for sense, _ in senses:
            for a in syntax.arguments(p) if sense.objects else ():
                if a.slot == "obj" and sense.type not in SPOKEN | {"PROTEST"} and syntax.lemma[a.token] in sense.objects:
                    there = sense.type == "AGREE" and syntax.lemma[a.token] in valency.QUARRELS
                    out.setdefault(a.token, set()).update(("HOSTILE_TO", sense.type) if there else (sense.type,))
    return out


def _predicate(scene, lexicon, p, *, senses, consumed):
    """The candidates of one predicate: its fills in the roles that each sense names."""
    if not (fills := scene.fills(p)):
        return []
    alone, out = len({scene.actors[f.mention] for f in fills}) < 2, []
    for rank, (sense, points) in enumerate(senses):
        if alone and sense.type in OFFICES or sense.source == "speaker":
            continue  # no speaker is the other end of the former, and none but he of the latter
        reading = scene.reading(lexicon, p, status=sense.status, standing=sense.type in OFFICES)
        if alone and not speakers_of(scene, reading):
            continue
        for variant, put in _variants(sense, reading, promised=_promised(scene, p, reading)):
            speakers = speakers_of(scene, put) if variant.type in SPOKEN else []
            pairs = _pairs(scene, variant, fills, speakers=speakers)
            if points < 0:  # a plain row beside a special one
                pairs = [x for x in pairs if x[2] == x[3] == 2 and x[0].via in SUBJECTS and x[1].via != "denial" and x[1].path in HELD]
            if sense.bare:
                pairs = [x for x in pairs if x[2] == x[3] == 2 and x[1].path in ("=", "conj")]
            if variant.type == "LEADS" and scene.private(p):
                pairs = [x for x in pairs if scene.mentions[x[1].mention].kind != "state"]
            for f, g, a, b in pairs:
                rule, told = f"{sense.pos.lower()}:{_name(f)}>{_name(g)}", scene.stood_for(lexicon, g, put)
                out.append(Candidate(f, g, variant, p, rule, points, rank, len(senses), a, b, told, len(pairs), consumed))
        if points >= 0 and sense.type in DEEDS and sense.status != "actual":
            out.extend(charges(scene, sense, p, doers=[f for f in fills if not f.outer and suits(sense, f, sense.source, source=True) == 2],
                               reading=reading))
        if points >= 0 and sense.type in FIGHTING:
            out.extend(_companions(scene, p, fills=fills, reading=reading))
    return out + judged(scene, lexicon, p, senses=[x for x in senses if x[1] >= 0], fills=fills)


def _promised(scene, p, reading):
    """Whether a planned act is the speaker's own: "the rebels said they would release him"."""
    if reading.status != "planned" or reading.speaker < 0 or (found := scene.syntax.subject(p)) is None:
        return False
    actors = [{scene.actors[k] for k, path, _, _ in scene.phrase(token) if path == "="} for token in (found[0], reading.speaker)]
    return bool(actors[0] & actors[1])


def _variants(sense, reading, *, promised):
    """The sense itself; where a friendly act is denied, also the refusal that the denial is; where a governing word speaks of an act to
    come, also what that word is: "agreed to release" AGREE, "threatened to attack" THREATEN."""
    agreed = sense.type == "AGREE" == reading.governor and reading.status == "planned"  # "agreed on a ceasefire"
    yield sense, replace(reading, status="actual") if agreed else reading
    if reading.status == "negated" and sense.type in FRIENDLY:
        yield replace(sense, type="REJECT"), replace(reading, status="actual")
    bound = reading.governor == "AGREE" or promised and not reading.governor
    threat = bound and sense.type in HARM  # "vowed to retaliate"
    if (threat or (sense.type in COMMITMENTS if bound else reading.governor in ("THREATEN", "REQUEST"))) and not sense.standing:
        governing = "THREATEN" if threat else "AGREE" if bound else reading.governor
        if governing == "REQUEST" and sense.type in HARM:
            governing = "ACCUSE"  # "called for sanctions against"
        yield replace(sense, type=governing), replace(reading, status="negated" if reading.status == "negated" else "actual")


def _pairs(scene, sense, fills, *, speakers):
    """Who may be source and target of a sense: (source, target, source fit, target fit)."""
    # "launched Russia's attack", "met after the US invasion": a noun with a doer of its own is not the deed of the verb's subject
    owned = {f.slot for f in fills if f.via == "own" and f.itself} & {"poss", "mod"} if sense.pos == "NOUN" else ()
    others = {"light", "adjunct"} if "poss" in owned else {"adjunct"} if owned else ()
    doers = [f for f in fills if f.slot != "subj" or f.via not in others]
    sources = [(f, fit) for f in doers if (fit := suits(sense, f, sense.source, source=True))]
    # "urged Oman to attack Chad": urged Oman only
    known = sense.pos == "VERB" and any(f.slot == sense.target and not f.outer for f in fills)
    targets = [(f, b) for f in fills if (b := suits(sense, f, sense.target, source=False)) and (b == 2 or not known or f.slot != "comp")
               ] if sources else ()
    pairs = [(f, g, a, b) for f, a in sources for g, b in targets if f.slot != g.slot or f.prep != g.prep]
    of = SPOKEN_OF.get(sense.type, {"obj"}) if sense.pos == "VERB" or sense.type == "ACCUSE" else ()
    pairs += [(f, g, 1, 1) for f in speakers for g in fills if g.slot in of and not g.outer]
    if sense.source == "each" or sense.mutual:
        pairs += [(f, g, 3, 3) for f, g in combinations(fills, 2) if _together(f, g) and not scene.same(f.mention, g.mention)]
    if sense.source == "each" and sense.pos == "VERB":  # "will discuss the crisis with Oman"
        pairs += [(f, g, 2, 2) for f in fills if f.slot == "subj" for g in fills if g.prep == "with"]
    return [x for x in pairs if scene.apart(x[0].mention, x[1].mention) and _within(*x[:2]) and _placed(scene, sense, *x)]


def _within(f, g):
    """Whether the two meet in one phrase where the predicate is itself a mention ("the minister of Iraq", not "the minister met Iran"), or
    the one stands before it ("Roe and Iraqi officials": he is none of them)."""
    aside = f.slot == "subj" and f.via == "shared" and g.slot == "mod"
    said = f.slot == "self" and g.slot == "subj" and g.via == "apposition" and g.path == "="  # "Roe, a lawyer": he is the lawyer
    return not aside and not said and ("self" not in (f.slot, g.slot) or {f.via, g.via} <= OWN)


def _placed(scene, sense, f, g, a, b):
    """Whether the two are more than the place where it happens: "besieged Aleppo", "the governor of Basra", "Kirkuk refused"."""
    source, target = scene.mentions[f.mention].kind == "place", scene.mentions[g.mention].kind == "place"
    acting = f.slot == "subj" and f.via in ("own", "relative", "control", "shared") and f.path in ("=", "conj")
    if source and not acting or (source or target) and a == b == 3:  # "rebels in Goma"
        return False
    if target and (g.outer and g.path.startswith(("nmod", "of+")) or sense.type != "ASSAULT" and g.path in WITHIN):
        return False  # "opened a school in Goma"
    if target and sense.type in OFFICES and g.prep not in ("", "of"):
        return False
    ground = sense.pos == "VERB" and (sense.type, g.prep) in REACHED and not (sense.type == "CONSULT" and sense.objects)
    where = g.prep in valency.WHERE and not ground
    return not target or b == 2 and (g.slot not in ("prep", "comp") or not where and (g.prep in sense.preps or g.prep == "of"))


def _companions(scene, p, *, fills, reading):
    """ "Kurdish fighters, tribesmen and militiamen launched the offensive": who fights together is allied."""
    doers = [f for f in fills if f.slot == "subj" and f.itself]
    pairs = [(f, g) for i, f in enumerate(doers) for g in doers[i + 1:] if f.via == g.via and scene.apart(f.mention, g.mention)]
    return [Candidate(f, g, ALLIANCE, p, "companions", 0, 0, 1, 2, 2, reading, len(pairs)) for f, g in pairs]


def _name(fill):
    """The slot for people: "subj/shared", "with"."""
    slot = fill.prep or fill.slot
    return slot if fill.via in ("own", "active") else f"{slot}/{fill.via}"


def _together(f, g):
    """ "A and B met", "delegates of A and B met", "talks between A and B", "US-Iran tensions"; not "A is one of those who met"."""
    beside = f.slot in ("subj", "poss", "mod") or f.prep in valency.AMONG
    if (f.slot, f.prep) != (g.slot, g.prep) or "said of" in (f.via, g.via) or not beside:
        return False
    return not (f.outer or g.outer) or f.outer and g.outer and f.path == g.path in ("of", "mod", "poss")
