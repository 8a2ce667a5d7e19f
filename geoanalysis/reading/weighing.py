"""Weighs what speaks for each of the mentions that a pronoun or a description can mean."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

from geoanalysis.reading.mentions import Mention


def odds(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How much all evidence together speaks for a mention, by the weight of each piece."""
    return exp(sum(weights[name] * much for name, much in evidence.items()))


def likeliest(weighed: Sequence[tuple[float, Mention]]) -> Mention:
    """The best mention of the actor for whom all of its mentions speak most; certain by its share in what speaks for any."""
    mass: dict[str, float] = defaultdict(float)
    for much, m in weighed:
        mass[m.actor_id] += much
    actor = max(mass, key=mass.__getitem__)
    best = max((pair for pair in weighed if pair[1].actor_id == actor), key=lambda pair: pair[0])[1]
    return replace(best, certainty=min(mass[actor] / sum(much for much, _ in weighed), best.certainty))
