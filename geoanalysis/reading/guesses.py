"""What the words about two actors suggest: ties that the grammar does not tell, and which of those it tells are most unlikely."""

import numpy as np

from geoanalysis import resources
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.scene import Candidate, Fill

#: the log-odds from which a type is suggested, and where the researcher names the actors
LEAST, LEAST_GIVEN = -1.4, -5.0
#: the log-odds under which a type is left out that the grammar tells
UNLIKELY = -4.0


def likely(scene, c):
    """Whether the words about two actors do not speak against a tie: of what they hardly ever say nothing needs to be weighed."""
    odds = scene.odds.of(c.source.mention, c.target.mention)
    if odds is None or scene.mentions[c.source.mention].how == "given":
        return True
    return odds[scene.odds.columns[c.sense.type]] > UNLIKELY


def suggested(scene, lexicon, *, found):
    """The likeliest type of each two actors by `scene.odds`, where the grammar does not offer it, and every likely one of two whom the
    researcher names; the first of the two does what both do.

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
    given = all(m.how == "given" for m in scene.inside)
    for row, column in np.argwhere(table > (LEAST_GIVEN if given else LEAST)).tolist():
        (k, j), odds = pairs[row], table[row, column]
        key = frozenset((scene.actors[k], scene.actors[j])), column if given else None
        if odds > best.get(key, (-np.inf,))[0]:
            best[key] = odds, k, j, types[column]
    out = []
    for _, k, j, kind in best.values():
        (p, sense), mutual = _predicate(scene, lexicon, k, j, kind), resources.tie_types()[kind].mutual
        if mutual and scene.inside[j].first < scene.inside[k].first:
            k, j = j, k
        ends = scene.actors[k], scene.actors[j]
        if (*ends, kind) in said or mutual and (*ends[::-1], kind) in said:
            continue
        out.append(Candidate(Fill(k, "near", via="near"), Fill(j, "near", via="near"), sense, p, "suggested", 0, 0, 1, 0, 0,
                             scene.reading(lexicon, p, status=sense.status, standing=sense.standing), len(best)))
    return out


def _predicate(scene, lexicon, k, j, kind):
    """The predicate of two actors for a type of tie, the one that counts most for them, and its row of the lexicon; an empty one where the
    lexicon does not know it so."""
    look = scene.odds.looks[scene.odds.rows[k, j]]
    p = max(scene.predicates(), key=lambda p: look[p - scene.start], default=scene.mentions[k].head)
    known = (x for x, points in scene.senses(lexicon, p) if x.type == kind and points >= 0 and x.source != "speaker")
    return p, next(known, Sense("", "", "", frozenset(), frozenset(), kind, "subj", "obj", "", rows=0))
