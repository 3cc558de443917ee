"""The ledger and its rows. The only public door is here."""

from seedfeed.rows import (
    AdoptedRow,
    FeedRow,
    FileRow,
    Membership,
    Output,
    TraceRow,
    format_problem,
    parse_problem,
)
from seedfeed.state.connection import LedgerDamagedError, has_ledger
from seedfeed.state.entries import LedgerEntries
from seedfeed.state.ledger import LEDGER_NAME, Ledger, memberships_of

__all__ = [
    "LEDGER_NAME",
    "AdoptedRow",
    "FeedRow",
    "FileRow",
    "Ledger",
    "LedgerDamagedError",
    "LedgerEntries",
    "Membership",
    "Output",
    "TraceRow",
    "format_problem",
    "has_ledger",
    "memberships_of",
    "parse_problem",
]
