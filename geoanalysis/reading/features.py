"""Candidate ties → the features that the judge weighs; named, so that a decision can be explained."""

import numpy as np

PLACES = {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "obj", "obl", "nsubj", "nmod", "conj", "parataxis", "amod", "appos",
          "compound", "nsubj:pass", "nmod:poss", "nmod:desc"}
#: the relations that open a clause of its own
CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "xcomp"}
#: how far a way through the tree is followed
STEPS = 8
PREPOSITIONS = {"of", "to", "with", "on", "against", "for", "by", "from", "in", "at", "between", "over", "about", "into", "as", "after",
                "during", "under", "among", "near"}


#: the features that are the candidate's own; all others are those of its parts, which many candidates share
OWN = ("specificity", "rank", "senses", "source fit", "target fit", "rivals", "source speaks", "target speaks", "predicate between",
       "prep hit", "consumed")
#: the features that compare a candidate with its rivals
COMPARED = ("pair rivals", "pair behind", "predicate rivals", "predicate behind", "pair types")


def all_features(found, groups):
    """The features of all candidates of a document, each also compared with its rivals.

    Parameters
    ----------
    found : list of (Scene, Candidate)
    groups : array of int, shape (candidates, len(RIVALS))
        the numbers of their rival groups.

    Returns
    -------
    own : array of float, shape (candidates, len(OWN + COMPARED))
    parts : tuple of tuples of dict
        from name to number; a name that is absent stands for 0.
    """
    own, parts = zip(*(features(scene, c) for scene, c in found), strict=True)
    return np.hstack([np.array(own, dtype=np.float32), _compared([c for _, c in found], groups)]), parts


def _compared(candidates, groups):
    """How many rivals a candidate has among those for the same two actors and those of the same predicate and type, how far its fit is
    behind the best of them, and how many types the grammar offers for the two actors."""
    fit = np.array([c.source_fit + c.target_fit + (c.specificity > 0) - c.source.depth - c.target.depth for c in candidates])
    out = []
    for sort in ("same two actors", "same predicate and type"):
        group = groups[:, RIVALS.index(sort)]
        best = np.full(group.max() + 1, fit.min())
        np.maximum.at(best, group, fit)
        out += [np.minimum(np.bincount(group)[group], 12), best[group] - fit]
    pair = groups[:, RIVALS.index("same two actors")]
    offered = {(g, c.sense.type) for g, c in zip(pair.tolist(), candidates, strict=True) if c.rule != "near"}
    out.append(np.bincount([g for g, _ in offered], minlength=pair.max() + 1)[pair])
    return np.stack(out, axis=1).astype(np.float32)


def table(own, parts, columns):
    """The features as the trees see them: array of float, shape (candidates, len(columns)). A part is spelled out once, however many
    candidates share it.

    >>> shared = {"a": 1}
    >>> table(np.zeros((2, len(OWN + COMPARED))), [(shared, {"b": 2}), (shared, {"c": 9})], {"a": 0, "b": 1}).tolist()
    [[1.0, 2.0], [1.0, 0.0]]
    """
    numbers, cells, values = {}, [], []
    for row in parts:
        for part in row:
            if id(part) not in numbers:
                start = len(numbers) * len(columns)
                numbers[id(part)] = len(numbers)
                for name, value in part.items():
                    if name in columns:
                        cells.append(start + columns[name])
                        values.append(value)
    spelled = np.zeros((len(numbers), len(columns)), dtype=np.float32)
    spelled.ravel()[cells] = values
    index = np.array([[numbers[id(part)] for part in row] for row in parts])
    out = spelled[index[:, 0]]
    for k in range(1, index.shape[1]):
        out += spelled[index[:, k]]
    known = [i for i, name in enumerate(OWN + COMPARED) if name in columns]
    out[:, [columns[(OWN + COMPARED)[i]] for i in known]] = own[:, known]
    return out


