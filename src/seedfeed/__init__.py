"""Turn a folder of raw articles into RSS, Atom and JSON feeds.

    import seedfeed

    report = seedfeed.build("seeds", "feeds")
    draft = seedfeed.understand(text)

The names in `__all__` stay as they are; the modules below are for seedfeed itself and may change. Each name
is loaded when it is first asked for, so that `import seedfeed` costs next to nothing.
"""

TYPE_CHECKING = False  # as `typing` has it, without its import
if TYPE_CHECKING:
    from seedfeed.api import build, understand
    from seedfeed.errors import (
        ArticleError,
        BusyError,
        CheckError,
        ConfigError,
        PublishError,
        RefusedError,
        SeedfeedError,
        StateError,
    )
    from seedfeed.model import (
        Author,
        Category,
        Draft,
        Duplicate,
        Evidence,
        Media,
        Problem,
        Report,
        Source,
    )

__version__ = "0.1.0"

__all__ = [
    "ArticleError",
    "Author",
    "BusyError",
    "Category",
    "CheckError",
    "ConfigError",
    "Draft",
    "Duplicate",
    "Evidence",
    "Media",
    "Problem",
    "PublishError",
    "RefusedError",
    "Report",
    "SeedfeedError",
    "Source",
    "StateError",
    "__version__",
    "build",
    "understand",
]


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted(__all__)


if not TYPE_CHECKING:  # a checker would take every name for one of ours

    def __getattr__(name: str) -> object:
        """Load a public name (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module 'seedfeed' has no attribute {name!r}")
        from importlib import import_module

        room = "errors" if name.endswith("Error") else "api" if name.islower() else "model"
        value: object = getattr(import_module(f"seedfeed.{room}"), name)
        globals()[name] = value
        return value
