"""On which line of a JSON text a value stands: a second look, taken only when there is something to tell.

The JSON library gives values and no lines. This walks the signs of a text that is known to be JSON.
"""

import json
import re
from collections.abc import Collection
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
# A string; a sign; a number or word.
_SIGN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:\n]|[^\s\[\]{},:"]++')


def find_lines(text: str, wanted: Collection[Path]) -> dict[Path, int]:
    """Return the lines, from 1, on which the values at these paths begin, as far as they are there."""
    deepest = max(map(len, wanted), default=0)
    left = set(wanted) - {()}
    walk = _Walk(deepest)
    found: dict[Path, int] = {(): 1}
    for sign in _SIGN.finditer(text):
        path = walk.step(sign[0])
        if path is not None and path in left:
            found[path] = walk.line
            left.remove(path)
        if not left:
            break
    return found


class _Walk:
    """Where in a text one is, sign by sign."""

    def __init__(self, deepest: int) -> None:
        self.line = 1
        self._deepest = deepest
        # The names and numbers that lead here, and of each place around, whether it is an object.
        self._path: list[str | int] = []
        self._is_object: list[bool] = []
        self._awaits = False  # a name, or an entry of a list

    def step(self, sign: str) -> Path | None:
        """Go on by one sign, and return the path of what begins with it: a member or an entry of a list."""
        if sign == "\n":
            self.line += 1
            return None
        began = self._begin(sign) if self._awaits and sign not in "}]" else None
        if sign in "{[":
            self._is_object.append(sign == "{")
            self._path.append("" if sign == "{" else 0)
            self._awaits = True
        elif sign in "}]":
            self._is_object.pop()
            self._path.pop()
            self._awaits = False
        elif sign == ",":
            self._awaits = True
            if not self._is_object[-1]:
                self._path[-1] = int(self._path[-1]) + 1
        return began

    def _begin(self, sign: str) -> Path | None:
        self._awaits = False
        if len(self._path) > self._deepest:
            return None
        if self._is_object[-1]:
            self._path[-1] = str(json.loads(sign))
        return tuple(self._path)
