"""Candidates → ties: judged, the open senses settled, with status, date, speaker and evidence; and the refused with their reason."""

from dataclasses import replace

import numpy as np

from geoanalysis import resources
from geoanalysis.reading.calendar import Calendar
from geoanalysis.reading.candidates import OFFICES, find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.sides import told_by_the_other_side

#: confidence under which a tie is refused unless the researcher asks otherwise
MIN_CONFIDENCE = 0.38
#: the same where the researcher names the mentions: two actors picked by hand are far more often tied than two found by a program
MIN_CONFIDENCE_GIVEN = 0.005
#: what an act counts there that has not taken place, or only as the object of another: of two named actors one asks what happened between
#: them, and PLOVER codes an act to come, or one denied, as the promise, threat or refusal that it is ("is willing to withdraw": AGREE), and
#: an end of sanctions as that ("lifted its embargo")
NOT_YET = 0.2

#: the deeds that are a mere allegation where they are told as a charge
CHARGED = {"ASSAULT", "COERCE", "THREATEN", "SPONSORS", "MOBILIZE", "AID"}
#: how a mention is resolved that stands for the other of two: "each other", "one another", "each … the other"
RECIPROCAL = {"pronoun:each", "pronoun:one", "pronoun:other"}
#: the prepositions behind which a deed is known: "after the shelling by Turkey, Iraq complained"
KNOWN_BEHIND = {"after", "since", "following", "amid", "despite", "before"}
#: where in the phrase of a speaker the one stands for whom he speaks: himself, "Turkey's defence ministry", "Kurdish officials"
SPEAKING = {"=", "appos", "poss", "mod"}


def read_ties(doc, mentions, *, lexicon, judge, gazetteer=None, published=None, min_confidence=None):
    """Read the ties of one parsed document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    mentions : list of Mention
    lexicon : Lexicon
    judge : Judge
    gazetteer : Gazetteer, optional
        Tells whose side a speaker is on; without it an enemy's account is taken as anybody's.
    published : str, optional
        ISO date of publication, to which "in January" and "last week" refer.
    min_confidence : float, optional
        Candidates below it are refused; default 0.38, or 0.005 where the researcher gave the mentions.

    Returns
    -------
    kept, refused : lists of dict
        with the columns of the ties table, `source`, `target` and `claimed_by` as actor ids; refused rows have a `reason`.
    """
    syntax = Syntax(doc)
    sentences = [syntax.view.sentence_of(first) for first in syntax.view.sentence_first]
    found = find_candidates(syntax, mentions, lexicon=lexicon, sentences=sentences, gazetteer=gazetteer, context=judge.context)
    given = any(m.how == "given" for m in mentions)
    if min_confidence is None:
        min_confidence = MIN_CONFIDENCE_GIVEN if given else MIN_CONFIDENCE
    scores = judge.score(found)
    if given:
        scores = scores * [NOT_YET if c.consumed or c.reading.status in ("planned", "negated") else 1 for _, c in found]
    if gazetteer is not None:
        found = [(scene, _coloured(scene, c, gazetteer)) for scene, c in found]
    found = _charged(found, kept=scores >= min_confidence)
    kept, refused = select(found, scores=scores, min_confidence=min_confidence)
    when = Calendar(syntax, published)
    return [row | when.date(scene, c, row) for row, scene, c in kept], refused


