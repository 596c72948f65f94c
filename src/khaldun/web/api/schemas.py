"""The shapes of the API's answers as JSON Schemas. Objects may grow: what is named here stays, a reader passes over what it does not know."""

from __future__ import annotations

from typing import Any

from khaldun.web.api.asked import HELD, STATUSES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {
    "type": ["string", "null"],
    "format": "date",
    "description": "an ISO day; null: not known, or until further notice",
}


def ref(name: str) -> Schema:
    """One of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(of: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": of}


def maybe(of: Schema) -> Schema:
    """The thing, or null."""
    return {"oneOf": [of, {"type": "null"}]}


def one_of(*values: str) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(values)}


def thing(about: str = "", /, **properties: Schema) -> Schema:
    """An object with these properties, all of them given."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", **({"description": about} if about else {}), "properties": named, "required": list(named)}


_WHOLE_PLACE = {"lat": MAYBE_NUMBER, "lon": MAYBE_NUMBER, "radius_km": MAYBE_NUMBER, "kind": TEXT}
_COORDINATES: Schema = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
_POINT = maybe(thing(type=one_of("Point"), coordinates=_COORDINATES))
_FEATURE = {"type": one_of("Feature"), "id": TEXT, "geometry": _POINT, "properties": {"type": "object"}}

SCHEMAS: dict[str, Schema] = {
    "Problem": thing("RFC 9457", type=TEXT, title=TEXT, status=WHOLE, detail=TEXT),
    "Link": thing(href=TEXT, rel=TEXT, type=TEXT),
    "Links": thing(links=many(ref("Link"))),
    "Place": thing(
        id=TEXT, name=TEXT, text=TEXT, start=WHOLE, end=WHOLE, **_WHOLE_PLACE, extent=one_of("whole", "most", "part"),
        relation=maybe(thing(bearing=MAYBE, km=MAYBE_NUMBER, of=MAYBE)),
    ),
    "Actor": thing(id=TEXT, name=TEXT, text=TEXT, start=WHOLE, end=WHOLE),
    "When": thing("the first and the last day", start=DAY, end=DAY, precision=TEXT, text=MAYBE, basis=TEXT),
    "Quantity": thing(low=MAYBE_NUMBER, high=MAYBE_NUMBER, unit=MAYBE, role=MAYBE, text=TEXT),
    "Speaker": thing(id=TEXT, name=TEXT, kind=TEXT, side=MAYBE, text=TEXT, via=MAYBE, interest=MAYBE),
    "Span": thing("code points of the article's text, end exclusive", start=WHOLE, end=WHOLE, text=TEXT),
    "Article": thing(
        id=TEXT, source=thing(file=TEXT, sha256=TEXT, ref=MAYBE), kind=TEXT, title=MAYBE, byline=many(TEXT), publisher=MAYBE,
        agency=many(TEXT), dateline=maybe(thing(text=TEXT, place=MAYBE)),
        published=thing(start=DAY, end=DAY, basis=TEXT, why=TEXT), language=MAYBE, text=TEXT, story_id=MAYBE, set_aside=MAYBE,
    ),
    "Story": thing(
        id=TEXT, article_ids=many(TEXT), origin=MAYBE, links=many(thing(article_id=TEXT, to=TEXT, relation=TEXT, score=NUMBER)),
    ),
    "Claim": thing(
        id=TEXT, article_id=TEXT, kind=TEXT, status=one_of(*STATUSES), actors=many(ref("Actor")), targets=many(ref("Actor")),
        place=maybe(ref("Place")), when=ref("When"), quantities=many(ref("Quantity")), speaker=maybe(ref("Speaker")),
        evidence=ref("Span"), trigger=ref("Span"), rule=TEXT, confidence=SHARE,
    ),
    "Incident": thing(
        id=TEXT, kind=TEXT, when=ref("When"), place=maybe(ref("Place")), actors=many(ref("Actor")), targets=many(ref("Actor")),
        claim_ids=many(TEXT), story_ids=many(TEXT), origins=many(TEXT), disputed=FLAG, dispute=many(TEXT),
    ),
    "Control": thing(
        id=TEXT, place=ref("Place"), start=DAY, end=DAY, holder_id=MAYBE, holder_name=MAYBE, status=one_of(*HELD),
        probability=SHARE, others=many(thing(holder_id=TEXT, probability=SHARE)), for_=many(TEXT), against=many(TEXT),
        origins=many(TEXT), reported=DAY, earliest_start=DAY, latest_start=DAY, earliest_end=DAY, latest_end=DAY, around=many(TEXT),
    ),
    "Figure": thing(
        id=TEXT, measure=TEXT, place=maybe(ref("Place")), group=MAYBE, low=MAYBE_NUMBER, high=MAYBE_NUMBER, unit=MAYBE,
        as_of=thing(start=DAY, end=DAY), speaker=MAYBE, claim_id=TEXT,
    ),
    "Mention": thing(
        article_id=TEXT, type=TEXT, start=WHOLE, end=WHOLE, text=TEXT, place=maybe(ref("Place")), when=maybe(ref("When")),
        actor=maybe(ref("Actor")), quantity=maybe(ref("Quantity")),
        candidates=many(thing(id=TEXT, name=TEXT, score=NUMBER, lat=MAYBE_NUMBER, lon=MAYBE_NUMBER)),
    ),
    "KnownPlace": thing(
        "a place that the record speaks of, and how often", id=TEXT, name=TEXT, **_WHOLE_PLACE, country=MAYBE, admin1=MAYBE,
        mentions=WHOLE, claims=WHOLE, spells=WHOLE,
    ),
    "KnownActor": thing(id=TEXT, name=TEXT, kind=TEXT, side=MAYBE, mentions=WHOLE, claims=WHOLE),
    "Judgement": thing(
        id=TEXT, claim_id=TEXT, verdict=TEXT, reviewer=TEXT, made={"type": "string", "format": "date-time"}, field=MAYBE,
        value=MAYBE, note=MAYBE, seen=MAYBE,
    ),
    "Waiting": thing(
        claim=ref("Claim"), doubt=SHARE, weight=NUMBER, why=many(TEXT), seen=TEXT, article=ref("Article"),
        judgements=many(ref("Judgement")), together=many(TEXT),
    ),
    "Agreement": thing(one=TEXT, other=TEXT, field=TEXT, both=WHOLE, share=SHARE, kappa=MAYBE_NUMBER),
    "Holds": thing(
        place=ref("KnownPlace"), on=DAY, by=MAYBE, without=MAYBE,
        control=many({"allOf": [ref("Control"), thing(reported=DAY)]}), claims=many(ref("Claim")),
    ),
    "Feature": thing(**_FEATURE),
    "Features": thing(
        type=one_of("FeatureCollection"), features=many(ref("Feature")), links=many(ref("Link")), numberMatched=WHOLE,
        numberReturned=WHOLE,
    ),
    "Collection": thing(id=TEXT, title=TEXT, description=TEXT, itemType=one_of("feature"), extent={"type": "object"}, links=many(ref("Link"))),
    "Collections": thing(collections=many(ref("Collection")), links=many(ref("Link"))),
}  # fmt: skip
"""Every named shape."""

ROWS = {
    "articles": "Article", "stories": "Story", "claims": "Claim", "incidents": "Incident", "control": "Control",
    "figures": "Figure", "places": "KnownPlace", "judgements": "Judgement",
}  # fmt: skip
"""The shape of each table's rows."""
