"""nginx, Caddy and Apache as real processes, with the configuration that `seedfeed hosting` prints."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.rules.site import Site

_APACHE_MODULES = (
    "mpm_event", "authz_core", "alias", "autoindex", "deflate", "dir", "filter", "headers", "mime", "rewrite",
)  # fmt: skip
_APACHE_FOLDER = Path("/usr/lib/apache2/modules")
_DEADLINE_S = 20


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class WebServer(NamedTuple):
    """A running server, and the site it serves."""

    name: str
    site: Site
    port: int
    path: str

    def get(self, name: str, **headers: str) -> Answer:
        """Ask for a path below the site's address; of a header's name `_` is written `-`."""
        return self.ask(f"{self.path}{quote(name)}", **headers)

    def ask(self, target: str, **headers: str) -> Answer:
        """Ask for a path of the server."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_DEADLINE_S)) as connection:
            connection.request("GET", target, headers={"Accept-Encoding": "identity", **sent})
            response = connection.getresponse()
            found = response.headers
            # Of a header that was sent twice it would say the first value alone.
            doubled = {name for name in found if len(found.get_all(name, [])) > 1}
            assert doubled == set(), f"sent twice: {doubled}"
            return Answer(response.status, found, response.read())


def find_program(name: str, package: str) -> str:
    """Return where a program is; CI must have it, elsewhere the test is skipped."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        assert "CI" not in os.environ, f"{name} is missing: apt install {package}"
        pytest.skip(f"needs {name}: apt install {package}")
    return found


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def print_hosting(server: str, root: Path) -> str:
    """Return what `seedfeed hosting` prints in a folder."""
    command = [sys.executable, "-m", "seedfeed", "hosting", server]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def wrap_nginx(printed: str, folder: Path) -> list[str]:
    """Give nginx what stands around a server block, without its master process."""
    (folder / "site.conf").write_text(printed, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    outer = f"{temporary}access_log off;\ninclude {folder}/site.conf;"
    start = f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\n"
    (folder / "nginx.conf").write_text(f"{start}events {{}}\nhttp {{\n{outer}\n}}\n", encoding="utf-8")
    return [find_program("nginx", "nginx"), "-p", str(folder), "-e", "stderr", "-c", f"{folder}/nginx.conf"]


def wrap_caddy(printed: str, folder: Path) -> list[str]:
    """Give Caddy its printed file, without the port at which it takes orders."""
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n\n{printed}", "utf-8")
    program = find_program("caddy", "caddy")
    return [program, "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


def wrap_apache(printed: str, folder: Path) -> list[str]:
    """Give Apache the modules that the printed file names, and those of every Apache."""
    program = find_program("apache2", "apache2")
    (folder / "site.conf").write_text(printed, encoding="utf-8")
    lines = [f"LoadModule {name}_module {_APACHE_FOLDER}/mod_{name}.so" for name in _APACHE_MODULES]
    lines += [f"ServerRoot {folder}", f"PidFile {folder}/pid", "ErrorLog /dev/stderr", "ServerName 127.0.0.1"]
    lines += [f"DefaultRuntimeDir {folder}", "TypesConfig /etc/mime.types", "StartServers 1"]
    lines += ["<Directory />", "Require all denied", "</Directory>"]
    lines += ["User nobody", "Group nogroup"] if os.getuid() == 0 else []
    lines += [f"Include {folder}/site.conf", ""]
    (folder / "apache.conf").write_text("\n".join(lines), encoding="utf-8")
    return [program, "-D", "FOREGROUND", "-f", f"{folder}/apache.conf"]


Wrap = Callable[[str, Path], list[str]]
WRAPS: Mapping[str, Wrap] = {"nginx": wrap_nginx, "caddy": wrap_caddy, "apache": wrap_apache}


@contextmanager
def run_server(  # noqa: PLR0913 - what a site and its server are made from
    name: str,
    root: Path,
    path: str = "/",
    *,
    folder: str = "site",
    wrap: Wrap | None = None,
    settings: str = "",
) -> Iterator[WebServer]:
    """Publish a site below `path` of a free port and serve it with what is printed for it.

    Args:
        folder: the name of the folder of SEEDS and FEEDS.
        root: where that and the server's own files go; any user must be able to read it, for Apache
            does not serve as root.
        settings: more of them, for the top of the file.
    """
    port = free_port()
    site = Site(root / folder)
    site.configure(f'{settings}[site]\nurl = "http://127.0.0.1:{port}{quote(path)}"\ntitle = "News"\n')
    site.fill(4)
    site.build()
    own = root / "server"
    own.mkdir()
    command = (wrap or WRAPS[name])(print_hosting(name, site.root), own)
    homes = {key: str(own) for key in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (own / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **homes})
    try:
        _wait_for(port, process, own / "log")
        yield WebServer(name, site, port, quote(path))
    finally:
        process.terminate()
        process.wait(_DEADLINE_S)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server takes connections."""
    deadline = time.monotonic() + _DEADLINE_S
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "it takes no connection"
            time.sleep(0.02)
        else:
            return
