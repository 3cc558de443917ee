"""A visit to the pages: what is opened, what the browser asked for, and what it complained of."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Visit:
    """One visitor's windows.

    Attributes:
        address: of the site; ends in `/`.
        feeds: FEEDS.
        complaints: what stood on the console as an error or warning.
        requests: every address that was asked for.
    """

    def __init__(self, browser: Any, address: str, feeds: Path) -> None:  # noqa: ANN401 - Playwright has no stubs here
        self._browser = browser
        self._contexts: list[Any] = []
        self.address = address
        self.feeds = feeds
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(self, path: str, *, width: int = 1280, host: str | None = None, **options: Any) -> Any:  # noqa: ANN401
        """Open a page in a window of its own.

        Args:
            width: in pixels.
            host: another name of this machine.
            options: of the window, as Playwright has them.
        """
        context = self._browser.new_context(viewport={"width": width, "height": 900}, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        address = self.address if host is None else self.address.replace("127.0.0.1", host)
        page.goto(address + path)
        return page

    def _hear(self, message: Any) -> None:  # noqa: ANN401 - Playwright's
        # A browser asks a host for its icon when it shows what cannot name one, such as a feed.
        if urlsplit(message.location.get("url", "")).path != "/favicon.ico":
            self.complaints += [message.text] if message.type in {"error", "warning"} else []

    def find(self, pattern: str) -> str:
        """Return the path of the one file below FEEDS that a pattern names."""
        (path,) = self.feeds.glob(pattern)
        return path.relative_to(self.feeds).as_posix()

    def leave(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()
