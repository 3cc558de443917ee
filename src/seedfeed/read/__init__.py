"""Reading: a folder of files -> `Article`, or an error that says why not. The only public door is here.

Nothing is understood here: text is decoded and made XML-legal, front matter and sidecar are set apart.
"""

from seedfeed.read.article import load_article, parse_article, read_article, take_article
from seedfeed.read.messages import list_messages, list_subjects
from seedfeed.read.names import is_mailbox, split_message
from seedfeed.read.scan import (
    Scan,
    find_sidecar,
    scan_folder,
    sort_look,
)

__all__ = [
    "Scan",
    "find_sidecar",
    "is_mailbox",
    "list_messages",
    "list_subjects",
    "load_article",
    "parse_article",
    "read_article",
    "scan_folder",
    "sort_look",
    "split_message",
    "take_article",
]
