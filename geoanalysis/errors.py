"""The exceptions of the package: each says what was given, where, what is allowed, and the cure."""


class GeoanalysisError(Exception):
    """Base of all errors that a user of the package can cause and cure; the command line prints them as one line."""


class CorpusError(GeoanalysisError):
    """The documents cannot be read: a path, a file, an encoding or documents.csv is at fault."""


class PipelineError(GeoanalysisError):
    """The language pipeline is missing or is not the kind that the grammar was written for."""


class DataError(GeoanalysisError):
    """A data file (actors, aliases, offices, lexicon, tie types) breaks its own rules."""


class TableError(GeoanalysisError):
    """A table lacks a column or holds a cell that its specification does not allow."""


class CorrectionError(GeoanalysisError):
    """A line of a researcher's corrections file cannot be understood."""


class ParameterError(GeoanalysisError, ValueError):
    """An argument of a function or an option of the command line is out of its range."""


class ReportError(GeoanalysisError):
    """A notebook cannot be run or rendered."""
