"""Knows which states governed from today's capitals: in 1987 Moscow was the capital of the Soviet Union."""

from dataclasses import replace
from functools import cache, lru_cache

from geoanalysis.reading.gazetteer import Entry, Gazetteer
from geoanalysis.reading.spelling import plain, sounds
from geoanalysis.resources import read_csv


def at_date(gazetteer: Gazetteer, published: str | None) -> Gazetteer:
    """The gazetteer in which the capitals are those of the states of a date (ISO, may be partial; without one those of today).

    Examples
    --------
    >>> from geoanalysis.reading.gazetteer import load_gazetteer
    >>> at_date(load_gazetteer(), "1987-03-02").lookup("Moscow")
    'soviet_union'
    """
    return _with_former(gazetteer, tuple(row for row in _capitals() if published and published < row[3][:len(published)]))


@cache
def _capitals() -> list[tuple[str, str, str, str]]:
    """The rows of capitals.csv: a former state, its capital, the state that governs there now or from elsewhere, the end of the former."""
    columns = ("actor_id", "capital", "now", "until")
    return [tuple(row[name] for name in columns) for row in read_csv("capitals.csv", columns)]


@lru_cache(maxsize=8)
def _with_former(gazetteer: Gazetteer, rows: tuple) -> Gazetteer:
    """The gazetteer with the capitals of some former states."""
    before = {now: (state, capital) for state, capital, now, _ in rows if state in gazetteer.actors}
    if not before:
        return gazetteer
    entries = [_before(entry, *before[entry.actor_id]) if entry.role in ("capital", "seat") and entry.actor_id in before else entry
               for entry in gazetteer.entries]  # fmt: skip
    return Gazetteer(tuple(gazetteer.actors.values()), entries, gazetteer.offices)


def _before(entry: Entry, state: str, capital: str) -> Entry:
    """The capital or seat of a former state in place of today's: Bonn and not Berlin is West Germany's."""
    if entry.role == "seat":
        return replace(entry, actor_id=state)
    return replace(entry, actor_id=state, alias=capital, words=(plain(capital),), keys=sounds(capital))
