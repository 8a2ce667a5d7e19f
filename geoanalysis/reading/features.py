"""Candidate ties → the features that the judge weighs; named, so that a decision can be explained."""

from collections import defaultdict
from functools import lru_cache
from itertools import chain, count, repeat

import numpy as np

from geoanalysis.reading.cast import ABSENT
from geoanalysis.reading.cues import EVALUATIVE

PLACES = {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "obj", "obl", "nsubj", "nmod", "conj", "parataxis", "amod", "appos",
          "compound", "nsubj:pass", "nmod:poss", "nmod:desc"}
#: the relations that open a clause of its own
CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "xcomp"}
#: how far a way through the tree is followed
STEPS = 8
PREPOSITIONS = {"of", "to", "with", "on", "against", "for", "by", "from", "in", "at", "between", "over", "about", "into", "as", "after",
                "during", "under", "among", "near"}


#: the features that are numbers, in the order in which `features` gives them; all others are words, of which a candidate has some
NUMBERS = ("specificity", "rank", "senses", "source fit", "target fit", "rivals", "source speaks", "target speaks", "predicate between",
           "prep hit", "consumed", "listed", "prep asked", "object asked", "lemma rows", "spoken", "quoted", "judging", "mentions", "words",
           "apart", "source first", "mentions between", "verbs between", "subject between", "coordinated",
           "sentence", *(f"{end} {name}" for end in ("source", "target") for name in (
               "nested", "certainty", "unnamed", "plural", "length", "inside", "mentions", "named", "acting", "told before",
               "to predicate", "across", "steps", "clauses", "below", "depth", "outer")))
#: beyond these they only count as many: the length of a document is no evidence
MANY_SENTENCES, MANY_MENTIONS, MANY_WORDS = 6, 8, 8
#: the words before a noun that say how it is meant
DETERMINERS = {"the": "the", "a": "a", "an": "a", "this": "this", "these": "this", "that": "this", "those": "this", "no": "other",
               "any": "other", "other": "other", "more": "other", **dict.fromkeys(
                   ("some", "many", "several", "all", "both", "each", "every", "most", "few"), "some")}
#: the features that compare a candidate with its rivals
COMPARED = ("pair rivals", "pair behind", "predicate rivals", "predicate behind", "pair types")
#: what a Context makes of the two actors: the log-odds of the type, of the likeliest other one, and of the type the other way round, and
#: how much the predicate counts
SUGGESTED = ("suggested", "suggested otherwise", "suggested back", "looked at")
#: the log-odds of two mentions that no Context reads together
UNREAD = -8


def all_features(found, groups):
    """The features of all candidates of a document, each also compared with its rivals.

    Parameters
    ----------
    found : list of (Scene, Candidate)
    groups : array of int, shape (candidates, len(RIVALS))
        the numbers of their rival groups.

    Returns
    -------
    numbers : array of float, shape (candidates, len(NUMBERS + COMPARED + SUGGESTED))
    words : tuple of lists of str
        the features of each candidate that are there or not.
    """
    numbers, words = zip(*(features(scene, c) for scene, c in found), strict=True)
    numbers = np.fromiter(chain.from_iterable(numbers), dtype=np.float32, count=len(found) * len(NUMBERS)).reshape(len(found), -1)
    return np.hstack([numbers, _compared([c for _, c in found], groups), _suggested(found)]), words


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
    offered = {(g, c.sense.type) for g, c in zip(pair.tolist(), candidates, strict=True) if c.rule != "suggested"}
    out.append(np.bincount([g for g, _ in offered], minlength=pair.max() + 1)[pair])
    return np.stack(out, axis=1).astype(np.float32)


def _suggested(found):
    """What a Context makes of the two actors of each candidate."""
    out = np.full((len(found), len(SUGGESTED)), UNREAD, dtype=np.float32)
    out[:, -1] = 0
    odds, row, back, column, read = found[0][0].odds, [], [], [], []
    for i, (scene, c) in enumerate(found) if odds else ():
        k, j = c.source.mention, c.target.mention
        if (k, j) in scene.odds.rows:
            read.append(i)
            row.append(scene.odds.rows[k, j])
            back.append(scene.odds.rows[j, k])
            column.append(odds.columns[c.sense.type])
            if scene.start <= c.predicate < scene.end:
                out[i, 3] = odds.looks[row[-1]][c.predicate - scene.start]
    if read:
        said, each = odds.table[row], np.arange(len(read))
        out[read, 0], out[read, 2] = said[each, column], odds.table[back, column]
        said[each, column] = -np.inf
        out[read, 1] = said.max(axis=1)
    return out


