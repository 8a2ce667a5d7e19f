"""Ties that the grammar does not tell: by the nearest actors on the two sides of a predicate, and by what the words about two suggest."""

from itertools import combinations, product

import numpy as np

from geoanalysis import resources
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.mentions import meet
from geoanalysis.reading.roles import suits, wronged
from geoanalysis.reading.scene import Candidate, Fill

#: the acts whose nouns often leave out the preposition before the other side: "after the talks", "in the attack"
BARE = {"ASSAULT", "CONSULT", "SUPPORT"}
#: the acts that the nearest actors may do to each other where the grammar knows neither end
GUESSED = {"ASSAULT", "COERCE", "CONSULT", "AGREE", "COOPERATE", "AID"}
#: the further acts of a known doer towards one to whom another act ties him already, those to the one whom the verb before concerns,
#: and those to a known other side
FURTHER = {"AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "SANCTION", "PROTEST", "CONCEDE", "ACCUSE", "AID"}
ADDRESSED = {"REQUEST", "AGREE", "REJECT"}
SUFFERED = {"COERCE", "SUPPORT", "ASSAULT", "AID"}
#: the log-odds from which a type is suggested, and where the researcher names the actors
LEAST, LEAST_GIVEN = -1.4, -4.0
#: the log-odds under which a type is left out that the grammar tells, and one that only the nearest actors suggest
UNLIKELY, UNLIKELY_NEAR = -4.5, -3.0


def nearest(scene, lexicon, offered, *, found):
    """Where the grammar ties two actors by no act, the nearest ones on the two sides of a predicate may still be meant, once for each type
    by the predicate nearest to both; mentions that the researcher gave may be meant wherever they stand."""
    tied = {frozenset((c.source.mention, c.target.mention)) for c in found if not c.sense.standing}
    said = {(scene.actors[c.source.mention], scene.actors[c.target.mention], c.sense.type) for c in found}
    tying = {c.predicate for c in found}
    actors = [k for k, m in enumerate(scene.inside) if m.kind != "place" and scene.syntax.lower[m.last:m.last + 2] != ["-", "led"]]
    if len(actors) < 2:
        return []
    given, best = all(scene.mentions[k].how == "given" for k in actors), {}
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
                    wronged(scene, sense, p, mention=j) or _taken(scene, p, k, j, doers=doers, objects=objects)))]
            for k, j in possible:
                steps = abs(scene.mentions[j].head - p)
                far = abs(scene.mentions[k].head - p) + steps, steps
                ends = scene.actors[k], scene.actors[j], sense.type
                if ends not in said and (ends not in best or far < best[ends][0]):
                    fills = [known.get(x) or Fill(x, "near", via="near", depth=_rank(x, before[-2:], after[:2]))
                             for x, known in ((k, doers), (j, objects))]
                    best[ends] = far, fills, sense, p, points, rank, len(senses), len(possible)
    return [Candidate(*fills, sense, p, "near", points, rank, several, *(0 if f.slot == "near" else 2 for f in fills),
                      scene.reading(lexicon, p, status=sense.status), rivals)
            for _, fills, sense, p, points, rank, several, rivals in best.values()]


def _hinted(sense, k, j, doers, objects, *, tied):
    """Whether the grammar knows enough of the ends of an act: more of a pair that another act ties ("thanked Oman and asked for help")."""
    if not tied:
        return k in doers or j in objects or sense.type in GUESSED
    return k in doers and (j in objects or sense.type in FURTHER) or j in objects and sense.type in SUFFERED


def _filled(scene, sense, p):
    """Who stands in the very slots that a sense names, each mention with its fill: the doers, and those they do it to."""
    sure = [f for f in scene.fills(p) if f.itself and scene.mentions[f.mention].kind != "place"]
    return ({f.mention: f for f in sure if suits(sense, f, sense.source, source=True) == 2},
            {f.mention: f for f in sure if suits(sense, f, sense.target, source=False) == 2})


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


def likely(scene, c):
    """Whether the words about two actors do not speak against a tie: of what they hardly ever say nothing needs to be weighed."""
    odds = scene.odds.of(c.source.mention, c.target.mention)
    if odds is None or scene.mentions[c.source.mention].how == "given" or c.sense.type not in scene.odds.columns:
        return True
    return odds[scene.odds.columns[c.sense.type]] > (UNLIKELY_NEAR if c.rule == "near" else UNLIKELY)


def suggested(scene, lexicon, *, found):
    """The likeliest type of each two actors by `scene.odds`, where the grammar does not offer it; the first of the two does what both do.

    Parameters
    ----------
    scene : Scene
    lexicon : Lexicon
    found : list of Candidate
        those of the scene that the grammar offers.
    """
    if not (rows := scene.odds.rows):
        return []
    said, best = {(scene.actors[c.source.mention], scene.actors[c.target.mention], c.sense.type) for c in found}, {}
    types, pairs, table = list(scene.odds.columns), list(rows), scene.odds.table[list(rows.values())]
    least = LEAST_GIVEN if all(m.how == "given" for m in scene.inside) else LEAST
    for row, column in np.argwhere(table > least).tolist():
        (k, j), odds = pairs[row], table[row, column]
        both = frozenset((scene.actors[k], scene.actors[j]))
        if odds > best.get(both, (-np.inf,))[0]:
            best[both] = odds, k, j, types[column]
    out = []
    for _, k, j, kind in best.values():
        mutual = resources.tie_types()[kind].mutual
        if mutual and scene.inside[j].first < scene.inside[k].first:
            k, j = j, k
        ends = scene.actors[k], scene.actors[j]
        if (*ends, kind) in said or mutual and (*ends[::-1], kind) in said:
            continue
        p, sense = _predicate(scene, lexicon, k, j, kind)
        sense = sense or Sense("", "", "", frozenset(), frozenset(), kind, "subj", "obj", "", rows=0)
        out.append(Candidate(Fill(k, "near", via="near"), Fill(j, "near", via="near"), sense, p, "suggested", 0, 0, 1, 0, 0,
                             scene.reading(lexicon, p, status=sense.status, standing=sense.standing), len(best)))
    return out


def _predicate(scene, lexicon, k, j, kind):
    """The predicate of two actors for a type of tie, and its row: the nearest one that the lexicon has for it, else the word at which their
    ways through the tree meet, else the one that stands there itself."""
    s, (a, b) = scene.syntax, (scene.mentions[k].head, scene.mentions[j].head)
    known = [(abs(a - p) + abs(b - p), p, sense) for p, sense in scene.once(_known, lexicon).get(kind, ())]
    if known:
        return min(known, key=lambda x: x[:2])[1:]
    up, meeting, down = meet(s.view.above(a), s.view.above(b))
    way = [t for t in (meeting, *reversed(up), *reversed(down)) if t not in (a, b)]
    return next((t for t in way if t in scene.predicates()), a if meeting < 0 else meeting), None


def _known(scene, lexicon):
    """The predicates of a scene by the types that the lexicon has for them, each with its row."""
    out = {}
    for p in scene.predicates():
        for sense, points in scene.senses(lexicon, p):
            if points >= 0 and sense.source != "speaker" and all(p != x for x, _ in out.get(sense.type, ())):
                out.setdefault(sense.type, []).append((p, sense))
    return out
