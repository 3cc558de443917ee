"""A schedule for `seedfeed build`, as text for cron, systemd or GitHub. Writes no file, starts nothing.

What is said stands in `data/schedule`; here is what depends on the site and the machine: paths, and how each
scheduler quotes them; the minute, which is the site's own, so that not all sites of the world build at :00.
"""

import hashlib
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from seedfeed.environment import STATE_NAME
from seedfeed.errors import ConfigError
from seedfeed.filling import absolute_path, check_printable, fill
from seedfeed.hosting import escape_filter, find_repository
from seedfeed.text import slug

MINUTES_OF_AN_HOUR = 60
_GITHUB_LEAST_MINUTES = 5  # GitHub starts no workflow more often
# Debian's cron leaves a crontab line out whose command is longer (MAX_COMMAND 1000).
_CRON_LONGEST = 990
_CRON_PARTS = re.compile(r"[%\\']|[^%\\']+")
# What ProtectHome= and PrivateTmp= take out of sight (systemd.exec(5)).
_HOMES = ("/home/", "/root/", "/run/user/")
_TEMPORARY = ("/tmp/", "/var/tmp/")  # noqa: S108 - not to write there, but to see whether SEEDS is there


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be run, where, and how often.

    Attributes:
        folder: where the command is run; SEEDS, FEEDS and the others are as its user types them there.
        program: the words that start this seedfeed; the first is an absolute path.
        places: folders that the program is read from.
        identity: what the minute is derived from; stays as long as the site is the same site.
        name: what units and files are called after; letters, digits and hyphens.
        user: the account that owns what is written.
        pings: whether a run talks to WebSub hubs.
        every: minutes between two runs; absent where the scheduler's own default is good.
    """

    folder: Path
    seeds: Path
    feeds: Path
    config: Path | None
    state: Path | None
    program: tuple[str, ...]
    places: tuple[str, ...]
    identity: str
    name: str
    user: str
    pings: bool
    every: int | None


def format_schedule(scheduler: str, plan: Plan) -> str:
    """Return the schedule for a scheduler, one of SCHEDULERS.

    Raises:
        ConfigError: the scheduler has no way to write such a path or interval.
    """
    for word in _words(plan):
        check_printable(word)
    return fill(f"schedule/{scheduler}", SCHEDULERS[scheduler](plan))


def name_of(site_url: str | None, folder: Path) -> str:
    """Return what units are called after: the site's address where it is stated, else its folder."""
    stated = "" if site_url is None else site_url.partition("//")[2]
    return "-".join(["seedfeed", *filter(None, [slug(stated or folder.name)])])


