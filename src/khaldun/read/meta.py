"""What the head of an HTML page says of its article: JSON-LD, then meta elements, then the headline in the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from khaldun.model import Publication
from khaldun.read import dating
from khaldun.read.abroad import abroad
from khaldun.read.credits import persons

_ARTICLE = re.compile(
    r"(?:News|Report|Opinion|Analysis|Review|Background|Scholarly|Tech|Satirical|LiveBlog|Blog)?(?:Article|Posting|Report)$|LiveBlogPosting"
)
_MOST = 5000
"""Objects looked at in a page's JSON-LD; real pages hold under 500."""
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "dcterms.available", "publishdate", "publish-date", "publish_date", "pubdate", "publication_date", "publicationdate", "date",
    "article.published", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "bt:pubdate", "rbpubdate", "article:published",
    "published-date", "published_time", "citation_publication_date", "citation_date", "prism.publicationdate", "shareaholic:article_published_time", "dc.date.created", "og:published_time", "og:pubdate", "release_date", "article-publication-date", "displaydate", "posted", "dateposted", "ptime", "article_publication_date", "date_published", "datecreated", "og:publish_date", "pubyear", "video:release_date", "vr:published_time", "eomportal-lastupdate_first", "mrf:published_time", "xpublicationdate", "gsa:pubdate", "dc:date", "dc.issued", "search_date", "articledate", "ap_publish_date", "publishtime", "pub_date", "first_published", "article.created", "blogdate", "citation_online_date", "itemprop:datepublished", "itemprop:datecreated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's head says: `byline` the persons, `signed` the authors as given; `stated` the value that
    gave the day, as it stands; `revised` when a wiki's page got the text that it has; `body` the article's text where JSON-LD carries it;
    `kinds` the types of JSON-LD objects; `marked`: something in it says that the page is an article; `parts`:
    the articles of a page that holds several (a digest, a live blog), each with its `body`."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    publisher: str | None = None
    published: Publication = field(default_factory=Publication)
    stated: str = ""
    revised: Publication = field(default_factory=Publication)
    language: str | None = None
    url: str | None = None
    body: str | None = None
    description: str | None = None
    addresses: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    marked: bool = False
    parts: tuple[Head, ...] = ()


