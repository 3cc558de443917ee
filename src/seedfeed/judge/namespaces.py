"""The namespaces that the judge knows, and how their tags are written."""

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS_1_0 = "http://purl.org/rss/1.0/"
RSS_0_90 = "http://my.netscape.com/rdf/simple/0.9/"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
SLASH = "http://purl.org/rss/1.0/modules/slash/"
MEDIA = "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def tag(namespace: str, name: str) -> str:
    """Return an element's tag as lxml has it."""
    return f"{{{namespace}}}{name}"