def memory_keys(scene, candidate):
    """The keys under which the judge remembers how often such candidates were meant: predicate, type, slots, path, actors, object …"""
    s, c, p = scene.syntax, candidate, candidate.predicate
    kind, f, g = c.sense.type, c.source, c.target
    m, n = scene.mentions[f.mention], scene.mentions[g.mention]
    lemma, what, above = scene.once(("words", p), lambda: _words(s, p))
    return (
        f"{lemma} {kind}",
        f"{kind} {m.kind} {n.kind}",
        f"{lemma} {kind} {f.slot}:{f.prep}:{f.path} {g.slot}:{g.prep}:{g.path}",
        f"{kind} {_relations(scene, m.head, p)} {_relations(scene, n.head, p)}",
        f"{kind} {c.rule}",
        f"{kind} {s.lemma[m.head]}",
        f"{kind} {s.lemma[n.head]}",
        f"{lemma} {what} {kind}",
        f"{kind} {above}",
        f"{c.sense.row} {kind}",
    )


def _words(syntax, p):
    """The predicate, its object, and the word that it hangs on, with the relation."""
    what = next((syntax.lemma[a.token] for a in syntax.arguments(p) if a.slot == "obj"), "")
    return syntax.lemma[p], what, f"{syntax.lemma[syntax.head[p]]} {syntax.dep[p]}"


#: the sorts of rivals among the candidates of a sentence
RIVALS = ("same two actors", "same two actors and type", "same predicate", "same predicate and type", "same source and type",
          "same target and type", "same sentence", "same predicate, type and two actors")


def rival_groups(found):
    """Numbers of the rival groups that each candidate of a document is in: array of (candidates, len(RIVALS))."""
    numbers, out = {}, []
    number = numbers.setdefault
    for scene, c in found:
        a, b = scene.mentions[c.source.mention].actor_id, scene.mentions[c.target.mention].actor_id
        at, kind, p, pair = scene.start, c.sense.type, c.predicate, (a, b) if a < b else (b, a)
        groups = ((0, at, pair), (1, at, pair, kind), (2, at, p), (3, at, p, kind), (4, at, a, kind), (5, at, b, kind), (6, at),
                  (7, at, p, kind, pair))
        out.append([number(group, len(numbers)) for group in groups])
    return np.array(out, dtype=np.int64)


def _relations(scene, i, p):
    return scene.once(("relations", i, p), lambda: _route(scene.syntax, i, p))


def _route(s, i, p):
    """The relations on the way from token i to the predicate: up to where the ways meet, and down again."""
    above, at = [], p
    while at not in above and len(above) < STEPS:
        above.append(at)
        at = s.head[at]
    up = []
    while i not in above and len(up) < STEPS:
        up.append(s.dep[i])
        i = s.head[i]
    down = above[:above.index(i)] if i in above else above
    return ">".join(up) + "<" + "<".join(s.dep[at] for at in reversed(down))


def features(scene, candidate):
    """Return the features of one candidate: its own numbers in the order of OWN, and its parts.

    Nothing here is the wording of one sentence: the lexicon's type and specificity, the slots and how they were filled, the kinds of the
    two actors, distances, the cues of status, and how many rivals there are.
    """
    c, p, once = candidate, candidate.predicate, scene.once
    f, g, sense, reading = c.source, c.target, c.sense, c.reading
    m, n = scene.mentions[f.mention], scene.mentions[g.mention]
    rule, speaker = c.rule.split(":", 1)[0], reading.speaker
    own = (c.specificity, c.rank, c.senses, c.source_fit, c.target_fit, min(c.rivals, 12), m.first <= speaker < m.last,
           n.first <= speaker < n.last, min(m.first, n.first) < p < max(m.first, n.first), g.prep in sense.preps, c.consumed)
    parts = (
        once(("place", p), lambda: _place(scene, p)),
        once((sense.type, sense.pos, bool(sense.preps), bool(sense.objects), sense.rows, rule, reading.status, reading.governor,
              speaker >= 0), lambda: _kind(sense, rule, reading)),
        once(("pair", f.mention, g.mention), lambda: _pair(scene, f.mention, g.mention)),
        once(("source", m.head, m.first, p), lambda: _way(scene, m, p, "source ")),
        once(("target", n.head, n.first, p), lambda: _way(scene, n, p, "target ")),
        once(("source", f.slot, f.prep, f.via, f.path, f.depth, f.outer), lambda: _slot(f, "source ")),
        once(("target", g.slot, g.prep, g.via, g.path, g.depth, g.outer), lambda: _slot(g, "target ")),
    )
    return own, parts


