"""A small site for README's pictures: articles that we made up, as scraped text and as Markdown."""

from tests.rules.site import EPOCH, Site

SETTINGS = """
[site]
title = "The Coast Report"
url = "{url}"
description = "Harbours, fishing and weather, gathered from the papers of the coast"
"""

ARTICLES = {
    "harbour.txt": (
        "Harden Bay opens its harbour again after a winter of repairs\n\n"
        "HARDEN BAY, May 4 2026 - The harbour of Harden Bay opened again on Monday after a winter of "
        "repairs, the port authority said. Some two hundred people came to see the first boats leave.\n\n"
        "The work had taken longer than planned, because the parts came late from abroad. “We are glad to be "
        "back at sea,” said Ada Holm, who owns two boats.\n\n"
        "Read the complete article at: The Town Crier\n\nLatest news\nRelated news\n"
    ),
    "ferry.md": (
        "---\ntitle: Night ferry to Port Amsel returns in June\ndate: 2026-05-06T08:30:00Z\n"
        "tags: [ferries, Port Amsel]\nlink: https://coastmail.example/night-ferry\nsource: Coast Mail\n"
        "author: Bruno Keller\n---\n\n"
        "The night ferry between Norwick and Port Amsel will sail again from the first of June, three times "
        "a week. Tickets are sold from Friday on.\n"
    ),
    "herring.md": (
        "---\ntitle: Herring are back in the inner bay\ndate: 2026-05-08T06:00:00Z\n"
        "tags: [fishing, Harden Bay]\nlink: https://lamp.example/herring\nsource: The Evening Lamp\n---\n\n"
        "For the first time in twelve years fishermen have found herring in the inner bay. Scientists put it "
        "down to cleaner water and a cold spring.\n"
    ),
    "storm.md": (
        "---\ntitle: How the coast got through the April storm\ndate: 2026-05-09T17:00:00Z\n"
        "tags: [weather, fishing]\nlink: https://coastmail.example/storm\nsource: Coast Mail\n---\n\n"
        "Nobody was hurt when the storm of 21 April tore eleven boats from their moorings. The new "
        "breakwater held, and the old one did not.\n"
    ),
    "library.md": (
        "---\ntitle: افتتاح مكتبة البحر في المدينة القديمة\ndate: 2026-05-10T09:00:00Z\nlang: ar\n"
        "tags: [books]\nsource: صحيفة الساحل\n---\n\n"
        "افتتحت المدينة القديمة مكتبة البحر يوم الأحد بعد عام من العمل، "
        "والكتب فيها متاحة للجميع من دون رسوم.\n"
    ),
}
_HALF_A_YEAR_S = 182 * 86_400


def publish_coast(site: Site, url: str) -> None:
    """Write the articles and build, for this address."""
    site.configure(SETTINGS.format(url=url))
    for name, text in ARTICLES.items():
        site.write(name, text)
    site.build(at=EPOCH + _HALF_A_YEAR_S)
