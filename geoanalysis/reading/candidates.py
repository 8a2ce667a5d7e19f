"""Clauses + mentions + lexicon → candidate ties: every pair of actors that a known predicate may tie."""

from bisect import bisect_left
from dataclasses import replace
from itertools import combinations, product

from geoanalysis.reading import valency
from geoanalysis.reading.cast import read_cast
from geoanalysis.reading.discourse import answered
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.lexicon import DIRECTED, FOR_OTHERS, GIVEN, Sense
from geoanalysis.reading.scene import Candidate, Fill, Scene
from geoanalysis.reading.speakers import Speakers
from geoanalysis.reading.speaking import DEEDS, SPOKEN, SPOKEN_OF, appraised, charges, judged, own_side, speakers_of, told, warned
from geoanalysis.reading.standing import carried_ties, held_by
from geoanalysis.reading.warfare import Ground, claimed, helpers, jointly

#: the acts for which where they happen says whose ground it is: "arrived in Goma", "fired at Haifa", "closed its embassy in Minsk"
REACHED = {("MOBILIZE", "in"), ("RETREAT", "from"), ("RETREAT", "in"), ("ASSAULT", "at"), ("SANCTION", "in"), ("CONSULT", "in")}
#: the friendly acts whose denial is a refusal: "does not recognize", "will not lift"
FRIENDLY = {"SUPPORT", "AGREE", "CONCEDE", "CONSULT", "AID", "COOPERATE"}
#: the ties of an office-holder, and how somebody comes beside the office without holding it: "Zarif met the head of the PMF"
OFFICES = {"LEADS", "MEMBER_OF", "REPRESENTS"}
BYSTANDING = {"attendant", "light", "adjunct", "participle", "of"}
#: the kinds of actor to which one of a kind hardly ever has such a tie: in the annotated documents one in twenty or so was meant
NEVER = {
    "LEADS": {"state": {"person", "population", "state"}, "person": {"person"}, "population": {"person"}, "party": {"person"},
              "organization": {"person", "population"}, "government": {"person", "population"}, "armed_group": {"person", "population"}},
    "MEMBER_OF": {"state": {"person", "population", "place", "state"}, "population": {"population"}, "party": {"person", "population"},
                  "organization": {"person", "population"}, "armed_group": {"population"}}}
