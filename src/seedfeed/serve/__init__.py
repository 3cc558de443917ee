"""A preview of FEEDS on 127.0.0.1, as a good web server would send it: types, ETag, 304, gzip.

For one person and their readers, not for the public: it answers this machine alone, without TLS, and holds
each file whole in memory while it is sent.

What flows: a request's path -folder-> File -answer(+conditions, kinds)-> Answer -server-> bytes on a socket.
With `--watch`, `watching` says when to build again and `reloading` tells the open pages.
"""

from seedfeed.serve.reloading import Builds
from seedfeed.serve.server import Server, open_server

__all__ = ["Builds", "Server", "open_server"]
