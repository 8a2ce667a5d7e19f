"""Finds the chambers that news call by a common noun with a capital: "House Speaker Jane Roe", "the House voted"."""

from collections import Counter

from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set

#: What may stand with a capital behind "House" where it is a chamber: "House Speaker", "House Republicans".
_BEHIND = word_set(
    """speaker majority minority republican republicans democrat democrats democratic gop leader leaders leadership whip conservatives
    chairman members lawmakers"""
)
#: Behind "House" it is something else or only where it meets: "House of Cards", "the House chamber".
_NEVER = word_set("of on in at chamber floor gallery seat seats")
_COUNTRY, _CHAMBER = "USA", "us_house_of_representatives"


def chambers(view: View, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with those of the House: the American one where a document names more of its country than of any other, else one of
    its own where an office follows.

    Parameters
    ----------
    view : View
        The parsed document.
    mentions : list of Mention
        Its names; the recogniser's own "House" goes.
    gazetteer : Gazetteer
        The known actors.

    Returns
    -------
    list of Mention
        In order of their place.
    """
    places = [i for i, word in enumerate(view.words) if word == "House"]
    if not places:
        return mentions
    listed = (gazetteer.actors.get(m.actor_id) for m in mentions)
    countries = Counter(actor.country for actor in listed if actor and actor.country)
    home = countries.most_common(1)[0][0] == _COUNTRY if countries else False
    cover, out = {i: m for m in mentions for i in range(m.first, m.last)}, list(mentions)
    for i in places:
        own = cover.get(i)
        if own and (own.last - own.first > 1 or own.actor_id in gazetteer.actors) or not _chamber(view, i, cover, home=home):
            continue
        actor = gazetteer.actors[_CHAMBER] if home else None
        out = [m for m in out if m is not own]
        meant = (actor.actor_id, actor.name, actor.kind, "alias:House") if actor else ("house", "House", "government", "name")
        out.append(Mention(view.starts[i], view.ends[i], i, i + 1, i, "House", *meant, "", i, "s", "n"))
    return sorted(out, key=lambda m: (m.start, -m.end))


def _chamber(view: View, i: int, cover: dict[int, Mention], *, home: bool) -> bool:
    """Whether "House" is a chamber by the words beside it: with an office behind it, or at home alone in its phrase."""
    first, last = view.sentence_of(i)
    before, after = i - 1, i + 1
    if before >= first and view.words[before][0].isupper() and view.tag[before].startswith(("NN", "JJ")) and (
            before not in cover or cover[before].kind != "party"):
        return False  # "Opera House"
    following = view.words[after] if after < last else ""
    if following.lower() in _BEHIND and (home or following[0].isupper()):
        return True
    subject = before >= first or bool(following) and view.tag[after].startswith("V")  # no heading that says "House"
    return home and subject and following.lower() not in _NEVER and not following[:1].isupper()
