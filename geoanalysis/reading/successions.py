"""Finds whom a document means by "his predecessor" and "her successor": who held the office before and after, as far as it is listed."""

from collections.abc import Sequence

from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.mentions import Mention, View

_WORDS = frozenset(("predecessor", "successor"))


def succession(view: View, mention: Mention, seen: Sequence[Mention], *, gazetteer: Gazetteer, published: str | None) -> Mention | None:
    """The person whom a predecessor or successor is, by whose he is said to be and who held that one's office.

    Parameters
    ----------
    view : View
        The parsed document.
    mention : Mention
        An office-holder without a name.
    seen : sequence of Mention
        The mentions before it, pronouns resolved.
    gazetteer : Gazetteer
        The known actors and their offices.
    published : str or None
        ISO date of the document, without which nobody is known to hold an office.

    Returns
    -------
    Mention or None
        The mention with its person, or None where whose he is or who held the office is not known.
    """
    word, token = view.lower[mention.last - 1], mention.last - 1
    if word not in _WORDS or mention.how != "office" or not published:
        return None
    owners = {i for i in view.children[token] if view.dep[i] == "nmod:poss" or view.dep[i] == "nmod" and view.lower[i - 1] == "of"}
    own = next((m for m in reversed(seen) if m.head in owners and m.kind == "person"), None)
    other = own and gazetteer.beside(own.actor_id, published, later=word == "successor")
    if not other:
        return None
    person = gazetteer.actor(other)
    return mention.meaning(person, how=f"description:{word} of {own.name}", gender=person.gender, certainty=own.certainty)
