"""Open pages reload themselves after a build: a script in the page, and a stream of builds to listen to.

Both have addresses below `/.seedfeed/`, where no file is ever served from, and exist only with `--watch`. A
policy that a page states is not sent along: the server's own stands for it, and lets the script listen.
"""

import os
import re
from threading import Condition

FOLDER = "/.seedfeed/"
SCRIPT_PATH = f"{FOLDER}reload.js"
BUILDS_PATH = f"{FOLDER}builds"
# A page that is not seen does not listen: a browser opens six connections to a host, and no more.
SCRIPT = f"""\
"use strict";
{{
  const shown = new URL(document.currentScript.src).searchParams.get("build");
  let builds = null;
  const listen = () => {{
    builds?.close();
    builds = null;
    if (document.hidden) return;
    builds = new EventSource("{BUILDS_PATH}");
    builds.onmessage = (event) => {{
      if (event.data !== shown) {{
        builds.close();
        location.reload();
      }}
    }};
  }};
  document.addEventListener("visibilitychange", listen);
  listen();
}}
""".encode()
_POLICY = re.compile(rb"""<meta\s+http-equiv=["']?Content-Security-Policy[^>]*>""", re.IGNORECASE)
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)


class Builds:
    """The builds so far, which those who show one of them can wait on."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = Condition()

    @property
    def current(self) -> str:
        """The name of the latest build; that of another process has another."""
        return f"{os.getpid()}-{self._number}"

    def announce(self) -> None:
        """Say that there is a new one."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait_for_other(self, shown: str, timeout_s: float) -> str:
        """Return the latest build as soon as it is another than the one shown, or when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.current != shown, timeout_s)
            return self.current


def add_script(page: bytes, build: str) -> bytes:
    """Return a page that reloads itself when there is a build after this one."""
    script = f'<script src="{SCRIPT_PATH}?build={build}"></script>'.encode()
    page = _POLICY.sub(b"", page)
    head = _HEAD.search(page)
    return page + script if head is None else page[: head.end()] + script + page[head.end() :]
