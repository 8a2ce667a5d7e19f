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


def all_features(found):
    """The features of all candidates of a document, each also compared with its rivals: those for the same two mentions and those of
    the same predicate."""
    rows = [features(scene, c) for scene, c in found]
    pairs, predicates = {}, {}
    for i, (scene, c) in enumerate(found):
        pairs.setdefault((scene.start, frozenset((c.source.mention, c.target.mention))), []).append(i)
        predicates.setdefault((scene.start, c.predicate, c.sense.type), []).append(i)
    fit = [c.source_fit + c.target_fit + (c.specificity > 0) - c.source.depth - c.target.depth for _, c in found]
    for name, groups in (("pair", pairs), ("predicate", predicates)):
        for group in groups.values():
            best = max(fit[i] for i in group)
            for i in group:
                rows[i][name + " rivals"] = min(len(group), 12)
                rows[i][name + " behind"] = best - fit[i]
    for group in pairs.values():
        types = {found[i][1].sense.type for i in group if found[i][1].rule != "near"}
        for i in group:
            rows[i]["pair types"] = len(types)
    return rows


def memory_keys(scene, candidate):
    """The keys under which the judge remembers how often such candidates were meant: predicate, type, slots, path, actors, object …"""
    s, c, p = scene.syntax, candidate, candidate.predicate
    kind, lemma = c.sense.type, s.lemma[p]
    m, n = scene.mentions[c.source.mention], scene.mentions[c.target.mention]
    slots = " ".join(f"{f.slot}:{f.prep}:{f.path}" for f in (c.source, c.target))
    what = next((s.lemma[a.token] for a in s.arguments(p) if a.slot == "obj"), "")
    return (
        f"{lemma} {kind}",
        f"{kind} {m.kind} {n.kind}",
        f"{lemma} {kind} {slots}",
        f"{kind} {_relations(scene, m.head, p)} {_relations(scene, n.head, p)}",
        f"{kind} {c.rule}",
        f"{kind} {s.lemma[m.head]}",
        f"{kind} {s.lemma[n.head]}",
        f"{lemma} {what} {kind}",
        f"{kind} {s.lemma[s.head[p]]} {s.dep[p]}",
        f"{c.sense.row} {kind}",
    )


#: the sorts of rivals among the candidates of a sentence
RIVALS = ("same two actors", "same two actors and type", "same predicate", "same predicate and type", "same source and type",
          "same target and type", "same sentence", "same predicate, type and two actors")


def rival_groups(found):
    """Numbers of the rival groups that each candidate of a document is in: array of (candidates, len(RIVALS))."""
    numbers, out = {}, []
    for scene, c in found:
        a, b = (scene.mentions[f.mention].actor_id for f in (c.source, c.target))
        at, kind, pair = scene.start, c.sense.type, (a, b) if a < b else (b, a)
        groups = ((at, pair), (at, pair, kind), (at, c.predicate), (at, c.predicate, kind), (at, a, kind, "source"),
                  (at, b, kind, "target"), at, (at, c.predicate, kind, pair))
        out.append([numbers.setdefault((sort, group), len(numbers)) for sort, group in enumerate(groups)])
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
    """Return the features of one candidate as a dict from name to number; a name that is absent stands for 0.

    Nothing here is the wording of one sentence: the lexicon's type and specificity, the slots and how they were filled, the kinds of the
    two actors, distances, the cues of status, and how many rivals there are.
    """
    s, c, p = scene.syntax, candidate, candidate.predicate
    m, n = scene.mentions[c.source.mention], scene.mentions[c.target.mention]
    speaker = c.reading.speaker
    out = {
        "type=" + c.sense.type: 1, "pos=" + c.sense.pos: 1, "rule=" + c.rule.split(":", 1)[0]: 1,
        "specificity": c.specificity, "rank": c.rank, "senses": c.senses, "prep asked": bool(c.sense.preps),
        "source fit": c.source_fit, "target fit": c.target_fit, "rivals": min(c.rivals, 12),
        "status=" + c.reading.status: 1, "governor=" + c.reading.governor: 1, "spoken": speaker >= 0,
        "source speaks": m.first <= speaker < m.last, "target speaks": n.first <= speaker < n.last,
        "place=" + (s.dep[p] if s.dep[p] in PLACES else "other"): 1,
        "predicate between": min(m.first, n.first) < p < max(m.first, n.first),
        "mentions": len(scene.inside), "words": scene.end - scene.start,
        "prep hit": c.target.prep in c.sense.preps, "consumed": c.consumed, "object asked": bool(c.sense.objects),
        "lemma rows": c.sense.rows,
    }
    out |= scene.once(("pair", c.source.mention, c.target.mention), lambda: _pair(scene, m, n))
    for end, fill, mention in (("source ", c.source, m), ("target ", c.target, n)):
        out |= scene.once((end, fill.mention), lambda e=end, x=mention: _mention(scene, x, e))
        out |= scene.once((end, mention.head, p), lambda e=end, x=mention: _way(scene, x, p, e))
        out[end + "slot=" + fill.slot] = 1
        out[end + "via=" + fill.via.split(" ", 1)[0]] = 1
        out[end + "path=" + fill.path] = 1
        out[end + "depth"] = fill.depth
        out[end + "outer"] = fill.outer
        if fill.prep:
            out[end + "prep=" + (fill.prep if fill.prep in PREPOSITIONS else "other")] = 1
    return out


def _pair(scene, m, n):
    """What lies between two mentions."""
    s, (left, right) = scene.syntax, (m, n) if m.first <= n.first else (n, m)
    between = range(left.last, right.first)
    return {
        "apart": right.first - left.last, "source first": m.first < n.first,
        "mentions between": sum(left.last <= x.first and x.last <= right.first for x in scene.inside),
        "verbs between": sum(s.tag[t].startswith("VB") and not s.dep[t].startswith(("aux", "cop")) for t in between),
        "subject between": any(s.dep[t].startswith("nsubj") for t in between), "coordinated": _coordinated(s, m.head, n.head),
    }  # fmt: skip


def _mention(scene, m, end):
    """What a mention is."""
    inside = any(x.first <= m.first and m.last <= x.last and x.last - x.first > m.last - m.first for x in scene.inside)
    return {end + "nested": inside, end + "kind=" + m.kind: 1, end + "how=" + m.how.split(":", 1)[0]: 1}


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
