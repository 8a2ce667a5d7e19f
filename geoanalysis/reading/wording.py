"""Candidate ties → the words about them as numbers, for the linear part of the judge; what actors are called is left out."""

from array import array
from itertools import chain
from zlib import crc32

import numpy as np

from geoanalysis.reading.features import route
from geoanalysis.reading.mentions import meet

#: how many weights all words share
SIZE = 2**18
#: how many words between two actors count
BETWEEN = 25
#: an odd number that spreads the pairs of a word and a type (Knuth, multiplicative hashing)
SPREAD = np.uint64(2654435761)


def wording(found):
    """The words about each candidate of a document: those of its predicate, those on the way between the two actors through the tree and in
    the text, and what unnamed actors are; each alone and together with the type of the tie.

    Words are numbers below SIZE, some of which share one: Weinberger et al. (2009), Feature hashing for large scale multitask learning.

    Parameters
    ----------
    found : list of (Scene, Candidate)

    Returns
    -------
    places : array of int
        the numbers of the first candidate, then those of the second, and so on.
    first : array of int, shape (candidates,)
        where those of each candidate begin.
    """
    rows = [_words(scene, c) for scene, c in found]
    sizes = np.array([len(row) for row in rows])
    words = np.frombuffer(array("Q", chain.from_iterable(rows)), dtype=np.uint64)
    types = np.repeat(np.array([_number(c.sense.type) for _, c in found], dtype=np.uint64), sizes)
    places = np.stack([words, words * SPREAD + types], axis=1).ravel() % np.uint64(SIZE)
    return places.astype(np.int32), 2 * np.append(0, np.cumsum(sizes[:-1]))


def _numbers(s, role):
    """The number of each word of a document in a role; none for names."""
    start = _number(f"{role} ")
    return [0 if tag.startswith("NNP") else crc32(lemma.encode(), start) for lemma, tag in zip(s.lemma, s.tag, strict=True)]


def _words(scene, c):
    """The numbers of a candidate's words; the first is every candidate's, so that the type alone has a weight too."""
    return (0, *scene.syntax.once(_of_predicate, c.predicate), *scene.once(_of_pair, c.source.mention, c.target.mention))


def _of_predicate(s, p):
    """What the predicate is, and the word that it hangs on, with the relation."""
    return _number(f"predicate {s.lemma[p]}"), _number(f"above {s.lemma[s.head[p]]} {s.dep[p]}")


def _of_pair(scene, j, k):
    """What the two actors are, and the words and relations on the way from one to the other."""
    s, m, n = scene.syntax, scene.mentions[j], scene.mentions[k]
    left, right = (m, n) if m.first <= n.first else (n, m)
    between, way = s.once(_numbers, "between"), s.once(_numbers, "way")
    inner = sorted({number for number in between[left.last:min(right.first, left.last + BETWEEN)] if number})
    return [_number(f"source {_called(s, m)}"), _number(f"target {_called(s, n)}"), _number(f"route {route(s, m.head, n.head)}"),
            *[way[i] for i in _way(s, m.head, n.head) if way[i]], *inner]


def _called(s, mention):
    """The noun of an unnamed actor, the kind of a named one."""
    return mention.kind if s.tag[mention.head].startswith("NNP") else s.lemma[mention.head]


def _way(s, i, j):
    """The tokens between two others on the way through the tree, if there is one."""
    up, meeting, down = meet(s.view.above(i), s.view.above(j))
    return [t for t in (*up, meeting, *down) if t not in (i, j)] if meeting >= 0 else []


def _number(word):
    return crc32(word.encode())
