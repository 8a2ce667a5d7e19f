"""Two actors of a sentence → which ties the words about them suggest, by a small neural network over the parser's vectors."""

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np

from geoanalysis.reading.mentions import meet

#: how many vectors all lemmas share
SIZE = 2**13
#: how many words apart two actors may be, and how many words before and behind them are looked at
APART, BEFORE, BEHIND = 45, 3, 4
#: how far from an actor words are told apart, before and behind him
NEAR = 7, 8
#: the parts that words can play for two actors: they name the source or the target, the ways through the tree meet there, they stand on
#: the way up from the source or down to the target, between the two, before or behind them
ROLES = ("source", "target", "meeting", "up", "down", "between", "before", "behind")
#: where the numbers of the kinds of sources and targets begin, and those of the ways in which these were resolved; how many there are
NAMES, KINDS = (0, 10, 20, 40), 60
#: what else is known of two actors
FACTS = ("source first", "apart", "actors between", "way", "target below", "source below", "unlinked", "actors", "source unnamed",
         "target unnamed", "side by side")


class Odds(NamedTuple):
    """What the words of a document suggest: rows has for each scene's (source, target) the row, columns for each type the column of the
    table of log-odds; looks has for each row how much each word of the sentence counts (they sum up to 1)."""

    rows: dict
    columns: dict
    table: np.ndarray
    looks: list

    def of(self, source, target):
        """The log-odds of all types for two mentions of a scene, or None where they stand too far apart."""
        row = self.rows.get((source, target))
        return None if row is None else self.table[row]


@dataclass(frozen=True)
class Pairs:
    """Ordered pairs of mentions of a document; arrays by pair where nothing else is said.

    of: (scene number, source, target) of each
    tokens: the numbers of lemma and relation of each token, and 1 for a name, shape (tokens, 3); vectors: the parser's, (tokens, width)
    source, target, meeting: tokens; where the ways through the tree meet is -1 where one of the two stands there or nothing
    up, down: the tokens on the ways, those of the first pair, then of the second …; up_first, down_first: where those of each pair begin
    between, before, behind, sentence: (first, last) token of a stretch; the pairs of a sentence follow each other
    names: numbers of the kinds of the two actors and of how they were resolved, shape (pairs, 4)
    facts: shape (pairs, len(FACTS))
    """

    of: list
    tokens: np.ndarray
    vectors: np.ndarray
    source: np.ndarray
    target: np.ndarray
    meeting: np.ndarray
    up: np.ndarray
    up_first: np.ndarray
    down: np.ndarray
    down_first: np.ndarray
    between: np.ndarray
    before: np.ndarray
    behind: np.ndarray
    sentence: np.ndarray
    names: np.ndarray
    facts: np.ndarray


@dataclass(frozen=True)
class Context:
    """A network that reads the words with their neighbours, adds up those of each part that they play for two actors, in one way where the
    source stands first and in another where the target does; by these it looks for the word that tells what they have to do with each
    other, and weighs all for each type.

    The parser has learned which words behave alike where, and by its vectors what nobody listed is read like what was; Kiperwasser and
    Goldberg (2016) parse from such vectors. Names are left out, lest anybody count as an attacker because of who he is. The look is that
    of Vaswani et al. (2017), with distances from both actors (Shaw et al. 2018), and was taught by the annotated words.

    types: the types of tie, in the order of the outputs; numbers: the number of each kind of actor, way in which a mention was resolved
    and relation (0 for any other); weights: the arrays
    """

    types: list
    numbers: dict
    weights: dict

    def pairs(self, syntax, scenes):
        """The pairs of actors of some scenes of one document that stand near enough to each other, as the network sees them."""
        return _pairs(syntax, scenes, self.numbers)

    def suits(self, syntax):
        """Whether the vectors are those of the pipeline that the network was trained on."""
        return syntax.view.vectors.shape[1:] == self.weights["mean"].shape

    def read(self, syntax, scenes):
        """Give each scene of a document its Odds."""
        pairs, columns = self.pairs(syntax, scenes), {name: i for i, name in enumerate(self.types)}
        table, looks = self.odds(pairs)
        for scene in scenes:
            scene.odds = Odds({}, columns, table, looks)
        for row, (number, source, target) in enumerate(pairs.of):
            scenes[number].odds.rows[source, target] = row

    def odds(self, pairs):
        """The log-odds of each type for each pair, shape (pairs, types), and for each pair how much each word of its sentence counts."""
        w = self.weights
        lemma, relation, named = pairs.tokens.T
        vectors = (pairs.vectors - w["mean"]) / w["deviation"] * (named == 0)[:, None]
        x = np.hstack([vectors, w["lemmas"][lemma], w["relations"][relation]]).astype(np.float32)
        x = np.maximum(_around(x) @ w["window"] + w["window_bias"], 0)
        x += np.maximum(_around(x) @ w["wider"] + w["wider_bias"], 0)
        upto = np.zeros((len(x) + 1, x.shape[1]))
        np.cumsum(x, axis=0, dtype=np.float64, out=upto[1:])
        stretches = [((upto[end] - upto[start]) / np.maximum(end - start, 1)[:, None]).astype(np.float32)
                     for start, end in (stretch.T for stretch in (pairs.between, pairs.before, pairs.behind))]
        words = np.hstack([x[pairs.source], x[pairs.target], x[pairs.meeting] * (pairs.meeting >= 0)[:, None],
                           _sums(x, pairs.up, pairs.up_first), _sums(x, pairs.down, pairs.down_first), *stretches])
        ahead = pairs.facts[:, 0] > 0
        hidden = w["kinds"][pairs.names].sum(axis=1) + pairs.facts @ w["facts"]
        hidden[ahead] += words[ahead] @ w["ahead"]
        hidden[~ahead] += words[~ahead] @ w["back"]
        hidden = np.maximum(hidden, 0)
        looks = self._look(pairs, x, hidden)
        hidden = np.maximum(hidden @ w["both"] + w["both_bias"], 0)
        return hidden @ w["last"] + w["last_bias"], looks

    def _look(self, pairs, x, hidden):
        """Add to what is known of each pair the words of its sentence by how much they count for it; returns how much that is."""
        w, looks = self.weights, []
        asked, keys, values = hidden @ w["ask"] + w["ask_bias"], x @ w["key"], x @ w["value"] + w["value_bias"]
        opens = np.flatnonzero(np.diff(pairs.sentence[:, 0], prepend=-1, append=-1))
        for i, j in pairwise(opens.tolist()):
            start, end = pairs.sentence[i].tolist()
            near = [np.arange(start, end) - at[i:j, None] for at in (pairs.source, pairs.target)]
            behind = (near[0] > 0).astype(int) + (near[1] > 0) + 3 * (pairs.source < pairs.target)[i:j, None]
            score = asked[i:j] @ keys[start:end].T + w["behind"][behind]
            for name, steps in zip(("from_source", "from_target"), near, strict=True):
                score += w[name][np.clip(steps, -NEAR[0], NEAR[1]) + NEAR[0]]
            look = np.exp(score - score.max(axis=1, keepdims=True))
            look /= look.sum(axis=1, keepdims=True)
            hidden[i:j] += look @ values[start:end]
            looks.extend(look)
        return looks


