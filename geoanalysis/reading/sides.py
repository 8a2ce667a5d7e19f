"""Whose word it is: what a side tells of its enemy is an allegation, what the doer's own side or a neutral tells is not."""

from dataclasses import replace

from geoanalysis.reading.modality import BACKGROUND, BYSTANDER

#: kinds of actor that tell of others' quarrels without being a side
NEUTRAL = {"media", "place"}
#: conflict of words that nobody would hold against another, and sanctions, which are declared in public
HARMLESS = {"ACCUSE", "REQUEST", "SANCTION"}
#: what is a wrong whoever suffers it
WRONGS = {"ASSAULT", "COERCE"}
#: kinds of actor whose word on what others do together is no more than that
DOUBTED = {"state", "armed_group"}
#: what is held against who gives it to an armed group
HELP = {"AID", "SPONSORS", "SUPPORT", "COOPERATE"}


def told_by_the_other_side(reading, kind, *, source, target, speaker):
    """Return the Reading of a deed as its teller colours it: a side's account of its enemy's deeds is an allegation.

    Parameters
    ----------
    reading : Reading
    kind : TieType
        of the act: conflict, but for accusations and demands, and help to an armed group.
    source, target, speaker : Actor or None
        who did it, to whom, who says so; None for one that the gazetteer does not list: nobody knows whose side "gunmen" are on.
        Who attacks or coerces somebody does him wrong, whoever he is.
        The word of any listed actor but the doer's side and the media is an allegation ("Turkey says Syria bombed Jordan"); that somebody
        backs a client is one whoever else says so.

    Examples
    --------
    >>> from geoanalysis.reading.gazetteer import load_gazetteer
    >>> from geoanalysis.reading.modality import Reading
    >>> from geoanalysis.resources import tie_types
    >>> lebanon, israel, nasrallah = map(load_gazetteer().actor, ["lebanon", "israel", "hassan_nasrallah"])
    >>> said = Reading("actual", 0, "", ())
    >>> told_by_the_other_side(said, tie_types()["ASSAULT"], source=israel, target=lebanon, speaker=nasrallah).status
    'alleged'
    >>> told_by_the_other_side(said, tie_types()["ASSAULT"], source=israel, target=lebanon, speaker=israel).status
    'actual'
    """
    if reading.status != "actual" or {BYSTANDER, BACKGROUND} & set(reading.cues):
        return reading
    if speaker is not None and (speaker.kind in NEUTRAL or source is not None and _same_side(speaker, source, own=True)):
        return reading
    armed = target is not None and target.kind == "armed_group"
    help_ = kind.name == "SPONSORS" or kind.name in HELP and armed  # "Israel says Iran armed Hezbollah"
    if speaker is None or source is None or target is None and kind.name not in WRONGS:  # "UN experts say that Rwanda arms the M23"
        return replace(reading, status="alleged", cues=(*reading.cues, "told by others")) if help_ and reading.speaker >= 0 else reading
    if kind.quad.endswith("conflict") and kind.name not in HARMLESS or help_ and not _same_side(speaker, target):
        return replace(reading, status="alleged", cues=(*reading.cues, "told by the other side"))
    if kind.name == "COOPERATE" and speaker.kind in DOUBTED and target is not None and not _same_side(speaker, target):
        return replace(reading, status="alleged", cues=(*reading.cues, "told by others"))  # "Iran says Jordan works with Israel"
    return reading


def _same_side(a, b, *, own=False):
    """Whether a is b or speaks for the same state or body; own: closely, for states have rebels of their own country."""
    if a.actor_id in (b.actor_id, b.parent) or a.parent and a.parent in (b.actor_id, b.parent):
        return True
    if not a.country or a.country != b.country:
        return False
    return not own or {a.kind, b.kind} <= {"person", "state", "government"}
