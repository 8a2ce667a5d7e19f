"""The cast of a document: how often each actor is mentioned, by name and as the subject of a verb, and where first."""

from collections import Counter
from typing import NamedTuple


class Part(NamedTuple):
    """What an actor is in a document: how many mentions it has, how many of them name it or act, and the token of the first."""

    mentions: int = 0
    named: int = 0
    acting: int = 0
    first: int = 0


#: of whom the document says nothing in words of his own: the state of an office-holder whose title does not name it
ABSENT = Part()


def read_cast(syntax, mentions):
    """The part of each actor of a document.

    Parameters
    ----------
    syntax : Syntax
    mentions : list of Mention

    Returns
    -------
    dict : actor id → Part
    """
    every, named, acting, first = Counter(), Counter(), Counter(), {}
    for m in mentions:
        every[m.actor_id] += 1
        named[m.actor_id] += not m.how.startswith(("pronoun", "description"))
        acting[m.actor_id] += syntax.dep[m.head] == "nsubj" and syntax.tag[syntax.head[m.head]].startswith("VB")
        first[m.actor_id] = min(m.first, first.get(m.actor_id, m.first))
    return {actor: Part(every[actor], named[actor], acting[actor], first[actor]) for actor in every}