def _around(x):
    """Each row between the one before and the one after it."""
    none = np.zeros((1, x.shape[1]), dtype=x.dtype)
    return np.hstack([np.vstack([none, x[:-1]]), x, np.vstack([x[1:], none])])


def _sums(x, rows, first):
    """The sum of some rows for each pair, whose own begin where `first` says."""
    out = np.add.reduceat(np.vstack([x[rows], 0 * x[:1]]), first, axis=0)
    out[np.diff(first, append=len(rows)) == 0] = 0
    return out


def _tokens(s, labels):
    """Numbers of lemma (of the tag, for names) and relation of each token, and 1 for names."""
    named = [tag.startswith("NNP") for tag in s.tag]
    words = [crc32((tag if name else lemma).encode()) % SIZE for lemma, tag, name in zip(s.lemma, s.tag, named, strict=True)]
    return np.array([words, [labels.get(dep, 0) for dep in s.dep], named], dtype=np.int64).reshape(3, -1).T


def _pairs(s, scenes, numbers):
    of, ends, up, down, up_first, down_first, stretches, names, facts = [], [], [], [], [], [], [], [], []
    for number, scene in enumerate(scenes):
        actors = [k for k, m in enumerate(scene.inside) if m.kind != "place"]
        chains = {k: s.view.above(scene.inside[k].head) for k in actors}
        own = {k: (numbers["kinds"].get(scene.inside[k].kind, 0), numbers["ways"].get(scene.inside[k].how.partition(":")[0], 0))
               for k in actors}
        for k, j in combinations(actors, 2):
            m, n = scene.inside[k], scene.inside[j]
            if not scene.apart(k, j) or abs(m.head - n.head) > APART:
                continue
            if n.first < m.first:
                k, j, m, n = j, k, n, m
            up_to, meeting, down_from = meet(chains[k], chains[j])
            ways = up_to[1:], down_from[1:]
            start, end = m.last, max(m.last, n.first)
            between = sum(start <= x.first and x.last <= end for x in scene.inside) if end > start else 0
            stretch = (start, end, max(scene.start, m.first - BEFORE), m.first, n.last, max(n.last, min(scene.end, n.last + BEHIND)),
                       scene.start, scene.end)
            middle = -1 if meeting in (m.head, n.head) else meeting
            far = min(end - start, 20) / 10, min(between, 6) / 3, min(len(ways[0]) + len(ways[1]), 8) / 4
            for a, b, x, y, (rising, falling) in ((k, j, m, n, ways), (j, k, n, m, ways[::-1])):
                of.append((number, a, b))
                ends.append((x.head, y.head, middle))
                up_first.append(len(up))
                up += rising
                down_first.append(len(down))
                down += falling
                stretches.append(stretch)
                names.append((own[a][0], own[b][0], own[a][1], own[b][1]))
                facts.append((x is m, *far, meeting == x.head, meeting == y.head, meeting < 0, min(len(actors), 10) / 5,
                              x.name.islower(), y.name.islower(), start == end))
    ends, stretches = np.array(ends, dtype=int).reshape(-1, 3), np.array(stretches, dtype=int).reshape(-1, 4, 2)
    names, facts = np.array(names, dtype=int).reshape(-1, 4) + NAMES, np.array(facts, dtype=np.float32).reshape(-1, len(FACTS))
    ways = (np.array(x, dtype=int) for x in (up, up_first, down, down_first))
    return Pairs(of, _tokens(s, numbers["labels"]), s.view.vectors, *ends.T, *ways, *stretches.transpose(1, 0, 2), names, facts)
