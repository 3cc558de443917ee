"""Reading: a folder of files -> `Article`, or an error that says why not. The only public door is here.

Nothing is understood here: text is decoded and made XML-legal, front matter and sidecar are set apart.
"""

from seedfeed.read.article import read_article
from seedfeed.read.scan import Scan, find_sidecar, newest_mtime_ns, scan_folder

__all__ = ["Scan", "find_sidecar", "newest_mtime_ns", "read_article", "scan_folder"]
