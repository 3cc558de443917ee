"""Turn a folder of raw articles into RSS, Atom and JSON feeds."""

__version__ = "0.1.0"
