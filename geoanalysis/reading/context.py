"""Candidate ties → what the parser's own vectors of their words make of them, by a small neural network."""

from dataclasses import dataclass

import numpy as np

#: the arrays of a Context
LAYERS = ("usual", "words", "words_bias", "weighed", "both", "both_bias", "last", "last_bias")


@dataclass(frozen=True)
class Context:
    """Two layers over the vectors of a candidate's words, the first of which the type of the tie weighs unit by unit.

    The parser has learned which words behave alike where, and by its vectors what nobody listed is read like what was; Kiperwasser and
    Goldberg (2016) parse from such vectors.

    types, kinds: the number of each type of tie and kind of actor; usual: the mean sum of each type, which stands for candidates of another
    pipeline; all other arrays: the weights
    """

    types: dict
    kinds: dict
    usual: np.ndarray
    words: np.ndarray
    words_bias: np.ndarray
    weighed: np.ndarray
    both: np.ndarray
    both_bias: np.ndarray
    last: np.ndarray
    last_bias: np.ndarray

    def sums(self, found):
        """Return the sum for each candidate of a document, shape (candidates,); above 0 speaks for it."""
        vectors = found[0][0].syntax.view.vectors
        types, told = facts(found, self.types, self.kinds)
        if vectors.shape[1:] != (len(self.words) // 4,):
            return self.usual[types]
        return self.weigh(spread(vectors, found), types, told)

    def weigh(self, vectors, types, told):
        """The sums from what `spread` and `facts` give."""
        hidden = np.maximum(vectors @ self.words + self.words_bias, 0)
        hidden = np.maximum(np.hstack([hidden * self.weighed[types], hidden, told]) @ self.both + self.both_bias, 0)
        return hidden @ self.last + self.last_bias


def facts(found, types, kinds):
    """The number of each candidate's type, its actors' kinds and the order of the words: arrays (candidates,), (candidates, facts)."""
    out, every = np.zeros((len(found), 2 * len(kinds) + 3), dtype=np.float32), np.arange(len(found))
    ends = [(scene.mentions[c.source.mention], scene.mentions[c.target.mention]) for scene, c in found]
    for end, first in ((0, 0), (1, len(kinds))):
        # what was given as a mention has no kind; its mark falls where the order is written next
        out[every, [first + kinds[pair[end].kind] if pair[end].kind in kinds else -1 for pair in ends]] = 1
    source, target, predicate = np.array([(m.head, n.head, c.predicate) for (m, n), (_, c) in zip(ends, found, strict=True)]).T
    out[:, -3:] = np.stack([source < target, source < predicate, target < predicate], axis=1)
    return np.array([types[c.sense.type] for _, c in found]), out


def spread(vectors, found):
    """The vectors of a candidate's two actors, of its predicate, and the mean of those between the two: array (candidates, 4 × width).

    That of a named actor is left out, lest anybody count as an attacker because of who he is.
    """
    named = np.array([tag.startswith("NNP") for tag in found[0][0].syntax.tag])
    places = np.array([[s.mentions[c.source.mention].head, s.mentions[c.target.mention].head, c.predicate] for s, c in found])
    left, right = np.sort(places[:, :2], axis=1).T
    left = np.minimum(left + 1, right)
    upto = np.zeros((vectors.shape[1], len(vectors) + 1))  # a row for each number, along which sums run faster
    np.cumsum(np.ascontiguousarray(vectors.T), axis=1, dtype=np.float64, out=upto[:, 1:])
    between = ((upto.take(right, axis=1) - upto.take(left, axis=1)) / np.maximum(right - left, 1)).T.astype(np.float32)
    actors = [vectors[ends] * ~named[ends, None] for ends in places[:, :2].T]
    return np.hstack([*actors, vectors[places[:, 2]], between])