def select(found, *, scores, min_confidence=MIN_CONFIDENCE):
    """Settle which candidates are ties: the likeliest sense of the same words for the same two actors, and the likeliest office that one
    holds in the other, if their score is not below `min_confidence`.

    Returns the kept as a list of (row, Scene, Candidate) in the order of the text, and the rows of the refused.
    """
    types = resources.tie_types()
    kept, acts, settled, tied, refused = {}, set(), {}, set(), []
    for rank in np.argsort(-scores, kind="stable").tolist():
        (scene, c), confidence = found[rank], float(scores[rank])
        row = _row(scene, c, types)
        row["confidence"] = round(confidence, 4)
        if confidence < min_confidence:
            row["reason"] = f"confidence below {min_confidence:g}"
            refused.append(row)
            continue
        ends = (row["source"], row["target"])
        if c.sense.mutual:
            ends = tuple(sorted(ends))
        act = (*ends, row["type"], scene.start)
        key = (act, row["status"])
        office = c.sense.type in OFFICES  # who leads a body is no mere member of it
        sense = (scene.start, *ends) if office else (c.predicate, frozenset(ends))
        returned = settled.get(sense) == row["type"] and _each_other(scene, c)
        pair = scene.start, frozenset(ends)
        surer = c.rule == "suggested" and pair in tied
        if surer or sense in settled and not returned:
            if key not in kept:
                of = "tie of the same two actors is surer" if surer else "sense of the same words is likelier"
                refused.append(row | {"reason": f"another {of}"})
        elif key not in kept:
            if act not in acts:  # an act told before, with another status, leaves its words to other senses
                settled[sense] = row["type"]
            acts.add(act)
            tied.add(pair)
            kept[key] = row, scene, c
        else:  # "carried out attacks": what the noun tells, the verb tells too, and nothing else
            settled.setdefault(sense, row["type"])
    return sorted(kept.values(), key=lambda k: [k[0][name] for name in ("start", "source", "target", "type", "status")]), refused


def _each_other(scene, c):
    """Whether each does it to the other: "fought each other", "praised one another", "each side blamed the other"."""
    return c.sense.source == "each" or any(scene.mentions[fill.mention].how in RECIPROCAL for fill in (c.source, c.target))


def _coloured(scene, c, gazetteer):
    """The candidate as its teller colours it: what one side says of the other is an allegation."""
    if c.reading.status != "actual" or c.reading.speaker < 0:
        return c
    told = [scene.actors[k] for k, path, _, _ in scene.phrase(c.reading.speaker) if path.strip("+") in SPEAKING]
    if scene.actors[c.source.mention] in told:
        return c
    source, target = (gazetteer.actors.get(scene.actors[f.mention]) for f in (c.source, c.target))
    speaker = next((gazetteer.actors[actor] for actor in told if actor in gazetteer.actors), None)
    kind = resources.tie_types()[c.sense.type]
    reading = told_by_the_other_side(c.reading, kind, source=source, target=target, speaker=speaker)
    return c._replace(reading=reading)


def _charged(found, *, kept):
    """The candidates, with the deeds alleged that somebody is accused of by who tells of them: "residents said the army had fired"."""
    charges = {(id(scene), c.predicate, scene.actors[c.target.mention]) for (scene, c), sure in zip(found, kept, strict=True)
               if sure and c.rule.startswith("charge:") and scene.syntax.preposition(c.predicate) not in KNOWN_BEHIND}
    alleged = [c.reading.status == "actual" and c.reading.speaker >= 0 and c.sense.type in CHARGED
               and (id(scene), c.predicate, scene.actors[c.source.mention]) in charges for scene, c in found]
    return [(scene, c._replace(reading=replace(c.reading, status="alleged")) if only_said else c)
            for (scene, c), only_said in zip(found, alleged, strict=True)]


def _row(scene, c, types):
    """Who does what to whom, by whose word; the word that names the act and the sentence that shows it."""
    m, n = scene.mentions[c.source.mention], scene.mentions[c.target.mention]
    kind, (start, end, evidence) = types[c.sense.type], scene.once(_evidence)
    return {
        "source": m.actor_id, "target": n.actor_id, "type": c.sense.type, "kind": kind.kind, "sign": kind.sign, "quad": kind.quad,
        "status": c.reading.status, "claimed_by": _speaker(scene, c), "source_text": m.text, "target_text": n.text, "rule": c.rule,
        "start": start, "end": end, "trigger": scene.syntax.view.words[c.predicate], "evidence": evidence,
    }  # fmt: skip


def _evidence(scene):
    """The characters of the sentence without the blanks around it, and its words."""
    view = scene.syntax.view
    start, sentence = view.starts[scene.start], view.span(scene.start, scene.end)
    evidence = sentence.strip()
    start += len(sentence) - len(sentence.lstrip())
    return start, start + len(evidence), evidence


def _speaker(scene, c):
    """The actor on whose word the clause rests; empty where it is the source itself or nobody."""
    if c.reading.speaker < 0:
        return ""
    for k, path, _, _ in scene.phrase(c.reading.speaker):
        actor = scene.mentions[k].actor_id
        if path in ("=", "appos") and actor != scene.mentions[c.source.mention].actor_id:
            return actor
    return ""