#: the acts that nobody is guessed to do to his own state: of 237 such guesses in annotated documents 3 were right
ABROAD = {"CONSULT", "ASSAULT", "AID", "RETREAT", "SANCTION"}
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
#: the acts whose nouns often leave out the preposition before the other side: "after the talks", "in the attack"
BARE = {"ASSAULT", "CONSULT", "SUPPORT"}
#: the sense of doing something together against others, and the acts that are done so
ALLIANCE = Sense("with", "VERB", "", frozenset(), frozenset(), "ALLIED_WITH", "each", "subj", "")
FIGHTING = {"ASSAULT", "MOBILIZE"}
#: the acts that the nearest actors may do to each other where the grammar knows neither end
GUESSED = {"ASSAULT", "COERCE", "CONSULT", "AGREE", "COOPERATE", "AID"}
#: the further acts of a known doer towards one to whom another act ties him already, those to the one whom the verb before concerns,
#: and those to a known other side
FURTHER = {"AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "SANCTION", "PROTEST", "CONCEDE", "ACCUSE", "AID"}
ADDRESSED = {"REQUEST", "AGREE", "REJECT"}
SUFFERED = {"COERCE", "SUPPORT", "ASSAULT", "AID"}


def find_candidates(syntax, mentions, *, lexicon, sentences, gazetteer=None):
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
    """
    homes, cast = Homes(syntax.view, mentions, gazetteer), read_cast(syntax, mentions)
    out, speakers, ground = [], Speakers(syntax.view, mentions, homes), Ground(mentions)
    ordered = sorted(mentions, key=lambda m: (m.first, m.last, m.actor_id))
    for start, end in sentences:
        inside = ordered[bisect_left(ordered, start, key=lambda m: m.first):bisect_left(ordered, end, key=lambda m: m.first)]
        if all(m.kind == "place" for m in inside):
            continue
        scene = Scene(syntax, inside, start, end, speakers=speakers, cast=cast)
        found = carried_ties(scene, lexicon, homes)
        if len({m.actor_id for m in scene.mentions}) < 2:
            found = [_known(scene, homes, c) for c in ground.fought(scene, lexicon, _best(scene, found))]
            out.extend((scene, c) for c in found + answered(scene, lexicon, homes, told=out, here=found))
            continue
        predicates = scene.predicates()
        offered = [(p, senses) for p in predicates if (senses := _senses(syntax, lexicon, p))]
        consumed = _consumed(syntax, offered)
        for p, senses in offered:
            if not ENDING.isdisjoint(consumed.get(p, ())):  # "suspended its attacks on" tells that they took place
                ended = [x for x in senses if x[0].type not in consumed[p] | OFFICES]
                found.extend(c for c in _predicate(scene, lexicon, p, senses=ended, consumed=True)
                             if c.source_fit == c.target_fit > 1 and not c.rule.startswith("charge"))
        offered = [(p, [x for x in senses if p not in consumed or x[0].type in consumed[p]]) for p, senses in offered]
        for p, senses in offered:
            found.extend(_predicate(scene, lexicon, p, senses=senses, consumed=p in consumed))
        found.extend((*jointly(scene, lexicon), *claimed(scene, lexicon)))
        found.extend(c for p in predicates for c in (*told(scene, lexicon, p), *warned(scene, lexicon, p)))
        found.extend(c for p, senses in offered for c in appraised(scene, lexicon, p, senses=senses))
        found = _best(scene, [c for c in found if _able(scene, c) and (c.source.slot != "speaker" or not own_side(scene, homes, c))])
        found = ground.fought(scene, lexicon, found)
        found.extend(_best(scene, helpers(scene, found)))
        ground.learn(scene, found)
        found.extend(c for c in _near(scene, lexicon, offered, found=found) if c.sense.type not in ABROAD or not homes.own(
            scene.mentions[c.source.mention], scene.mentions[c.target.mention]))
        found.extend(answered(scene, lexicon, homes, told=out, here=found))
        out.extend((scene, _known(scene, homes, c)) for c in found)
    return out


def _known(scene, homes, c):
    """An office or membership with what the gazetteer says of it."""
    if c.sense.type not in OFFICES:
        return c
    source, target = (scene.mentions[fill.mention] for fill in (c.source, c.target))
    return c._replace(listed=homes.listed(source, target, member=c.sense.type == "MEMBER_OF"))


def _able(scene, c):
    """Whether two such actors can stand so to each other: a state belongs neither to people nor to another state."""
    m, n = scene.mentions[c.source.mention].kind, scene.mentions[c.target.mention].kind
    return n not in NEVER.get(c.sense.type, {}).get(m, ()) and (c.sense.type not in OFFICES or held_by(scene, c)) and not _wronged(
        scene, c.sense, c.predicate, c.target.mention) and c.target.via != "companion"


def _wronged(scene, sense, p, k):
    """Whether the deed that a charge is about is done to somebody: "condemned the attack on Mali", "criticized the arrest of Roe"."""
    s, head = scene.syntax, scene.mentions[k].head
    if sense.type != "ACCUSE" or sense.pos != "VERB" or s.dep[head] != "nmod" or s.head[s.head[head]] != p or (
            sense.target == "prep" and s.preposition(head) in sense.preps):  # "blamed the attack on Mali"
        return False
    return s.preposition(head) in valency.UPON or s.preposition(head) == "of" and s.lemma[s.head[head]] in valency.UNDERGONE


def _senses(syntax, lexicon, p):
    """The senses of a predicate; a capitalised noun is an office or a body, not an event ("March", "the Gulf War")."""
    senses = lexicon.senses(syntax, p)
    return [x for x in senses if x[0].standing] if syntax.tag[p].startswith("NNP") else senses


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
    "condemned the attack" is still one."""
    out = {}
    for p, senses in offered:
        for sense, _ in senses:
            for a in syntax.arguments(p) if sense.objects else ():
                if a.slot == "obj" and sense.type not in SPOKEN | {"PROTEST"} and syntax.lemma[a.token] in sense.objects:
                    out.setdefault(a.token, set()).add(sense.type)
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
            out.extend(charges(scene, sense, p, doers=[f for f in fills if not f.outer and _fit(sense, f, sense.source, source=True) == 2],
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
    # "launched Russia's attack": a noun with an owner is not the deed of the verb's subject
    owned = sense.pos == "NOUN" and any(f.slot == "poss" and f.via == "own" for f in fills)
    doers = [f for f in fills if not (owned and (f.slot, f.via) == ("subj", "light"))]
    sources = [(f, fit) for f in doers if (fit := _fit(sense, f, sense.source, source=True))]
    # "urged Oman to attack Chad": urged Oman only
    known = sense.pos == "VERB" and any(f.slot == sense.target and not f.outer for f in fills)
    targets = [(f, b) for f in fills if (b := _fit(sense, f, sense.target, source=False)) and (b == 2 or not known or f.slot != "comp")
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


def _fit(sense, fill, wanted, *, source):
    """How well a fill suits the slot that a sense wants: 2 exactly, 1 perhaps, 0 not."""
    slot, verb = fill.slot, sense.pos == "VERB"
    aside = fill.prep and fill.prep not in sense.preps and fill.prep != "out of" and (  # "in support of"
        " " in fill.prep or fill.prep in valency.ASIDE or fill.prep in valency.ASIDE_OF.get(sense.pos, ()))
    if slot == "comp" and (sense.type == "CONSULT" or fill.via != "xcomp" and fill.prep != "subj") or aside:
        return 0
    owner = source and slot == "poss" and sense.source != "poss"  # "Iran's membership in": its member, but not "Iran's ambassador to"
    beside = slot == "subj" and fill.via.split(" ")[0] in BYSTANDING and sense.lemma not in FOR_OTHERS
    if sense.type in OFFICES and not verb and (beside or owner):
        return 0
    if wanted == "subj":
        # "troops were stationed in Niger": those who are moved are who moves
        moved = slot == "obj" and fill.via.startswith("passive") and sense.objects and sense.type in DIRECTED
        return 2 if slot in ("subj", "self") else int(slot == "poss" and not verb or bool(moved))
    if wanted == "poss":
        if slot in ("poss", "mod") or slot == "subj" and not verb:
            return 2
        return int(slot == "prep" and fill.prep in ("of", "between", "from"))
    if wanted == "of":
        owner = slot == "poss" and sense.source == "subj" or slot in ("poss", "mod") and sense.standing  # "her supporters"
        return 2 if fill.prep == "of" or owner else int(slot == "prep")
    if wanted == "prep":
        if slot == "prep" and (fill.prep in sense.preps or not sense.preps):
            return 2
        if sense.pos == "NOUN" and (sense.type in DIRECTED or fill.prep == "from" and sense.type in GIVEN and not source):
            return 0  # "the presence of": no presence in
        if not verb and slot == "prep":
            other = fill.via == "adjunct" or fill.via.startswith("shared")  # "at talks on the island": no talks with it
            return int(not other and not (source and fill.prep in ("for", "in", "on")))  # "support for Oman": not Oman's
        named = slot == "subj" or sense.standing and slot in ("poss", "mod")  # "China's attack": not on China
        return int(slot in ("prep", "obj", "iobj", "comp") or not verb and named and not source)
    if wanted in ("obj", "iobj"):
        return 2 if slot == wanted else int(slot in ("obj", "iobj", "prep", "comp") and not source)
    return 2 * (slot == wanted)


def _near(scene, lexicon, offered, *, found):
    """Where the grammar ties two actors by no act, the nearest ones on the two sides of a predicate may still be meant, once for each type
    by the predicate nearest to both; mentions that the researcher gave may be meant wherever they stand."""
    tied = {frozenset((c.source.mention, c.target.mention)) for c in found if not c.sense.standing}
    said = {(scene.actors[c.source.mention], scene.actors[c.target.mention], c.sense.type) for c in found}
    tying = {c.predicate for c in found}
    actors = [k for k, m in enumerate(scene.inside) if m.kind != "place" and scene.syntax.lower[m.last:m.last + 2] != ["-", "led"]]
    if len(actors) < 2:
        return []
    given, nearest = all(scene.mentions[k].how == "given" for k in actors), {}
    for p, senses in offered:
        if scene.syntax.lower[p - 1:p] == ["-"] or scene.syntax.dep[p] == "compound":
            continue  # "Iran-backed attacks on Iraq": whom Iran backs, the words before the hyphen and behind it tell
        meant = [(rank, sense, points) for rank, (sense, points) in enumerate(senses[:2]) if not (
            sense.standing or sense.status == "actual" or sense.source == "speaker" or points < senses[0][1] or _unmet(sense, points))]
        if not meant:
            continue
        before, after = [k for k in actors if scene.mentions[k].last <= p], [k for k in actors if scene.mentions[k].first > p]
        verb = scene.syntax.is_verb(p)
        pairs = combinations(actors, 2) if given else product(before[-2:], after[:2])
        pairs = [(b, a) for a, b in pairs] if verb and scene.syntax.passive(p) else list(pairs)
        for rank, sense, points in meant:
            doers, objects = _filled(scene, sense, p)
            lone = _lone(scene, sense, p, doers, objects, before=before, after=after if verb else []) if p not in tying else []
            possible = [(k, j) for k, j in dict.fromkeys(pairs + lone) if scene.apart(k, j) and (given or _hinted(
                sense, k, j, doers, objects, tied=frozenset((k, j)) in tied) and not (
                    _wronged(scene, sense, p, j) or _taken(scene, p, k, j, doers=doers, objects=objects)))]
            for k, j in possible:
                steps = abs(scene.mentions[j].head - p)
                far = abs(scene.mentions[k].head - p) + steps, steps
                ends = scene.actors[k], scene.actors[j], sense.type
                if ends not in said and (ends not in nearest or far < nearest[ends][0]):
                    fills = [known.get(x) or Fill(x, "near", via="near", depth=_rank(x, before[-2:], after[:2]))
                             for x, known in ((k, doers), (j, objects))]
                    nearest[ends] = far, fills, sense, p, points, rank, len(senses), len(possible)
    return [Candidate(*fills, sense, p, "near", points, rank, several, *(0 if f.slot == "near" else 2 for f in fills),
                      scene.reading(lexicon, p, status=sense.status), rivals)
            for _, fills, sense, p, points, rank, several, rivals in nearest.values()]


def _hinted(sense, k, j, doers, objects, *, tied):
    """Whether the grammar knows enough of the ends of an act: more of a pair that another act ties ("thanked Oman and asked for help")."""
    if not tied:
        return k in doers or j in objects or sense.type in GUESSED
    return k in doers and (j in objects or sense.type in FURTHER) or j in objects and sense.type in SUFFERED


def _filled(scene, sense, p):
    """Who stands in the very slots that a sense names, each mention with its fill: the doers, and those they do it to."""
    sure = [f for f in scene.fills(p) if f.itself and scene.mentions[f.mention].kind != "place"]
    return ({f.mention: f for f in sure if _fit(sense, f, sense.source, source=True) == 2},
            {f.mention: f for f in sure if _fit(sense, f, sense.target, source=False) == 2})


def _lone(scene, sense, p, doers, objects, *, before, after):
    """The pairs where the grammar knows one end only: "whoever rules Oman, Spain will not recognize him", "wants its leader arrested"."""
    if bool(doers) == bool(objects) or sense.source == "each":
        return []
    known = {scene.actors[k] for k in doers or objects}
    sides = [[k for k in side if scene.actors[k] not in known] for side in (before, after)]
    if objects:
        return [(k, j) for j in objects for k in sides[0][-1:]]
    further = scene.addressed(p) if sense.type in ADDRESSED else []
    return [(k, j) for k in doers for j in sides[0][-1:] + sides[1][:1] + further]


def _taken(scene, p, k, j, *, doers, objects):
    """Whether the predicate has a doer of its own, k stands in none of its slots and j is none of those he acts upon."""
    k, j = scene.actors[k], scene.actors[j]
    return bool(doers) and all(k != scene.actors[f.mention] for f in scene.fills(p)) and all(j != scene.actors[x] for x in objects)


def _unmet(sense, points):
    """Whether a noun lacks the preposition that tells whom it concerns; one in -ing may be a verb: "accused of funding Hamas"."""
    return sense.bare or sense.pos == "NOUN" and sense.preps and not points and sense.type not in BARE and not sense.lemma.endswith("ing")


def _rank(k, before, after):
    """How many actors stand between a mention and the predicate; 2 for those beyond."""
    return len(before) - 1 - before.index(k) if k in before else after.index(k) if k in after else 2