def table(numbers, words, columns):
    """The features as the trees see them: array of float, shape (candidates, len(columns)); what has no column is left out.

    >>> table(np.zeros((2, len(NUMBERS + COMPARED + SUGGESTED))), [["a", "b"], ["c", "b"]], {"a": 0, "b": 1}).tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    beyond = len(columns)
    out = np.zeros((len(words), beyond + 1), dtype=np.float32)
    out[:, [columns.get(name, beyond) for name in NUMBERS + COMPARED + SUGGESTED]] = numbers
    rows = np.repeat(np.arange(len(words)), [len(row) for row in words])
    out[rows, list(map(columns.get, chain.from_iterable(words), repeat(beyond)))] = 1
    return out[:, :-1]


def memory_keys(scene, candidate):
    """The keys under which the judge remembers how often such candidates were meant: predicate, type, slots, path, actors, object …"""
    s, c, p = scene.syntax, candidate, candidate.predicate
    kind, f, g = c.sense.type, c.source, c.target
    m, n = scene.mentions[f.mention], scene.mentions[g.mention]
    lemma, what, above = s.once(_words, p)
    return (
        f"{lemma} {kind}",
        f"{kind} {m.kind} {n.kind}",
        f"{lemma} {kind} {f.slot}:{f.prep}:{f.path} {g.slot}:{g.prep}:{g.path}",
        f"{kind} {s.once(route, m.head, p)} {s.once(route, n.head, p)}",
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
    number, out = defaultdict(count().__next__), []
    for scene, c in found:
        a, b = scene.actors[c.source.mention], scene.actors[c.target.mention]
        at, kind, p, pair = scene.start, c.sense.type, c.predicate, (a, b) if a < b else (b, a)
        groups = ((0, at, pair), (1, at, pair, kind), (2, at, p), (3, at, p, kind), (4, at, a, kind), (5, at, b, kind), (6, at),
                  (7, at, p, kind, pair))
        out.append([number[group] for group in groups])
    return np.array(out, dtype=np.int64)


def route(s, i, p):
    """The relations on the way from token i to the predicate: up to where the ways meet, and down again."""
    above, up = s.once(_steps_above, p), []
    while above.get(i, STEPS) >= STEPS and len(up) < STEPS:
        up.append(s.dep[i])
        i = s.head[i]
    down = list(above)[:min(above.get(i, STEPS), STEPS)]
    return ">".join(up) + "<" + "<".join([s.dep[at] for at in reversed(down)])


def features(scene, candidate):
    """Return the features of one candidate: its numbers in the order of NUMBERS, and its words.

    Nothing here is the wording of one sentence: the lexicon's type and specificity, the slots and how they were filled, the kinds of the
    two actors, distances, the cues of status, and how many rivals there are.
    """
    c, p = candidate, candidate.predicate
    f, g, sense, reading = c.source, c.target, c.sense, c.reading
    m, n = scene.mentions[f.mention], scene.mentions[g.mention]
    speaker = reading.speaker
    numbers = (
        c.specificity, c.rank, c.senses, c.source_fit, c.target_fit, min(c.rivals, 12), m.first <= speaker < m.last,
        n.first <= speaker < n.last, min(m.first, n.first) < p < max(m.first, n.first), g.prep in sense.preps, c.consumed, c.listed,
        bool(sense.preps), bool(sense.objects), sense.rows, speaker >= 0, scene.quoted[p], scene.once(_judging), len(scene.inside),
        scene.end - scene.start, *scene.once(_pair, f.mention, g.mention), min(scene.number, MANY_SENTENCES),
        *scene.once(_actor, f.mention), *scene.once(_way, f.mention, p), f.depth, f.outer,
        *scene.once(_actor, g.mention), *scene.once(_way, g.mention, p), g.depth, g.outer,
    )  # fmt: skip
    s = scene.syntax
    words = (*_act(s.dep[p], s.tag[p], sense.type, sense.pos, c.rule, reading.status, reading.governor),
             *_end("source", m.kind, m.how, f.slot, f.via, f.path, f.prep, _inner(s, f, m), s.dep[m.head], scene.once(_determiner, m.head)),
             *_end("target", n.kind, n.how, g.slot, g.via, g.path, g.prep, _inner(s, g, n), s.dep[n.head], scene.once(_determiner, n.head)))
    return numbers, words


def _determiner(scene, i):
    """How a noun is meant: "the", "a", "this", "some", "other", with a number, somebody's, or "none"."""
    s, found = scene.syntax, "none"
    for child in s.children[i]:
        if s.dep[child] in ("det", "amod", "nummod", "nmod:poss"):
            found = {"nummod": "number", "nmod:poss": "whose"}.get(s.dep[child]) or DETERMINERS.get(s.lower[child], found)
    return found