def minute_of(identity: str, every: int) -> int:
    """Return the minute below `every` that is a site's own, always the same."""
    digest = hashlib.blake2b(identity.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % every


def _words(plan: Plan) -> list[str]:
    """Return the command, word by word, as it is run in the plan's folder."""
    words = [*plan.program, "build", "-q"]
    if plan.config is not None:
        words += ["--config", _argument(plan.config)]
    if plan.state is not None:
        words += ["--state", _argument(plan.state)]
    return [*words, _argument(plan.seeds), _argument(plan.feeds)]


def _argument(path: Path) -> str:
    """Return a path that no command takes for an option."""
    text = str(path)
    return f"./{text}" if text.startswith("-") else text


# ---- cron -----------------------------------------------------------------------------------------


def _cron(plan: Plan) -> dict[str, object]:
    every = plan.every or 15
    minute = minute_of(plan.identity, every)
    words = " ".join(_quote_for_cron(word) for word in _words(plan))
    command = f"cd {_quote_for_cron(absolute_path(plan.folder))} && {words}"
    if len(command.encode()) > _CRON_LONGEST:
        what = f"a command of {len(command.encode())} bytes, cron takes {_CRON_LONGEST}; give shorter paths"
        raise ConfigError(str(plan.folder), what)
    return {"minutes": _cron_minutes(minute, every), "command": command}


def _cron_minutes(minute: int, every: int) -> str:
    """Return cron's first field: every so many minutes, from this one on."""
    if every == MINUTES_OF_AN_HOUR:
        return str(minute)
    return "*" if every == 1 else f"{minute}-59/{every}"


def _quote_for_cron(word: str) -> str:
    r"""Return a word quoted for the shell, and then for cron, which ends a command at a `%` without `\`.

    Whether cron takes the first of two backslashes differs, so a quote follows each that is not cron's own.
    """
    written = {"%": r"\%", "\\": r"'\'", "'": '"\'"'}
    return "".join(written.get(part) or shlex.quote(part) for part in _CRON_PARTS.findall(word))


# ---- systemd --------------------------------------------------------------------------------------


def _systemd(plan: Plan) -> dict[str, object]:
    """Return what the units need: paths in double quotes, where a unit has them, and `%` twice everywhere."""
    every = plan.every or 15
    minute = minute_of(plan.identity, every)
    seeds, feeds = absolute_path(plan.seeds), absolute_path(plan.feeds)
    state = absolute_path(plan.state or plan.seeds / STATE_NAME)
    folder = absolute_path(plan.folder)
    if folder[-1] in "\\ ":
        what = f"systemd cannot hold a path that ends with {folder[-1]!r}; give the folder another name"
        raise ConfigError(folder, what)
    read = [folder, seeds, feeds, state, *plan.places, *([absolute_path(plan.config)] if plan.config else [])]
    words = _words(plan)
    # Its own word is the one in which systemd takes no `$$`.
    words = ["/usr/bin/env", *words] if "$" in words[0] else words
    return {
        "name": plan.name,
        "calendar": f"*:{minute:02}" if every == MINUTES_OF_AN_HOUR else f"*:{minute:02}/{every}",
        "user": plan.user.replace("%", "%%"),
        "folder": folder.replace("%", "%%"),
        "command": _quote_words(words),
        "make_folders": _quote_words(["runuser", "-u", plan.user, "--", "mkdir", "-p", "--", feeds, state]),
        "seeds": _quote_for_systemd(seeds),
        "written": " ".join(_quote_for_systemd(path) for path in (feeds, state)),
        "pings": plan.pings,
        "reads_homes": _stands_in(_HOMES, read),
        "reads_temporary": _stands_in(_TEMPORARY, read),
    }


def _stands_in(folders: tuple[str, ...], paths: list[str]) -> bool:
    """Tell whether any path is below one of these folders, as it is written or as its links lead."""
    return any(f"{form}/".startswith(folders) for path in paths for form in (path, str(Path(path).resolve())))


def _quote_for_systemd(path: str) -> str:
    """Return a path as a word of a unit's list of paths."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _quote_words(words: list[str]) -> str:
    """Return a command line of a unit, where `$` begins a variable in all words but the first."""
    return " ".join(_quote_for_systemd(word).replace("$", "$$") for word in words)


# ---- GitHub ---------------------------------------------------------------------------------------


def _github(plan: Plan) -> dict[str, object]:
    """Return what the workflow needs: paths in the repository, quoted for the shell or for YAML."""
    import json

    every = plan.every or MINUTES_OF_AN_HOUR
    if every < _GITHUB_LEAST_MINUTES:
        raise ConfigError("--every", f"GitHub takes {_GITHUB_LEAST_MINUTES} minutes or more, got {every}")
    root = find_repository(Path(absolute_path(plan.seeds)))
    seeds, feeds = _in_repository(plan.seeds, root), _in_repository(plan.feeds, root)
    config = [] if plan.config is None else ["--config", _in_repository(plan.config, root)]
    pattern = escape_filter(seeds) + "/**" if seeds != "." else "**"
    return {
        "minutes": _cron_minutes(minute_of(plan.identity, every), every),
        "pattern": json.dumps(pattern, ensure_ascii=False),
        "feeds": shlex.quote(f"./{feeds}"),
        "command": shlex.join(["seedfeed", "build", *config, seeds, feeds]),
        "package": "." if _is_this_project(root) else "seedfeed",
    }


def _in_repository(path: Path, root: Path) -> str:
    """Return a path relative to the top of the repository.

    Raises:
        ConfigError: it is elsewhere, where a fresh clone has nothing; or cannot stand in a workflow.
    """
    whole = Path(absolute_path(path))
    if not whole.is_relative_to(root):
        raise ConfigError(str(path), f"expected a path in the repository {root}, all that GitHub has")
    inside = whole.relative_to(root).as_posix()
    escape_filter(inside)
    return f"./{inside}" if inside.startswith("-") else inside


def _is_this_project(root: Path) -> bool:
    """Tell whether the repository is seedfeed's own, which is then installed from itself."""
    import tomllib

    try:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
        return bool(tomllib.loads(text).get("project", {}).get("name") == "seedfeed")
    except (OSError, ValueError):
        return False


SCHEDULERS: Mapping[str, Callable[[Plan], dict[str, object]]] = {
    "cron": _cron,
    "systemd": _systemd,
    "github": _github,
}
