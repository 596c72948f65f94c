"""The press by name: agencies, outlets, and lines that are made like the names of papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from khaldun.knowledge import Knowledge


@dataclass(frozen=True)
class Names:
    """Agencies and outlets by the names that credits use."""

    agencies: dict[str, str]
    outlets: dict[str, str]
    domains: dict[str, str]
    places: frozenset[str]
    countries: frozenset[str]
    month_first: frozenset[str]


@lru_cache(maxsize=8)
def names(knowledge: Knowledge) -> Names:
    """The names of `agencies.yaml`, `outlets.yaml` and `datelines.yaml`."""
    agencies = {n: e["name"] for e in knowledge.entries("agencies") for n in [*e["names"], e["name"]]}
    outlets = {n: e["name"] for e in knowledge.entries("outlets") for n in [*e["names"], e["name"]]}
    domains = {d: e["name"] for e in knowledge.entries("outlets") for d in e.get("domains", ())}
    places = frozenset(p.lower() for e in knowledge.entries("datelines") for p in e.get("places", ()))
    countries = frozenset(c.lower() for e in knowledge.entries("datelines") for c in e.get("countries", ()))
    month_first = frozenset(e["name"] for e in knowledge.entries("outlets") if e.get("dates") == "month first")
    return Names(agencies, outlets, domains, places, countries, month_first)


_UNKNOWN = re.compile(r"(?:the )?((?:[A-Z][\w'’&-]*)(?: (?:[A-Z][\w'’&-]*|of|and)){0,4})")


def agencies_or_name(who: str, knowledge: Knowledge) -> tuple[str, ...]:
    """As `agencies_in`; where it knows none, the name itself, if it is one: a credit's form says that it names an agency."""
    known = agencies_in(who, knowledge)
    name = _UNKNOWN.fullmatch(who.strip())
    return known or ((name[1],) if name and not persons_only(name[1]) else ())


def persons_only(name: str) -> bool:
    """Whether a name may be a person's: two or three words, none of which papers and agencies are called by."""
    words = name.split()
    return 2 <= len(words) <= 3 and not masthead(name) and not name.isupper()


def masthead(name: str) -> bool:
    """Whether a short line is made like the name of a paper or agency."""
    words = name.split()
    capitals = all(w[0].isupper() or w in {"of", "the", "and", "for", "in", "&"} for w in words)
    press, sections = masthead_words()
    low = [w.lower() for w in words]
    return (
        2 <= len(words) <= 5
        and capitals
        and ":" not in name
        and not sections & set(low)
        and low[0] != "news"
        and bool(press & set(low))
    )


@lru_cache(maxsize=1)
def masthead_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that papers' names are made with, and those that only their sections' names have."""
    from khaldun.knowledge import load

    found = {e["id"]: frozenset(str(w) for w in e["words"]) for e in load().entries("mastheads")}
    return found["words"], found["sections"]


def agencies_in(who: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that a credit's words name, by their proper names, in order."""
    known = names(knowledge).agencies
    found: dict[int, str] = {}
    for name in known:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", who):
            at = match.start()
            if not any(at >= a and at < a + len(n) and len(n) >= len(name) for a, n in found.items() if n != name):
                for a in [a for a in found if at <= a < match.end()]:
                    del found[a]
                found[at] = name
    return tuple(dict.fromkeys(known[found[a]] for a in sorted(found)))


def outlet_of(name: str, knowledge: Knowledge) -> str | None:
    """The outlet that a source line or feed names, None where it is none that is known."""
    known = names(knowledge).outlets
    for part in [name, *re.split(r"\s*[>|»:–—-]\s*", name)]:
        if part.strip() in known:
            return known[part.strip()]
    return None


def outlet_at(url: str | None, knowledge: Knowledge) -> str | None:
    """The outlet whose domain an address is of."""
    match = re.match(r"(?:https?:)?//([^/:?#]+)", url or "")
    if match is None:
        return None
    parts = match[1].lower().split(".")
    known = names(knowledge).domains
    return next((known[d] for i in range(len(parts)) if (d := ".".join(parts[i:])) in known), None)


@dataclass(frozen=True, slots=True)
class Press:
    """What a credit's words name, taken apart at commas, strokes and `and`: agencies, the first outlet, and the parts that are neither."""

    agencies: tuple[str, ...]
    outlet: str | None
    rest: tuple[str, ...]


_PARTED = re.compile(r"\s*(?:[,;/|•·&()\[\]]|\s[-–—]+\s|[–—]|\b(?:and|with|AND|WITH)\b)\s*")


def press(words: str, knowledge: Knowledge) -> Press:
    """The agencies and the outlet among the parts of `words`; a part counts where it is a name as a whole (`the` and `staff` aside)."""
    known = names(knowledge)
    agencies: list[str] = []
    outlets: list[str] = []
    rest: list[str] = []
    for part in _PARTED.split(words):
        plain = re.sub(
            r"^(?:[Tt]he|[Bb]y|[Ff]rom|[Vv]ia) (?=[A-Z])|[’']s$| [Ss]taff(?: [Ww]riters?| [Rr]eporters?)?$",
            "",
            part.strip(" .:"),
        )
        if part.strip(" .:") in known.outlets or plain in known.outlets:
            outlets.append(known.outlets.get(part.strip(" .:")) or known.outlets[plain])
        elif plain in known.agencies:
            agencies.append(known.agencies[plain])
        elif plain and plain.lower() != "staff":
            rest.append(plain)
    return Press(tuple(dict.fromkeys(agencies)), next(iter(outlets), None), tuple(rest))


_RIGHTS = re.compile(
    r"^(?:(?:©|\(c\)|copyright)[\s,]*)+(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?[\s,]*)?(?:©\s*)?(?:by\s+)?(?:the\s+)?(?P<who>[A-Z][^.|(]{1,60})",
    re.IGNORECASE,
)
_STANDARDS = re.compile(
    r"^(?:our )?standards: the thomson (?P<who>Reuters) trust|^(?P<desk>Reuters|AP|AFP) staff$", re.IGNORECASE
)


def rights(text: str, knowledge: Knowledge) -> str | None:
    """The agency or outlet that a line claims the copyright for; None where it is no such line or the holder is not known."""
    match = _RIGHTS.match(text) or _STANDARDS.match(text)
    if match is None:
        return None
    if match.re is _STANDARDS:
        return str(match["who"] or match["desk"])
    who = match["who"].strip()
    name = re.split(r",| All | all |\s[-–—]\s", who)[0].strip()
    known = names(knowledge)
    return name if name in known.agencies or name in known.outlets else None
