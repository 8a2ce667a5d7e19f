"""Finds who is meant: the mentions of actors in a parsed document, each with the actor it stands for and the rule that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from geoanalysis.reading.chambers import chambers
from geoanalysis.reading.clusters import same_names, spelled_out
from geoanalysis.reading.former import at_date
from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import find_groups, load_nouns, owns_title
from geoanalysis.reading.headlines import cut_to_text
from geoanalysis.reading.homes import issuer
from geoanalysis.reading.mentions import Mention, View, view
from geoanalysis.reading.names import find_names
from geoanalysis.reading.partisans import partisans
from geoanalysis.reading.reference import resolve
from geoanalysis.reading.repairs import attach_names, detach_datelines, fill_subjects, free_captives
from geoanalysis.reading.spelling import slug
from geoanalysis.reading.surnames import bare_surnames
from geoanalysis.reading.titles import add_titles, administrations, dated_names, find_holders, title_tokens

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Mention", "find_mentions", "given_mentions", "unresolved"]

#: First words of `how` that tell that a name was looked up in the gazetteer or stands for something that was.
_UNNAMED = ("group", "office", "pronoun", "description", "place")


def find_mentions(doc: Doc, gazetteer: Gazetteer, *, published: str | None = None, publisher: str = "") -> list[Mention]:
    """Find the mentions of actors in one parsed document and resolve them within it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        A document parsed by the shipped pipeline (tags, dependencies, names).
    gazetteer : Gazetteer
        The known actors.
    published : str, optional
        ISO date of the document, which tells who held an office.
    publisher : str, optional
        Who issued the document, for whom its "we" stands where nobody else speaks: a ministry's is its state's.

    Returns
    -------
    list of Mention
        In order of their place. Names inside names are kept; plural references give one mention an actor, on the same words.

    Examples
    --------
    >>> from geoanalysis.reading.gazetteer import load_gazetteer
    >>> from geoanalysis.reading.language import parse
    >>> doc = next(parse(["Iranian Foreign Minister Javad Zarif visited Iraq."]))
    >>> [mention.name for mention in find_mentions(doc, load_gazetteer())]
    ['Iran', 'Javad Zarif', 'Iraq']
    """
    nouns = load_nouns()
    seen = view(doc)
    if not seen.words:
        return []
    gazetteer = at_date(gazetteer, published)
    detach_datelines(seen)
    fill_subjects(seen)
    free_captives(seen)
    attach_names(seen, nouns)
    named = cut_to_text(seen, find_names(seen, gazetteer, nouns), gazetteer)
    named = chambers(seen, partisans(seen, named, nouns, gazetteer=gazetteer), gazetteer)
    named = sorted(named + bare_surnames(seen, named, nouns), key=_place)
    named = add_titles(seen, named, nouns, gazetteer=gazetteer)
    named = administrations(dated_names(seen, named, gazetteer, published=published), gazetteer)
    named = same_names(seen, named, gazetteer)
    titles = title_tokens(named)
    grouped = [m for m in find_groups(seen, named, nouns, gazetteer=gazetteer) if m.last - 1 not in titles or owns_title(seen, m.last - 1)]
    mentions = find_holders(seen, spelled_out(named + grouped), gazetteer, published=published)
    mentions = resolve(seen, sorted(mentions, key=_place), gazetteer=gazetteer, nouns=nouns, author=issuer(publisher, gazetteer, mentions),
                       published=published)  # fmt: skip
    return sorted(_apart_from_state(seen, mentions), key=_place)


def _apart_from_state(seen: View, mentions: list[Mention]) -> list[Mention]:
    """Let a people be others than its state in a sentence that tells of both: "the Syrian regime bombed the Syrian people"."""
    peoples = [m for m in mentions if m.kind == "state" and m.how == "people" and seen.lower[m.last - 1] == "people"]
    if not peoples:
        return mentions
    told = {(m.actor_id, seen.sentence[m.first]) for m in mentions if m.kind == "state" and m.how not in ("people", "demonym")
            and not m.how.startswith("place")}  # fmt: skip
    others = {m for m in peoples if (m.actor_id, seen.sentence[m.first]) in told}
    return [replace(m, actor_id=slug(m.text), name=m.text, kind="population", number="p") if m in others else m for m in mentions]


def _place(mention: Mention) -> tuple:
    return mention.start, -mention.end, mention.actor_id


def given_mentions(doc: Doc, rows: Iterable[Mapping[str, object]]) -> list[Mention]:
    """Make mentions of a researcher's own rows (start, end in characters, actor), which are used instead of finding them.

    Raises
    ------
    ValueError
        If a row's characters lie outside the document.
    """
    seen = view(doc)
    mentions = []
    for row in rows:
        start, end, name = int(row["start"]), int(row["end"]), str(row["actor"])
        if not 0 <= start < end <= len(seen.text):
            raise ValueError(f"mention {name!r}: characters {start}–{end} lie outside the document, which has {len(seen.text)}; "
                             "give start and end as Python slices of its text")  # fmt: skip
        first, last = seen.tokens(start, end)
        head = seen.head_of(first, last)
        mentions.append(Mention(start, end, first, last, head, seen.text[start:end], slug(name), name, "", "given", "", first))
    return sorted(mentions, key=_place)


def unresolved(extraction) -> "pd.DataFrame":
    """Rank the names that the gazetteer does not have by how much they weigh, so that a researcher knows which rows to add first.

    Parameters
    ----------
    extraction : Extraction
        What `extract` returned.

    Returns
    -------
    pandas.DataFrame
        actor_id, name, kind, mentions (how often named), documents (in how many), ties (at how many ends of ties), sorted by ties,
        then mentions; no rows when every name is listed.
    """
    import pandas as pd

    from geoanalysis.reading.gazetteer import load_gazetteer

    listed = load_gazetteer().actors
    mentions = extraction.mentions
    named = mentions[~mentions["how"].str.startswith(_UNNAMED) & ~mentions["actor_id"].isin(listed) & (mentions["how"] != "given")]
    counts = named.groupby("actor_id").agg(mentions=("doc_id", "size"), documents=("doc_id", "nunique"))
    table = extraction.actors[["actor_id", "name", "kind"]].merge(counts, left_on="actor_id", right_index=True)
    ends = pd.concat([extraction.ties["source"], extraction.ties["target"]]).value_counts()
    by_either = table["actor_id"].map(ends).fillna(0) + table["name"].where(table["name"] != table["actor_id"]).map(ends).fillna(0)
    table = table.assign(ties=by_either.astype("int64"))
    return table.sort_values(["ties", "mentions", "actor_id"], ascending=[False, False, True]).reset_index(drop=True)
