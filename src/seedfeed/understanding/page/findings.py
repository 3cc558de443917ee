"""What has been found out about a page so far: each field by the rule that found it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seedfeed.model import Metadata

if TYPE_CHECKING:
    from seedfeed.understanding.page.statements import Statements


class Findings:
    """Metadata in the making.

    Attributes:
        statements: what the page states.
        rules: Metadata's fields -> what stated each.
        lines: those whose line in the page's source is known -> that line.
    """

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.rules: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self._values: dict[str, object] = {}

    def add(self, field: str, value: object, rule: str, line: int = 0) -> None:
        """Take a value for a field that has none yet; an empty value is none."""
        if value and field not in self._values:
            self._values[field] = value
            self.rules[field] = rule
            line = line or self.statements.lines.get(rule, 0)
            if line:
                self.lines[field] = line

    def has(self, field: str) -> bool:
        """Tell whether a field has a value."""
        return field in self._values

    def text_of(self, field: str) -> str:
        """Return a field's value, empty where it has none."""
        return str(self._values.get(field, ""))

    def metadata(self) -> Metadata:
        """Return all that was found."""
        return msgspec.convert(self._values, Metadata)
