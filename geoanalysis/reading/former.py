"""Knows which states governed from today's capitals: in 1987 Moscow was the capital of the Soviet Union."""

from dataclasses import replace
from functools import lru_cache

from geoanalysis.reading.gazetteer import Entry, Gazetteer
from geoanalysis.reading.spelling import plain, sounds

#: Which states governed before a day from the capital that another state has now.
_FORMER = (
    ("west_germany", "germany", "1990-10-03"),
    ("soviet_union", "russia", "1991-12-26"),
    ("czechoslovakia", "czech_republic", "1993-01-01"),
    ("yugoslavia", "serbia", "2003-02-04"),
)
#: Capitals that no state has now, by the former state and the capital of today.
_OTHER = {("west_germany", "Berlin"): "Bonn"}


def at_date(gazetteer: Gazetteer, published: str | None) -> Gazetteer:
    """The gazetteer in which the capitals are those of the states of a date (ISO, may be partial; without one those of today).

    Examples
    --------
    >>> from geoanalysis.reading.gazetteer import load_gazetteer
    >>> at_date(load_gazetteer(), "1987-03-02").lookup("Moscow")
    'soviet_union'
    """
    return _with_former(gazetteer, tuple(row for row in _FORMER if published and published < row[2][: len(published)]))


@lru_cache(maxsize=8)
def _with_former(gazetteer: Gazetteer, former: tuple) -> Gazetteer:
    """The gazetteer with the capitals of some former states."""
    before = {today: state for state, today, _ in former if state in gazetteer.actors}
    if not before:
        return gazetteer
    entries = [_before(entry, before[entry.actor_id]) if entry.role in ("capital", "seat") and entry.actor_id in before else entry
               for entry in gazetteer.entries]  # fmt: skip
    return Gazetteer(tuple(gazetteer.actors.values()), entries, gazetteer.offices)


def _before(entry: Entry, state: str) -> Entry:
    """The capital or seat of a former state in place of today's: Bonn and not Berlin is West Germany's."""
    other = _OTHER.get((state, entry.alias))
    changed = {"alias": other, "words": (plain(other),), "keys": sounds(other)} if other else {}
    return replace(entry, actor_id=state, **changed)