def head(tree: Any) -> Head:
    """Reads the head of a parsed page (an lxml element)."""
    meta = _meta(tree)
    linked = list(_linked(tree))
    entries = [e for e in linked if _is_article(e)]
    main = _resolved(max(entries, key=_weight, default={}), linked)
    signed = _signed(main, meta)
    language = _language(tree, main)
    published, stated = _published(main, meta, [e for e in linked if e.get("@type") == "WebPage"], language)
    return Head(
        title=_title(tree, meta, main),
        byline=_people(signed),
        signed=signed,
        publisher=_publisher(main, meta),
        published=published,
        stated=stated,
        revised=_revised(tree, meta, [main, *linked], language),
        language=language,
        url=_address(tree, meta, main),
        body=_text(main.get("articleBody")),
        description=_text(meta.get("og:description") or meta.get("description")),
        addresses=tuple(_addresses(tree, meta)),
        kinds=frozenset(k for e in linked for k in _kinds(e)),
        marked=_marked(entries, linked, meta),
        parts=_parts(entries, language),
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("http-equiv")
        value = node.get("content")
        if not name and node.get("itemprop"):
            name = f"itemprop:{node.get('itemprop')}"
        if name and value and value.strip():
            key, value = name.strip().lower(), value.strip()
            if key in _AUTHORS and key in found and "://" not in value and value not in found[key]:
                found[key] += f"; {value}"  # one element for each author
            found.setdefault(key, value)
    return found


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, however nested."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower() or not node.text:
            continue
        try:
            stack: list[Any] = [json.loads(_uncommented(node.text), strict=False)]
        except (json.JSONDecodeError, RecursionError):
            continue
        seen = 0
        while stack and seen < _MOST:
            value = stack.pop()
            seen += 1
            if isinstance(value, dict):
                yield value
                stack.extend(v for v in reversed(value.values()) if isinstance(v, dict | list))
            elif isinstance(value, list):
                stack.extend(v for v in reversed(value) if isinstance(v, dict | list))


def _uncommented(text: str) -> str:
    text = re.sub(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$", "", text.strip())
    return text.strip().rstrip(";")


def _is_article(entry: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(kind) for kind in _kinds(entry))


def _resolved(entry: dict[str, Any], linked: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """An article whose author and publisher are the objects that it only points to."""
    named = {e["@id"]: e for e in linked if isinstance(e.get("@id"), str) and e.get("name")}

    def meant(value: Any) -> Any:
        if isinstance(value, list):
            return [meant(v) for v in value]
        known = isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str)
        return named.get(value["@id"], value) if known else value

    return entry | {key: meant(entry[key]) for key in ("author", "publisher") if key in entry}


def _people(signed: Sequence[str]) -> tuple[str, ...]:
    """The persons among the authors. Names in other scripts than Latin are taken as they stand where they are as long as a name is."""
    found: list[str] = []
    for name in signed:
        foreign = not re.search(r"[A-Za-z\d@/:.]", name) and 2 <= len(name.split()) <= 4
        found += [name] if foreign else persons(name)
    return tuple(dict.fromkeys(found))


def _marked(entries: Sequence[dict[str, Any]], linked: Sequence[dict[str, Any]], meta: dict[str, str]) -> bool:
    """Whether a page says that it is an article; a list of articles describes several and says that it is a collection."""
    if meta.get("og:type", "").lower() == "article" or "article:published_time" in meta:
        return True
    collection = any(kind in COLLECTIONS for entry in linked for kind in _kinds(entry))
    return bool(entries) and not (collection and len(entries) >= SEVERAL)


COLLECTIONS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
"""Types of JSON-LD objects that list articles."""
SEVERAL = 3
"""Articles in the JSON-LD of a collection from which none of them is the page's own."""
_PART = 100
"""Fewest characters of an article's body in JSON-LD that is taken for one of several."""


def _parts(entries: Sequence[dict[str, Any]], language: str | None) -> tuple[Head, ...]:
    """The articles of a page that gives the bodies of several, in its order; empty for one body, however often it is given."""
    found: dict[str, Head] = {}
    for entry in entries:
        body, title = _text(entry.get("articleBody")), _text(entry.get("headline"))
        if body is None or title is None or len(body) < _PART or entry.get("liveBlogUpdate"):
            continue
        signed = _signed(entry, {})
        published, stated = _published(entry, {}, (), language)
        part = Head(
            title=title,
            byline=_people(signed),
            signed=signed,
            published=published,
            stated=stated,
            url=_text(entry.get("url")),
            body=body,
        )
        if all(part.title != other.title and body[:60] != (other.body or "")[:60] for other in found.values()):
            found[body] = part
    return tuple(found.values()) if len(found) > 1 else ()


def _kinds(entry: dict[str, Any]) -> list[str]:
    kinds = entry.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _weight(entry: dict[str, Any]) -> int:
    told = sum(bool(entry.get(k)) for k in ("headline", "datePublished", "author", "publisher"))
    return told + 3 * bool(entry.get("articleBody")) + 9 * bool(entry.get("liveBlogUpdate"))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    from khaldun.read.encoding import characters

    plain = characters(value).strip()
    return plain or None


_SITE = re.compile(r"\s+(?:[|»·•–—]|-|::|\||<)\s+[^|»·•]{2,45}$")


def _title(tree: Any, meta: dict[str, str], main: dict[str, Any]) -> str | None:
    shown = [" ".join(h.text_content().split()) for h in tree.iter("h1") if h.text_content().strip()][:5]
    name = _text(main.get("headline")) or _text(main.get("name"))
    social = _text(meta.get("og:title")) or _text(meta.get("twitter:title"))
    page = next((" ".join((t.text or "").split()) for t in tree.iter("title") if t.text), None)
    for h in shown:
        if any(c and (h.lower() in c.lower()) and len(h) > 12 for c in (name, social, page)):
            return _text(h)
    best = name or social or (shown[0] if len(shown) == 1 else None) or page
    if best is None:
        return None
    site = meta.get("og:site_name", "")
    for mark in (" | ", " - ", " – ", " — ", " » ", " :: "):
        if site and best.endswith(mark + site):
            best = best[: -len(mark + site)]
    if best in (page, social):
        best = _SITE.sub("", best) if len(_SITE.sub("", best)) > 15 else best
    return _text(best)


_AUTHORS = (
    "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "dcterms.creator", "itemprop:author", "cxenseparse:author",
    "citation_author",
)  # fmt: skip


def _signed(main: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    """The names of the authors as the page gives them: persons, agencies, desks."""
    found: list[str] = []
    value = main.get("author")
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, dict) else entry
        found += [n.strip() for n in (name if isinstance(name, list) else [name]) if isinstance(n, str) and n.strip()]
    if not found:
        found = [meta[key] for key in _AUTHORS if key in meta and "://" not in meta[key]][:1]
    return tuple(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in found)


def _publisher(main: dict[str, Any], meta: dict[str, str]) -> str | None:
    value = main.get("publisher")
    if isinstance(value, list):
        value = value[0] if value else None
    name = _text(value.get("name")) if isinstance(value, dict) else _text(value)
    return name or _text(meta.get("og:site_name")) or _text(meta.get("application-name"))


_WIKI = re.compile(r"(?:MediaWiki|DokuWiki|XWiki|MoinMoin)\b", re.IGNORECASE)
"""What the programs of wikis call themselves in a page's `generator`."""


def _revised(tree: Any, meta: dict[str, str], entries: Sequence[dict[str, Any]], language: str | None) -> Publication:
    """The day of the revision that a wiki's page shows; unknown for other pages."""
    if not _WIKI.match(meta.get("generator", "")):
        return Publication()
    lines = [" ".join(n.text_content().split()) for n in tree.xpath("//*[@id='footer-info-lastmod' or @id='lastmod']")]
    changed = [value for e in entries if isinstance(value := e.get("dateModified"), str)]
    for value, what in [
        *((v, "JSON-LD dateModified") for v in changed),
        *((v, "the page's line on its last change") for v in lines),
    ]:
        day = dating.of_metadata(value, what).day or next(abroad(value, language), None)
        if day:
            return Publication(day, day + dating.DAY, "metadata", f"a wiki's revision, {what}: {value.strip()[:60]}")
    return Publication()


def _published(
    main: dict[str, Any], meta: dict[str, str], entries: Sequence[dict[str, Any]], language: str | None
) -> tuple[Publication, str]:
    """The day by JSON-LD of the article, by meta elements, by JSON-LD of the page; and the value that gave it."""
    for value, what in _stated(main, meta, entries):
        found = dating.of_metadata(value, what)
        if found.day is None and isinstance(value, str):
            day = next(abroad(value, language), None)
            found = Publication(day, day + dating.DAY, "metadata", f"{what}: {value.strip()[:40]}") if day else found
        if found.day:
            return found, str(value)
    return Publication(), ""


def _stated(main: dict[str, Any], meta: dict[str, str], entries: Sequence[dict[str, Any]]) -> Iterator[tuple[object, str]]:
    for entry in (main, *entries):
        for key in ("datePublished", "dateCreated", "uploadDate"):
            value = entry.get(key)
            yield (value[0] if isinstance(value, list) and value else value), f"JSON-LD {key}"
        if entry is main:
            yield from ((meta[key], f"meta {key}") for key in _PUBLISHED if key in meta)


def _addresses(tree: Any, meta: dict[str, str]) -> Iterator[str]:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() in {"canonical", "amphtml", "shortlink"} and node.get("href"):
            yield str(node.get("href"))
    yield from (meta[key] for key in ("og:url", "twitter:url", "parsely-link", "dc.identifier") if key in meta)


def _language(tree: Any, main: dict[str, Any]) -> str | None:
    value = tree.get("lang") or _text(main.get("inLanguage"))
    match = re.match(r"([a-zA-Z]{2})(?:[-_]|$)", value or "")
    return match[1].lower() if match else None


def _address(tree: Any, meta: dict[str, str], main: dict[str, Any]) -> str | None:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and (node.get("href") or "").startswith("http"):
            return str(node.get("href")).strip()
    for value in (meta.get("og:url"), main.get("url")):
        if isinstance(value, str) and value.startswith("http"):
            return value.strip()
    return None
