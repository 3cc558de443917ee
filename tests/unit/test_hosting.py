"""What is printed for each server: addresses taken apart, paths quoted or refused, nothing left open."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from seedfeed.cli import main
from seedfeed.errors import ConfigError
from seedfeed.hosting import POLICY, SERVERS, TYPES, escape_filter, format_hosting, parse_address

ADDRESSES = {
    "https://Example.org": ("https", "example.org", None, "/", "/"),
    "https://example.org:443/news/": ("https", "example.org", None, "/news/", "/news/"),
    "http://example.org:8080/": ("http", "example.org", 8080, "/", "/"),
    "http://[::1]:8000/a/": ("http", "[::1]", 8000, "/a/", "/a/"),
    "https://example.org/n%c3%a9e%20news/": ("https", "example.org", None, "/née news/", "/n%C3%A9e%20news/"),
    "https://example.org/$a'b(c)/": ("https", "example.org", None, "/$a'b(c)/", "/%24a%27b%28c%29/"),
}
# What is no address at all has been refused before, with the settings.
BAD_ADDRESSES = [
    "https://example.org/a%0ab/",
    "https://example.org/a%00/",
    "https://example.org/%ff/",
    "https://example.org/../",
    "https://example.org/.git/",
    "https://example.org//",
    "https://example.org/a//b/",
    "https://-example.org/",
    "https://user@example.org/",
]
BAD_NAMES = ["a\nb", "a\tb", "a\x7fb", "a\x1b[2J", "a\udcff", "a\u2028b"]


@pytest.mark.parametrize("url", ADDRESSES)
def test_address_is_taken_apart(url: str) -> None:
    """Scheme, host, a port that is not the scheme's own, and the path, as it is and as it is written."""
    address = parse_address(url)
    found = (address.scheme, address.host, address.port, address.path, address.written_path)
    assert found == ADDRESSES[url]


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_address_that_no_server_can_be_told_is_refused(url: str) -> None:
    """A line end in a path would be a line of the configuration."""
    with pytest.raises(ConfigError, match=r"site\.url: expected"):
        parse_address(url)


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("[::1]", True), ("localhost", True),
     ("127.example.org", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_loopback_is_known(host: str, is_loopback: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Only what this machine alone can reach is listened to there alone."""
    assert parse_address(f"http://{host}/").is_loopback is is_loopback


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
@pytest.mark.parametrize("server", SERVERS)
def test_path_that_leaves_its_line_is_refused(server: str, name: str) -> None:
    """No folder can write a line of a configuration."""
    with pytest.raises(ConfigError, match="expected a path without control characters"):
        format_hosting(server, Path("/srv") / name / "feeds", "https://example.org/")


@pytest.mark.parametrize(
    ("server", "folder", "sign"),
    [("caddy", "/srv/a`b", "`"), ("caddy", "/srv/a{b", "{"), ("caddy", "/srv/b}", "}"),
     ("apache", "/srv/a${HOME}", "${")],
)  # fmt: skip
def test_path_that_a_server_has_no_way_to_write_is_refused(server: str, folder: str, sign: str) -> None:
    """It would stand for something else; the message names the sign."""
    with pytest.raises(ConfigError) as caught:
        format_hosting(server, Path(folder), "https://example.org/")
    assert repr(sign) in str(caught.value)
    assert folder in str(caught.value)


@pytest.mark.parametrize("server", ["netlify", "cloudflare"])
@pytest.mark.parametrize("path", ["/a*b/", "/:name/", "/a%20b/", "/a%23b/"])
def test_path_that_is_a_pattern_in_a_rule_is_refused(server: str, path: str) -> None:
    """A rule's path is a pattern, and there is no way to quote it."""
    with pytest.raises(ConfigError, match=r"site\.url: a rule cannot hold"):
        format_hosting(server, Path("/srv/feeds"), f"https://example.org{path}")


def test_paths_are_quoted_for_nginx() -> None:
    """Quotes and backslashes are escaped, and a dollar sign begins no variable."""
    printed = format_hosting("nginx", Path('/srv/a "b" \\ $c'), "https://example.org/")
    assert 'root "/srv/a \\"b\\" \\\\ ${seedfeed_dollar}c";' in printed
    assert "geo $seedfeed_dollar {" in printed
    assert "geo" not in format_hosting("nginx", Path("/srv/feeds"), "https://example.org/")


def test_directory_of_apache_matches_itself() -> None:
    """`<Directory>` takes a pattern, the folder's own address does not."""
    printed = format_hosting("apache", Path("/srv/a*b[c]?\\"), "https://example.org/")
    assert 'DocumentRoot "/srv/a*b[c]?\\\\"' in printed
    assert '<Directory "/srv/a[*]b[[]c][?]\\\\\\\\">' in printed


@pytest.mark.parametrize("server", ["netlify", "cloudflare"])
@pytest.mark.parametrize("path", ["/", "/news/"])
def test_rules_say_no_header_twice_for_one_file(server: str, path: str) -> None:
    """Both hosts would join the two values with a comma; and they stay within Cloudflare's limits."""
    rules = rules_of(format_hosting(server, Path("/srv/feeds"), f"https://example.org{path}"))
    assert rules[f"{path}*"]["Content-Security-Policy"] == POLICY
    for ending, kind in TYPES.items():
        own = rules[f"{path}*.{ending}"]
        assert own["Content-Type"] == kind
        assert not own.keys() & rules[f"{path}*"].keys()
    assert len(rules) == 1 + len(TYPES) < 100
    assert max(len(line) for rule in rules.values() for line in rule.values()) < 2000


def rules_of(printed: str) -> dict[str, dict[str, str]]:
    """Return the headers of each rule of a `_headers` file."""
    rules: dict[str, dict[str, str]] = {}
    for line in printed.splitlines():
        if line.startswith("/"):
            rules[line] = rule = {}
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rule
            rule[name] = value
        else:
            assert not line or line.startswith("#")
    return rules


@pytest.mark.parametrize("name", ["feeds", 'a "b" \\ : # c', "größe*"])
def test_workflow_for_github_publishes_feeds(tmp_path: Path, name: str) -> None:
    """It is YAML, takes FEEDS as it is called in the repository, and runs when the building one has ended."""
    (tmp_path / ".git").mkdir()
    printed = format_hosting("github", tmp_path / "site" / name, "https://example.org/")
    # YAML 1.1 takes the key `on` for true.
    workflow: dict[Any, Any] = yaml.safe_load(printed)
    upload = workflow["jobs"]["deploy"]["steps"][1]
    assert upload["with"]["path"] == f"site/{name}"
    assert workflow[True]["push"]["paths"] == [f"{escape_filter(f'site/{name}')}/**"]
    assert workflow[True]["workflow_run"] == {"workflows": ["seedfeed"], "types": ["completed"]}
    assert "example.org" in printed.partition("\nname:")[0]


def test_expression_of_github_is_refused(tmp_path: Path) -> None:
    """A folder's name is no place for code."""
    (tmp_path / ".git").mkdir()
    with pytest.raises(ConfigError, match="for an expression; give the folder"):
        format_hosting("github", tmp_path / "${{ secrets }}", "https://example.org/")


@pytest.mark.parametrize("server", SERVERS)
def test_command_prints_the_configuration_alone(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stdout can go into a file; where the address is not stated, stderr says what to set."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    assert main(["hosting", server]) == 0
    told = capsys.readouterr()
    assert "127.0.0.1" in told.out
    assert told.err.startswith("seedfeed: seeds/seedfeed.toml: set site.url to the public address of FEEDS")
    settings = tmp_path / "seeds" / "seedfeed.toml"
    settings.write_text('[site]\nurl = "https://example.org/"\n', encoding="ascii")
    assert main(["hosting", server]) == 0
    told = capsys.readouterr()
    assert "https://example.org/" in told.out
    assert told.err == ""
    assert "{{" not in told.out.replace("${{", "")
    assert "{%" not in told.out


def test_command_with_folders_of_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """FEEDS is printed as the absolute path it is, and settings are taken from where they are said to be."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.toml").write_text('[site]\nurl = "https://example.org/a/"\n', encoding="ascii")
    assert main(["hosting", "nginx", "public/feeds", "--config", "my.toml"]) == 0
    assert f'alias "{tmp_path}/public/feeds/";' in capsys.readouterr().out
    assert main(["hosting", "nginx", "public/../other", "--config", "my.toml"]) == 0
    assert f'alias "{tmp_path}/other/";' in capsys.readouterr().out


def test_same_folder_same_bytes(tmp_path: Path) -> None:
    """What is printed can be compared with what is installed."""
    command = [sys.executable, "-m", "seedfeed", "hosting", "apache"]
    first, second = (subprocess.run(command, cwd=tmp_path, check=True, capture_output=True) for _ in "ab")
    assert first.stdout == second.stdout
