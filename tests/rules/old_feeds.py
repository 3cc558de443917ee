"""Feeds as other programs write them, small: each holds the article of the harbour and one more.

What is odd in them is odd in the feeds of these programs.
"""

SITE = "https://heron.example/"

WORDPRESS = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
\t<title>The Heron</title>
\t<atom:link href="https://heron.example/feed/" rel="self" type="application/rss+xml" />
\t<link>https://heron.example</link>
\t<description>News of the harbour</description>
\t<lastBuildDate>Fri, 22 Jun 2012 08:00:00 +0000</lastBuildDate>
\t<image><url>https://heron.example/i.png</url><title>The Heron</title><link>https://heron.example</link></image>
\t<item>
\t\t<title>The harbour&#8217;s &#8220;new&#8221; wall &#038; gate</title>
\t\t<link>https://heron.example/2012/06/harbour-wall/</link>
\t\t<comments>https://heron.example/2012/06/harbour-wall/#respond</comments>
\t\t<dc:creator><![CDATA[Ann Example]]></dc:creator>
\t\t<pubDate>Thu, 21 Jun 2012 10:00:00 +0000</pubDate>
\t\t<category><![CDATA[Harbour]]></category>
\t\t<guid isPermaLink="false">https://heron.example/?p=123</guid>
\t\t<description><![CDATA[<p>A wall &#8230; <a href="https://heron.example/">more</a></p>]]></description>
\t\t<content:encoded><![CDATA[<title>no title</title><guid>no guid</guid>]]></content:encoded>
\t\t<slash:comments>4</slash:comments>
\t</item>
\t<item>
\t\t<title><![CDATA[Salt & light]]></title>
\t\t<link>https://heron.example/2012/05/salt/?utm_source=rss&#038;utm_medium=rss&#038;utm_campaign=salt</link>
\t\t<pubDate>Mon, 21 May 2012 12:30:00 +0200</pubDate>
\t\t<guid isPermaLink="false">http://heron.example/?p=99&#038;preview=1</guid>
\t</item>
</channel>
</rss>
"""

HUGO = b"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>The Heron</title>
    <link>https://heron.example/</link>
    <generator>Hugo</generator>
    <atom:link href="https://heron.example/index.xml" rel="self" type="application/rss+xml" />
    <item>
      <title>The harbour&rsquo;s new wall</title>
      <link>https://heron.example/posts/harbour-wall/</link>
      <pubDate>Thu, 21 Jun 2012 00:00:00 +0000</pubDate>
      <guid>https://heron.example/posts/harbour-wall/</guid>
      <description>&lt;p&gt;A wall.&lt;/p&gt;</description>
    </item>
    <item>
      <title>Salt &amp;amp; light</title>
      <pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate>
      <guid>https://heron.example/posts/salt/</guid>
    </item>
  </channel>
</rss>
""".replace(b"&rsquo;", b"&#39;")

JEKYLL = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<generator uri="https://jekyllrb.com/" version="4.3.2">Jekyll</generator>
<link href="https://heron.example/feed.xml" rel="self" type="application/atom+xml" />
<link href="https://heron.example/" rel="alternate" type="text/html" hreflang="en" />
<updated>2012-06-22T08:00:00+00:00</updated><id>https://heron.example/feed.xml</id>
<title type="html">The Heron</title>
<entry><title type="html">The harbour’s “new” wall &amp;amp; &lt;em&gt;gate&lt;/em&gt;</title>
<link href="https://heron.example/2012/06/harbour-wall/" rel="alternate" type="text/html" title="x" />
<published>2012-06-21T10:00:00+00:00</published><updated>2012-06-22T08:00:00+00:00</updated>
<id>https://heron.example/2012/06/harbour-wall</id>
<content type="html"><![CDATA[<p>A wall.</p>]]></content>
<author><name>Ann Example</name></author></entry>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Salt &amp; <i>light</i></div></title>
<link href="2012/05/salt" /><updated>2012-05-21T10:30:00+00:00</updated>
<id>/2012/05/salt</id>
<source><id>urn:x:other</id><title>Other</title></source></entry>
</feed>
""".encode()

BLOGGER = b"""<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="http://www.blogger.com/styles/atom.css"
 type="text/css"?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>tag:blogger.com,1999:blog-77</id><updated>2012-06-22T01:00:00.000-07:00</updated>
<title type='text'>The Heron</title>
<link rel='alternate' type='text/html' href='http://heron.blogspot.example/'/>
<entry><id>tag:blogger.com,1999:blog-77.post-123</id>
<published>2012-06-21T03:00:00.000-07:00</published><updated>2012-06-22T01:00:00.512-07:00</updated>
<title type='text'>The harbour wall</title><content type='html'>&lt;br /&gt;</content>
<link rel='replies' type='application/atom+xml' href='http://heron.blogspot.example/feeds/123/comments'/>
<link rel='edit' type='application/atom+xml' href='http://www.blogger.com/feeds/77/posts/default/123'/>
<link rel='self' type='application/atom+xml' href='http://www.blogger.com/feeds/77/posts/default/123'/>
<link rel='alternate' type='text/html' href='http://heron.blogspot.example/2012/06/wall.html' title='w'/>
</entry></feed>
"""

PELICAN = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Heron</title>
<link href="https://heron.example/" rel="alternate"></link>
<link href="https://heron.example/feeds/all.atom.xml" rel="self"></link>
<id>https://heron.example/</id><updated>2012-06-21T12:00:00+02:00</updated>
<entry><title>The harbour wall</title>
<link href="https://heron.example/harbour-wall.html" rel="alternate"></link>
<published>2012-06-21T12:00:00+02:00</published><updated>2012-06-21T12:00:00+02:00</updated>
<author><name>Ann</name></author><id>tag:heron.example,2012-06-21:/harbour-wall.html</id>
<summary type="html">&lt;p&gt;A wall.&lt;/p&gt;</summary><category term="harbour"></category></entry></feed>
"""

GHOST = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title><![CDATA[The Heron]]></title><link>https://heron.example/</link><generator>Ghost 5.0</generator>
<item><title><![CDATA[The harbour wall]]></title><link>https://heron.example/harbour-wall/</link>
<guid isPermaLink="false">5fe1c0ffee5fe1c0ffee0001</guid><pubDate>Thu, 21 Jun 2012 10:00:00 GMT</pubDate>
<media:content url="https://heron.example/wall.jpg" medium="image"><media:title>no title</media:title>
</media:content></item></channel></rss>
"""

RDF = b"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en">
<channel rdf:about="http://heron.example/index.rdf"><title>The Heron</title><link>http://heron.example/</link>
<items>
<rdf:Seq><rdf:li rdf:resource="http://heron.example/archives/000123.html" /></rdf:Seq></items></channel>
<item rdf:about="http://heron.example/archives/000123.html#top"><title>The harbour wall</title>
<link>http://heron.example/archives/000123.html</link><dc:date>2012-06-21T12:00:00+02:00</dc:date></item>
</rdf:RDF>
"""

NETSCAPE = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>The Heron</title><link>http://heron.example/</link>
<item><title>The harbour&nbsp;caf\xe9 &eacute;t\x92s</title><link>http://heron.example/story?id=1</link></item>
<item><title>Salt</title><link>http://heron.example/</link></item>
<item><title>Light</title><link>http://heron.example/</link></item></channel></rss>
"""

MICRO_BLOG = b"""{"version": "https://jsonfeed.org/version/1", "title": "The Heron",
"home_page_url": "https://heron.example/", "feed_url": "https://heron.example/feed.json", "items": [
{"id": "http://heron.micro.example/2012/06/21/harbour.html", "url": "https://heron.example/2012/06/21/harbour.html",
 "title": "The harbour\\u2019s wall &amp; gate", "date_published": "2012-06-21T12:00:00+02:00",
 "date_modified": "2012-06-22T08:00:00Z", "content_html": "<p>A wall.</p>"},
{"id": "http://heron.micro.example/2012/06/20/a.html", "content_html": "<p>Fog.</p>",
 "url": "https://heron.example/2012/06/20/a.html", "date_published": "2012-06-20T07:00:00+00:00"},
{"id": 17, "url": "/seventeen", "title": "Seventeen <b>boats</b>"}, {"id": "123", "external_url": "https://x.example/"},
{"content_text": "nothing"}, "no item"]}
"""

ATOM_03 = b"""<?xml version="1.0" encoding="utf-8"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:base="http://heron.example/blog/">
<title>The Heron</title><link rel="alternate" type="text/html" href="http://heron.example/"/>
<modified>2004-06-22T08:00:00Z</modified>
<entry xml:base="2004/"><title mode="escaped" type="text/html">The &lt;b&gt;harbour&lt;/b&gt;</title>
<link rel="alternate" type="text/html" href="harbour.html"/><id>tag:heron.example,2004:3.123</id>
<issued>2004-06-21T12:00:00+02:00</issued><created>2004-06-20T12:00:00Z</created>
<modified>2004-06-22T08:00:00Z</modified></entry></feed>
"""


def rss(*items: str, head: str = "", attributes: str = "") -> bytes:
    """Return an RSS feed with these items."""
    parts = "".join(f"<item>{item}</item>" for item in items)
    return (
        f"<rss version='2.0'{attributes}><channel><link>{SITE}</link>{head}{parts}</channel></rss>".encode()
    )


def atom(entry: str, attributes: str = "", head: str = "") -> bytes:
    """Return an Atom feed with one entry."""
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom'{attributes}>{head}<entry>{entry}</entry></feed>".encode()
    )


SOUND = {
    "wordpress": WORDPRESS, "hugo": HUGO, "jekyll": JEKYLL, "blogger": BLOGGER, "pelican": PELICAN,
    "ghost": GHOST, "rss 1.0": RDF, "rss 0.91": NETSCAPE, "atom 0.3": ATOM_03,
}  # fmt: skip
