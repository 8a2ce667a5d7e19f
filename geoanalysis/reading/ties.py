"""Candidates → ties: judged, the open senses settled, with status, date, speaker and evidence; and the refused with their reason."""

from geoanalysis import resources
from geoanalysis.reading.candidates import MUTUAL, find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.dates import find_dates
from geoanalysis.reading.features import all_features, word_keys

#: confidence under which a tie is refused unless the researcher asks otherwise
MIN_CONFIDENCE = 0.4
#: the same where the researcher names the mentions: two actors picked by hand are far more often tied than two found by a program
MIN_CONFIDENCE_GIVEN = 0.05


def read_ties(doc, mentions, *, lexicon, judge, published=None, min_confidence=None):
    """Read the ties of one parsed document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    mentions : list of Mention
    lexicon : Lexicon
    judge : Judge
    published : str, optional
        ISO date of publication, to which "in January" and "last week" refer.
    min_confidence : float, optional
        Candidates below it are refused; default 0.4, or 0.05 where the researcher gave the mentions.

    Returns
    -------
    kept, refused : lists of dict
        with the columns of the ties table, `source`, `target` and `claimed_by` as actor ids; refused rows have a `reason`.
    """
    syntax = Syntax(doc)
    sentences = [(s.start, s.end) for s in doc.sents]
    found = find_candidates(syntax, mentions, lexicon, sentences)
    if min_confidence is None:
        min_confidence = MIN_CONFIDENCE_GIVEN if any(m.how == "given" for m in mentions) else MIN_CONFIDENCE
    scores = judge.score(all_features(found), [word_keys(scene, c) for scene, c in found])
    kept, refused = select(doc, found, scores, min_confidence)
    dates = {}
    for row in kept:
        if row["start"] not in dates:
            dates[row["start"]] = find_dates(row["evidence"], published)
        row |= _date(dates[row["start"]], row)
    return kept, refused


def select(doc, found, scores, min_confidence):
    """Settle which candidates are ties: the likeliest sense of the same words for the same two actors, if likely enough."""
    types = resources.tie_types()
    kept, settled, refused = {}, set(), []
    for rank in sorted(range(len(found)), key=lambda r: (-scores[r], r)):
        scene, c = found[rank]
        row = _row(doc, scene, c, float(scores[rank]), types)
        ends = (row["source"], row["target"])
        if c.sense.type in MUTUAL:
            ends = tuple(sorted(ends))
        key = (*ends, row["type"], row["status"], scene.start)
        sense = (c.predicate, frozenset(ends))
        if scores[rank] < min_confidence:
            refused.append({**row, "reason": f"confidence below {min_confidence:g}"})
        elif sense in settled:
            if key not in kept:
                refused.append({**row, "reason": "another sense of the same words is likelier"})
        elif key not in kept:
            kept[key] = row
            settled.add(sense)
    return sorted(kept.values(), key=lambda r: (r["start"], r["source"], r["target"], r["type"], r["status"])), refused


def _row(doc, scene, c, score, types):
    m, n = scene.mentions[c.source.mention], scene.mentions[c.target.mention]
    kind = types[c.sense.type]
    sentence = doc[scene.start:scene.end]
    start, end = sentence.start_char, sentence.end_char
    speaker = _speaker(scene, c)
    return {
        "start": start, "end": end, "source": m.actor_id, "target": n.actor_id, "type": c.sense.type, "kind": kind.kind, "sign": kind.sign,
        "quad": kind.quad, "status": c.reading.status, "claimed_by": speaker, "source_text": m.text, "target_text": n.text,
        "trigger": doc[c.predicate].text, "rule": c.rule, "confidence": round(score, 4), "evidence": doc.text[start:end],
    }


def _speaker(scene, c):
    """The actor on whose word the clause rests; empty where it is the source itself or nobody."""
    token = c.reading.speaker
    for k, path, _, _ in scene.phrase(token) if token >= 0 else ():
        actor = scene.mentions[k].actor_id
        if path in ("=", "appos") and actor != scene.mentions[c.source.mention].actor_id:
            return actor
    return ""


def _date(spans, row):
    """The date words nearest to the trigger; unknown where the sentence has none, and for standing ties, which have no day."""
    if not spans or row["kind"] == "standing":
        return {"date": "", "date_precision": "unknown"}
    trigger = max(row["evidence"].find(row["trigger"]), 0)
    span = min(spans, key=lambda d: (min(abs(d.start - trigger), abs(d.end - trigger)), d.start))
    return {"date": f"{span.date}/{span.until}" if span.until and span.precision == "range" else span.date, "date_precision": span.precision}
