"""From news articles to influence graphs that can be defended: the public names, each loaded when first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoanalysis.network.belief import beliefs as beliefs
    from geoanalysis.network.exchange import export as export
    from geoanalysis.network.exchange import read_ties as read_ties
    from geoanalysis.network.graph import claims_graph as claims_graph
    from geoanalysis.network.graph import influence_graph as influence_graph
    from geoanalysis.network.graph import signed_graph as signed_graph
    from geoanalysis.network.influence import channels as channels
    from geoanalysis.network.influence import influence as influence
    from geoanalysis.network.influence import pagerank as pagerank
    from geoanalysis.network.influence import strength as strength
    from geoanalysis.network.robustness import rank_intervals as rank_intervals
    from geoanalysis.network.robustness import weight_sensitivity as weight_sensitivity
    from geoanalysis.network.structure import balance as balance
    from geoanalysis.network.structure import brokerage as brokerage
    from geoanalysis.network.structure import camps as camps
    from geoanalysis.network.structure import communities as communities
    from geoanalysis.network.structure import triads as triads
    from geoanalysis.network.time import before_after as before_after
    from geoanalysis.network.time import change as change
    from geoanalysis.network.time import over_time as over_time
    from geoanalysis.network.time import since_when as since_when
    from geoanalysis.network.time import slices as slices
    from geoanalysis.network.weights import tie_weights as tie_weights
    from geoanalysis.reading.actors import unresolved as unresolved
    from geoanalysis.reading.corpus import read_documents as read_documents
    from geoanalysis.reading.corrections import apply_corrections as apply_corrections
    from geoanalysis.reading.extraction import Extraction as Extraction
    from geoanalysis.reading.extraction import extract as extract
    from geoanalysis.showing.explorer import evidence_table as evidence_table
    from geoanalysis.showing.explorer import explore as explore
    from geoanalysis.showing.figures import draw_network as draw_network
    from geoanalysis.showing.figures import draw_ranking as draw_ranking
    from geoanalysis.showing.figures import draw_timeline as draw_timeline
    from geoanalysis.showing.report import write_reports as write_reports
    from geoanalysis.tables import read_tables as read_tables

#: Where each public name is defined; a name is imported when it is first asked for, so that importing loads nothing.
_HOME = {
    "read_documents": "reading.corpus",
    "extract": "reading.extraction",
    "Extraction": "reading.extraction",
    "apply_corrections": "reading.corrections",
    "unresolved": "reading.actors",
    "claims_graph": "network.graph",
    "influence_graph": "network.graph",
    "influence": "network.influence",
    "channels": "network.influence",
    "rank_intervals": "network.robustness",
    "tie_weights": "network.weights",
    "signed_graph": "network.graph",
    "beliefs": "network.belief",
    "strength": "network.influence",
    "pagerank": "network.influence",
    "brokerage": "network.structure",
    "communities": "network.structure",
    "triads": "network.structure",
    "balance": "network.structure",
    "camps": "network.structure",
    "slices": "network.time",
    "over_time": "network.time",
    "before_after": "network.time",
    "change": "network.time",
    "since_when": "network.time",
    "weight_sensitivity": "network.robustness",
    "read_ties": "network.exchange",
    "export": "network.exchange",
    "draw_network": "showing.figures",
    "draw_ranking": "showing.figures",
    "draw_timeline": "showing.figures",
    "explore": "showing.explorer",
    "evidence_table": "showing.explorer",
    "write_reports": "showing.report",
    "read_tables": "tables",
}

__version__ = "0.1.0"
__all__ = [*_HOME]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"geoanalysis has no {name!r}; it has {', '.join(sorted(_HOME))}")
    return getattr(import_module(f"geoanalysis.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *_HOME})
