"""Annotated ties → labels: how far a candidate of the grammar, or a type for a pair of actors, is an annotated tie."""

import re

import numpy as np

from geoanalysis.resources import tie_types

#: an optional tie is one that careful readers may differ on: it speaks for a candidate, but softly
OPTIONAL_WEIGHT = 0.4
#: how mentions come about that are no names: only whom they stand for counts
RESOLVED = ("pronoun", "description", "office")
#: how far a type that a careful coder could also defend is right, beside the best one
ALSO = 0.7
ENDS = ("source", "target")
#: words too general to tell one mention from another
GENERAL = set(
    """a an the of and or in on at by to for with from its his her their our new former top senior late official officials government
    president prime minister foreign leader leaders chief head king general secretary forces troops army military police group groups
    state people member members spokesman ambassador mr""".split()
)


def words(text):
    found = re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", text.lower()))
    stems = {w[:-1] if w.endswith("s") and len(w) > 4 else w for w in found}
    return stems - GENERAL or stems


def listed(gazetteer, name):
    """The actor that an annotated name is listed for in the gazetteer, be it under another: "Daesh"; "" for none."""
    found = [x for x in gazetteer.find(name) if x.entry.role in ("alias", "name") and x.sure and (x.start, x.end) == (0, len(name))]
    return found[0].entry.actor_id if found else ""


def likeness(mention, name, text, actor=""):
    """How well a mention fits the annotated one, 0 to 1: by its actor, or its words and its name, where it is no name by whom it stands
    for."""
    if actor and mention.actor_id == actor:
        return 1.0
    pairs = [(mention.name, name)] if text and mention.how.startswith(RESOLVED) else \
        [(x, y) for x in (mention.text, mention.name) for y in (name, text) if y]
    return max(len(words(x) & words(y)) / max(len(words(x) | words(y)), 1) for x, y in pairs)


def meant(scene, tie, end, gazetteer):
    """The numbers of the mentions in a scene that are an end of an annotated tie: those most like it and others of the same actor."""
    name, text, actor = tie[end], tie.get(f"{end}_text", ""), listed(gazetteer, tie[end])
    found = [likeness(m, name, text, actor) for m in scene.mentions]
    best = {m.actor_id for m, fit in zip(scene.mentions, found, strict=True) if fit == max(found) > 0}
    return {k for k, m in enumerate(scene.mentions) if found[k] and m.actor_id in best}


def label(candidate, gold):
    """How far a candidate is an annotated tie, and how much that counts: 1.0 for its best type, ALSO for another that is defensible or for
    the other direction of what both do, 0.0 for none; OPTIONAL_WEIGHT for an optional tie. Gold as (tie, its sources, its targets)."""
    best, a, b = (0.0, 1.0), candidate.source.mention, candidate.target.mention
    for g, sources, targets in gold:
        if candidate.sense.type in [g["type"], *g["also"]]:
            here = _meant(g, candidate.sense.type, ahead=a in sources and b in targets, behind=a in targets and b in sources)
            best = here if here[0] * here[1] > best[0] * best[1] else best
    return best


def _meant(g, kind, *, ahead, behind):
    """How far a tie of a type is an annotated one between the same two actors in its direction or the other, and how much that counts."""
    back = not ahead and behind and (g["mutual"] or tie_types()[kind].mutual)
    if not (ahead or back):
        return 0.0, 1.0
    right = (1.0 if kind == g["type"] else ALSO) * (ALSO if back and not g["mutual"] else 1.0)
    return right, OPTIONAL_WEIGHT if g["optional"] else 1.0


def labels_of(doc, candidates, parts, gazetteer):
    """The labels of a record's candidates, each by the ties of the annotated sentence that its predicate stands in."""
    out, known = [], {}
    for scene, c in candidates:
        at = doc[c.predicate].idx
        start, ties = next((start, ties) for start, end, ties in parts if start <= at < end)
        if (id(scene), start) not in known:
            known[id(scene), start] = [(g, *(meant(scene, g, end, gazetteer) for end in ENDS)) for g in ties]
        out.append(label(c, known[id(scene), start]))
    return out


def pair_labels(doc, parts, scenes, of, gazetteer):
    """How far each type is an annotated tie of each pair, and how much that counts: two arrays (pairs, types); and which pair is annotated
    with which token as the word that tells it: an array (words, 2)."""
    columns, gold, told = {name: i for i, name in enumerate(sorted(tie_types()))}, [], set()
    y, weight = np.zeros((len(of), len(columns)), dtype=np.float32), np.ones((len(of), len(columns)), dtype=np.float32)
    for scene in scenes:
        first, last = doc[scene.start].idx, doc[scene.end - 1].idx
        gold.append([(g, *(meant(scene, g, end, gazetteer) for end in ENDS), _told(scene, g["trigger"]))
                     for start, end, ties in parts if start <= last and first < end for g in ties])
    for row, (number, source, target) in enumerate(of):
        for g, sources, targets, tokens in gold[number]:
            ahead, behind = source in sources and target in targets, source in targets and target in sources
            for kind in (g["type"], *g["also"]) if ahead or behind else ():
                here = _meant(g, kind, ahead=ahead, behind=behind)
                if here[0] * here[1] > y[row, columns[kind]] * weight[row, columns[kind]]:
                    y[row, columns[kind]], weight[row, columns[kind]] = here
                    told.update((row, token) for token in tokens)
    return y, weight, np.array(sorted(told), dtype=int).reshape(-1, 2)


def _told(scene, trigger):
    """The tokens of the first place of a sentence where some words stand; none where the annotator joined words from several places."""
    sought, here = re.findall(r"\w[\w.]*|[^\w\s]", trigger.lower()), scene.syntax.lower[scene.start:scene.end]
    place = next((i for i in range(len(here)) if here[i:i + len(sought)] == sought), -1) if sought else -1
    return range(scene.start + place, scene.start + place + len(sought)) if place >= 0 else ()