def _place(scene, p):
    """Where the predicate stands in a sentence of how many words and mentions."""
    dep = scene.syntax.dep[p]
    return {"place=" + (dep if dep in PLACES else "other"): 1, "mentions": len(scene.inside), "words": scene.end - scene.start}


def _kind(sense, rule, reading):
    """What the lexicon says, by which rule, and whether it happened."""
    return {"type=" + sense.type: 1, "pos=" + sense.pos: 1, "prep asked": bool(sense.preps), "object asked": bool(sense.objects),
            "lemma rows": sense.rows, "rule=" + rule: 1, "status=" + reading.status: 1, "governor=" + reading.governor: 1,
            "spoken": reading.speaker >= 0}  # fmt: skip


def _slot(fill, end):
    """Which slot of the predicate an actor fills, and how."""
    out = {end + "slot=" + fill.slot: 1, end + "via=" + fill.via.split(" ", 1)[0]: 1, end + "path=" + fill.path: 1,
           end + "depth": fill.depth, end + "outer": fill.outer}  # fmt: skip
    if fill.prep:
        out[end + "prep=" + (fill.prep if fill.prep in PREPOSITIONS else "other")] = 1
    return out


def _pair(scene, j, k):
    """What two mentions are, and what lies between them."""
    m, n = scene.mentions[j], scene.mentions[k]
    s, (left, right) = scene.syntax, (m, n) if m.first <= n.first else (n, m)
    between = range(left.last, right.first)
    return {
        **scene.once(("source", j), lambda: _mention(scene, m, "source ")),
        **scene.once(("target", k), lambda: _mention(scene, n, "target ")),
        "apart": right.first - left.last, "source first": m.first < n.first,
        "mentions between": sum(left.last <= x.first and x.last <= right.first for x in scene.inside),
        "verbs between": sum(s.tag[t].startswith("VB") and not s.dep[t].startswith(("aux", "cop")) for t in between),
        "subject between": any(s.dep[t].startswith("nsubj") for t in between), "coordinated": _coordinated(s, m.head, n.head),
    }  # fmt: skip


def _mention(scene, m, end):
    """What a mention is."""
    inside = any(x.first <= m.first and m.last <= x.last and x.last - x.first > m.last - m.first for x in scene.inside)
    return {end + "nested": inside, end + "kind=" + m.kind: 1, end + "how=" + m.how.split(":", 1)[0]: 1, end + "certainty": m.certainty}


def _way(scene, m, p, end):
    """How a mention is linked to the predicate."""
    steps, clauses, down = _path(scene.syntax, m.head, p)
    return {end + "to predicate": _distance(m, p), end + "steps": steps, end + "clauses": clauses, end + "below": down}


def _path(s, i, p):
    """From token i to the predicate p in the tree: (steps, clause borders on the way, whether i is below p)."""
    up, at = {}, p
    while at not in up:
        up[at] = len(up)
        at = s.head[at]
    steps, clauses = 0, 0
    while i not in up and steps < 20:
        clauses += s.dep[i] in CLAUSES or (s.dep[i] == "conj" and s.tag[i].startswith("VB"))
        i, steps = s.head[i], steps + 1
    meeting, at = i, p
    while at != meeting and at in up and up[at] < up.get(meeting, 0):
        clauses += s.dep[at] in CLAUSES or (s.dep[at] == "conj" and s.tag[at].startswith("VB"))
        at = s.head[at]
    return min(steps + up.get(meeting, 10), 15), min(clauses, 5), meeting == p


def _coordinated(s, i, j):
    """True where the two tokens are joined by "and" or a comma."""
    while s.dep[i] == "conj":
        i = s.head[i]
    while s.dep[j] == "conj":
        j = s.head[j]
    return i == j


def _distance(mention, p):
    return max(mention.first - p, p - mention.last + 1, 0)
