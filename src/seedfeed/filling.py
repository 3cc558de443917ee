"""Templates of `data/` filled in for one folder, and the paths that may stand in them.

Knows no server and no scheduler: whoever fills a template in quotes its values for the language it is in.
"""

from collections.abc import Mapping
from pathlib import Path

from seedfeed.errors import ConfigError


def fill(template: str, values: Mapping[str, object]) -> str:
    """Return a template of `data/` with its blanks filled in; one that nothing is given for is our bug."""
    import jinja2

    folder = Path(__file__).with_name("data")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - no HTML: each value comes quoted for the server or scheduler
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(values)


def absolute_path(path: Path) -> str:
    """Return an absolute path that may stand in a line of text; symbolic links stay, `..` does not.

    Raises:
        ConfigError: it has a line end, another control character, or bytes that are no UTF-8.
    """
    whole = str(path.resolve() if ".." in path.parts else path.absolute())
    check_printable(whole)
    return whole


def check_printable(path: str) -> None:
    """See that a path stays on its line, and is text.

    Raises:
        ConfigError: it does not.
    """
    if not path.isprintable():
        raise ConfigError(repr(path), "expected a path without control characters, in UTF-8")