def _inner(syntax, fill, mention):
    """The preposition that joins an actor to the noun in the slot: "in" for Mali in "attacked bases in Mali"; "" where none does."""
    return syntax.preposition(mention.head) if fill.path.startswith("nmod") else ""


@lru_cache(maxsize=10_000)  # the same few over and over: what is new about a candidate is how they meet
def _act(dep, tag, kind, pos, rule, status, governor):
    """Where a predicate stands and in which form, what it means, and how it is put forward; what a charge is, and how it is told."""
    case, _, charge = rule.partition(":")
    charged = ("charged=" + charge.split()[0], "told=" + charge.split()[1]) if case == "charge" else ()
    return (*charged, "place=" + (dep if dep in PLACES else "other"), "tag=" + tag, "type=" + kind, "pos=" + pos, "rule=" + case,
            "status=" + status, "governor=" + governor)


@lru_cache(maxsize=10_000)
def _end(end, kind, how, slot, via, path, prep, inner, dep, determiner):
    """What the actor at one end is, which slot of the predicate it fills, and how."""
    told = (f"{end} kind={kind}", f"{end} how={how.split(':', 1)[0]}", f"{end} slot={slot}", f"{end} via={via.split(' ', 1)[0]}",
            f"{end} path={path}", f"{end} place={dep}", f"{end} determiner={determiner}")
    preps = [f"{end} {where}={word if word in PREPOSITIONS else 'other'}" for where, word in (("prep", prep), ("inner", inner)) if word]
    return (*told, *preps)


def _pair(scene, k, j):
    """How far two mentions are apart, which is first, what lies between them, and whether they are coordinated."""
    s, m, n = scene.syntax, scene.mentions[k], scene.mentions[j]
    left, right = (m, n) if m.first <= n.first else (n, m)
    start, end = left.last, right.first
    return (end - start, m.first < n.first, sum(start <= x.first and x.last <= end for x in scene.inside) if start < end else 0,
            max(s.verbs_before[end] - s.verbs_before[start], 0), s.subjects_before[end] > s.subjects_before[start],
            _coordinated(s, m.head, n.head))


def _actor(scene, k):
    """Whether a mention stands inside a longer one, how sure it is, whether it names anybody, its number, its length and what it holds;
    and the part that its actor has in the document."""
    m = scene.mentions[k]
    part, plural = scene.cast.get(m.actor_id, ABSENT), scene.syntax.tag[m.head] in ("NNS", "NNPS")
    inside = sum(m.first <= x.first and x.last <= m.last for x in scene.inside)
    often = (min(count, MANY_MENTIONS) for count in (part.mentions, part.named, part.acting))
    length = min(m.last - m.first, MANY_WORDS)
    return _nested(scene, k), m.certainty, m.name.islower(), plural, length, inside, *often, part.first < m.first


def _way(scene, k, p):
    """How far a mention is from the predicate, whether a quotation mark parts them, and how they are linked."""
    m = scene.mentions[k]
    across = scene.quoted[m.head] != scene.quoted[p]
    return max(m.first - p, p - m.last + 1, 0), across, *_path(scene.syntax, m.head, p)


def _judging(scene):
    """How many words of a sentence judge what it tells."""
    return len(EVALUATIVE.intersection(scene.syntax.lower[scene.start:scene.end]))


def _nested(scene, k):
    m = scene.mentions[k]
    return any(x.first <= m.first and m.last <= x.last and x.last - x.first > m.last - m.first for x in scene.inside)


def _path(s, i, p):
    """From token i to the predicate p in the tree: (steps, clause borders on the way, whether i is below p)."""
    up = s.once(_steps_above, p)
    steps, clauses = 0, 0
    while i not in up and steps < 20:
        clauses += s.dep[i] in CLAUSES or (s.dep[i] == "conj" and s.tag[i].startswith("VB"))
        i, steps = s.head[i], steps + 1
    meeting, at = i, p
    while at != meeting and at in up and up[at] < up.get(meeting, 0):
        clauses += s.dep[at] in CLAUSES or (s.dep[at] == "conj" and s.tag[at].startswith("VB"))
        at = s.head[at]
    return min(steps + up.get(meeting, 10), 15), min(clauses, 5), meeting == p


def _steps_above(s, p):
    """How many steps above token p each token that it hangs on is."""
    return {at: steps for steps, at in enumerate(s.view.above(p))}


def _coordinated(s, i, j):
    """True where the two tokens are joined by "and" or a comma."""
    while s.dep[i] == "conj":
        i = s.head[i]
    while s.dep[j] == "conj":
        j = s.head[j]
    return i == j
