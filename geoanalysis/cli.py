"""The command line: geoanalysis extract | report | export; a user's mistake gets one line and exit status 2."""

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from geoanalysis.errors import GeoanalysisError

FORMATS = ("gexf", "graphml", "json", "csv")


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong option with one line."""

    def error(self, message: str) -> None:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 2 for a user's mistake, 130 when interrupted."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        allowed = [name for action in options.parser._actions for name in action.option_strings[-1:]]
        options.parser.error(f"does not know {' '.join(unknown)}; allowed are {', '.join(allowed)}")
    # A document is too small to share out among threads: they would only wait for each other. Read before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: _say(str(message))
        try:
            options.run(options)
        except GeoanalysisError as error:
            _say(str(error))
            return 2
        except OSError as error:
            _say(f"{error.filename or options.out}: {error.strerror or error}")
            return 2
        except KeyboardInterrupt:
            _say("interrupted; nothing was written")
            return 130
    return 0


def _say(message: str) -> None:
    print("geoanalysis:", " ".join(message.split()), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="geoanalysis", description="From news articles to an influence graph that can be defended.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    extract = commands.add_parser("extract", help="read actors and ties from texts, and write them as tables")
    extract.set_defaults(run=_extract, parser=extract)
    extract.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="a folder, a file or several")
    extract.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the tables")
    _add_reading(extract)
    extract.add_argument("--parquet", action="store_true", help="write each table as Parquet too")
    extract.add_argument("--quiet", action="store_true", help="say nothing but errors")

    report = commands.add_parser("report", help="run the notebooks on the texts, and write one HTML page each")
    report.set_defaults(run=_report, parser=report)
    report.add_argument("texts", nargs="?", type=Path, default=Path("seeds"), metavar="TEXTS", help="folder (seeds)")
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the pages")
    _add_reading(report)

    export = commands.add_parser("export", help="write ties for other programs")
    export.set_defaults(run=_export, parser=export)
    export.add_argument("ties", type=Path, metavar="TIES", help="a table of ties, .csv or .parquet")
    export.add_argument("--format", required=True, choices=FORMATS, help="what to write")
    export.add_argument("--graph", choices=("claims", "influence"), default="claims", help="which graph (claims)")
    export.add_argument("--out", required=True, type=Path, metavar="FILE", help="file to write")
    return parser


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of how texts are read, which tables and reports have in common."""
    parser.add_argument("--mentions", type=Path, metavar="FILE", help="your own mentions: doc_id, start, end, actor")
    parser.add_argument("--corrections", type=Path, metavar="FILE", help="corrections to apply")
    for name in ("actors", "aliases", "offices"):
        parser.add_argument(
            f"--{name}", type=Path, metavar="FILE", help=f"your own {name}, which win over the shipped"
        )
    parser.add_argument("--kinds", metavar="KIND,…", help="kinds of actor to keep, such as person,state")
    parser.add_argument("--min-confidence", type=float, metavar="X", help="refuse ties below it (0.38; with --mentions 0.005)")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline, by name or path")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes to read with (1)")
    parser.add_argument("--dask", metavar="ADDRESS", help="address of a Dask scheduler to read on")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep readings there for the next run")
    parser.add_argument("--date-order", metavar="ORDER", help="DMY, MDY or YMD, for dates not written YYYY-MM-DD")


def _reading(options: argparse.Namespace) -> dict[str, object]:
    """Return these options as `extract` takes them."""
    names = ("pipeline", "mentions", "actors", "aliases", "offices", "min_confidence", "workers", "dask", "cache")
    kinds = [kind.strip() for kind in options.kinds.split(",")] if options.kinds else None
    return {"kinds": kinds, **{name: getattr(options, name) for name in names}}


def _extract(options: argparse.Namespace) -> None:
    from geoanalysis.reading.corpus import check_apart, read_documents

    check_apart(options.texts, options.out)
    documents = read_documents(options.texts, date_order=options.date_order)

    # Loads the parser, for which a wrong path should not have to wait.
    from geoanalysis.reading.corrections import correct, read_corrections
    from geoanalysis.reading.extraction import extract

    if options.corrections:
        read_corrections(options.corrections)
    extraction = extract(documents, **_reading(options), progress=not options.quiet)
    if options.corrections:
        extraction = correct(extraction, options.corrections)
    extraction.save(options.out, parquet=options.parquet)
    whole = int(extraction.refused["start"].isna().sum())
    if whole:
        _say(f"{whole} documents could not be read; {options.out / 'refused.csv'} tells why")
    if not options.quiet:
        print(
            f"{len(extraction.documents)} documents, {len(extraction.actors)} actors, {len(extraction.ties)} ties, "
            f"{len(extraction.refused)} refused: {options.out}"
        )


def _report(options: argparse.Namespace) -> None:
    from geoanalysis.showing.report import write_reports

    write_reports(options.texts, options.out, corrections=options.corrections, date_order=options.date_order,
                  reading=_reading(options))


def _export(options: argparse.Namespace) -> None:
    from geoanalysis.network.exchange import export, read_ties
    from geoanalysis.network.graph import claims_graph, influence_graph

    graph = {"claims": claims_graph, "influence": influence_graph}[options.graph](read_ties(options.ties))
    export(graph, options.out, format=options.format)


if __name__ == "__main__":
    sys.exit(main())
