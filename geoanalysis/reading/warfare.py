"""Who fights whom, and beside whom, where no single clause tells."""

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.scene import Candidate, Fill

#: the sense of doing anything together, and the words before "with" that say so
TOGETHER = Sense("with", "VERB", "", frozenset(), frozenset(), "COOPERATE", "subj", "prep", "")
JOINTLY = {"together", "jointly", "cooperation", "coordination", "conjunction", "concert", "partnership", "collaboration", "tandem"}


def jointly(scene, lexicon):
    """ "built it together with Oman", "in coordination with Oman, the navy towed it": who does whatever it is with another cooperates."""
    s, out = scene.syntax, []
    for p in range(scene.start + 1, scene.end - 1):
        if s.dep[p] != "case" or s.lower[p] != "alongside" and not (s.lower[p] == "with" and s.lower[p - 1] in JOINTLY and (
                not s.tag[p - 1].startswith("NN") or s.preposition(p - 1) == "in")):
            continue
        other = deed = s.head[p]
        for _ in range(5):
            if s.is_verb(deed) or deed != other and scene.headed.get(deed):
                break
            deed = s.head[deed]
        doers = [f for f in scene.fills(deed) if f.slot == "subj"] if s.is_verb(deed) else [
            Fill(k, "subj", path=path) for k, path, _, _ in scene.phrase(deed) if path == "="]
        others = [(k, path) for k, path, _, _ in scene.phrase(other) if path in ("=", "conj") or other not in scene.headed]
        if s.is_verb(deed) and s.passive(deed):  # "was packed by Oman together with", not "killed by the army, together with"
            doers = [f for f in doers if scene.mentions[f.mention].last == p - 1]
        reading = scene.reading(lexicon, deed)
        for f in doers:
            for k, path in others:
                if not f.outer and f.path in ("=", "conj") and scene.apart(f.mention, k):
                    out.append(Candidate(f, Fill(k, "prep", s.lower[p], path=path), TOGETHER, deed, "jointly", 1, 0, 1, 2, 2, reading,
                                         len(doers) * len(others)))
    return out
