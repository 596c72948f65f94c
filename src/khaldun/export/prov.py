"""`prov`: where one claim comes from and where it went, as W3C PROV-JSON: source file, article, sentence, claim, incident and stretches of
control, with what read it, by whose word it is, and what reviewers said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from khaldun.export import rows
from khaldun.export.about import ATTRIBUTION, VERSIONS
from khaldun.export.files import whole
from khaldun.export.masking import Mask, mask_article, mask_incident
from khaldun.export.tables import Tables
from khaldun.model import Article, Claim, ControlSpell, Incident, Judgement
from khaldun.store import Store
from khaldun.store.streams import holding

PREFIXES = {"khaldun": "urn:khaldun:terms:", "record": "urn:khaldun:record:"}
"""`khaldun` names kinds and attributes, `record` what stands in the record."""

_PEOPLE = frozenset({"official", "witness"})


def write(store: Store, out: Path, *, names: bool, claim: str) -> list[Path]:
    """Write the document of a claim to a file (`-`: standard output, and nothing is given back). Raises NotFound for a claim that the
    record does not hold."""
    text = json.dumps(document(store, claim, names=names), ensure_ascii=False, indent=1) + "\n"
    if str(out) == "-":
        sys.stdout.write(text)
        return []
    with whole(out, begins=b'{\n "prefix"') as file:
        file.write(text)
    return [out]


def document(store: Store, claim_id: str, *, names: bool) -> dict[str, Any]:
    """The PROV document of a claim."""
    tables, graph = Tables(store, names=names), _Graph()
    claim = tables.shown(store.claim(claim_id))
    mask = tables.mask(claim.article_id)
    stored = store.article(claim.article_id)
    _sources(graph, mask_article(stored.article, mask), stored.story_id)
    _claim(graph, claim, stored.article, store.meta())
    for judgement in store.judgements(claim_id):
        _judgement(graph, judgement, mask)
    graph.add("activity", "computing", "computing the record")
    graph.tie("used", activity="record:computing", entity=f"record:{claim.id}")
    graph.tie("wasAssociatedWith", activity="record:computing", agent="record:khaldun")
    for incident in store.incidents(claim_id=claim_id):
        of = store.articles_of(incident.claim_ids)
        _incident(graph, claim, mask_incident(incident, tables.together(of.values())))
    for spell in holding(store, claim_id):
        _spell(graph, claim, spell)
    return graph.found


class _Graph:
    """A PROV-JSON document in the making."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {"prefix": dict(PREFIXES)}

    def add(self, kind: str, name: str, label: str, /, **said: object) -> str:
        """An entity, activity or agent; `said` in the terms of `khaldun`, or of PROV where it begins with `prov_`. What is None or
        empty is not said."""
        values: dict[str, Any] = {"prov:label": label}
        for key, value in said.items():
            if value is None or value == "":
                continue
            values["prov:" + key[5:] if key.startswith("prov_") else "khaldun:" + key] = _value(key, value)
        self.found.setdefault(kind, {})[f"record:{name}"] = values
        return f"record:{name}"

    def tie(self, kind: str, **ends: str) -> None:
        """A relation between two of them."""
        of = self.found.setdefault(kind, {})
        of[f"_:{kind}{len(of) + 1}"] = {f"prov:{end}": name for end, name in ends.items()}


def _value(key: str, value: object) -> object:
    if key == "prov_type":
        return {"$": value, "type": "prov:QUALIFIED_NAME"}
    return value if isinstance(value, str | int | float | bool) else json.dumps(value, ensure_ascii=False)


def _sources(graph: _Graph, article: Article, story: str | None) -> None:
    """The file, the document within it, and the article that was read from it."""
    source = article.source
    file = graph.add(
        "entity", f"file-{source.sha256}", source.file, prov_type="khaldun:SourceFile", sha256=source.sha256, ref=source.ref
    )
    if article.raw is not None and article.raw != source.sha256:
        raw = graph.add(
            "entity", f"raw-{article.raw}", "the document within the file", prov_type="khaldun:Document", sha256=article.raw
        )
        graph.tie("wasDerivedFrom", generatedEntity=raw, usedEntity=file)
        file = raw
    text = graph.add(
        "entity", article.id, article.title or "an article", prov_type="khaldun:Article", url=article.url, language=article.language,
        published=rows.iso(article.published.start), published_by=article.published.basis, published_why=article.published.why,
        story=story, byline="; ".join(article.byline),
    )  # fmt: skip
    reader = graph.add("agent", "reader", article.extractor or "khaldun", prov_type="prov:SoftwareAgent")
    reading = graph.add("activity", f"reading-{article.id}", "reading the file")
    graph.tie("used", activity=reading, entity=file)
    graph.tie("wasGeneratedBy", entity=text, activity=reading)
    graph.tie("wasAssociatedWith", activity=reading, agent=reader)
    graph.tie("wasDerivedFrom", generatedEntity=text, usedEntity=file)
    for n, name in enumerate(dict.fromkeys(filter(None, (article.publisher, *article.agency))), 1):
        press = graph.add("agent", f"press-{n}", name, prov_type="prov:Organization")
        graph.tie("wasAttributedTo", entity=text, agent=press)


def _claim(graph: _Graph, claim: Claim, article: Article, meta: dict[str, str]) -> None:
    """The sentence, and the claim that was read in it."""
    evidence = claim.evidence
    trace = [rows.trace(t) for t in article.trace if t.start < evidence.end and evidence.start < t.end]
    sentence = graph.add(
        "entity", f"sentence-{claim.id}", "the sentence", prov_type="khaldun:Sentence", prov_value=evidence.text,
        start=evidence.start, end=evidence.end, trace=trace,
    )  # fmt: skip
    graph.tie("wasDerivedFrom", generatedEntity=sentence, usedEntity=f"record:{article.id}")
    row = rows.claim(claim)
    made = graph.add(
        "entity", claim.id, f"{claim.kind} ({claim.status})", prov_type="khaldun:Claim", kind=claim.kind, status=claim.status,
        trigger=claim.trigger.text, rule=claim.rule, confidence=claim.confidence, actors=row["actors"], targets=row["targets"],
        place=row["place"], when=row["when"], quantities=row["quantities"],
        attribution=ATTRIBUTION if claim.place is not None else None,
    )  # fmt: skip
    program = graph.add("agent", "khaldun", "khaldun", prov_type="prov:SoftwareAgent", **{v: meta.get(v) for v in VERSIONS})
    extraction = graph.add("activity", f"extraction-{claim.id}", f"the pattern {claim.rule}", rule=claim.rule)
    graph.tie("used", activity=extraction, entity=sentence)
    graph.tie("wasGeneratedBy", entity=made, activity=extraction)
    graph.tie("wasAssociatedWith", activity=extraction, agent=program)
    graph.tie("wasDerivedFrom", generatedEntity=made, usedEntity=sentence)
    if claim.speaker is not None:
        said = claim.speaker
        kind = "prov:Person" if said.kind in _PEOPLE else "prov:Agent"
        speaker = graph.add("agent", "speaker", said.name, prov_type=kind, kind=said.kind, side=said.side, via=said.via)
        graph.tie("wasAttributedTo", entity=made, agent=speaker)


def _judgement(graph: _Graph, judgement: Judgement, mask: Mask) -> None:
    """What a reviewer said of the claim: beside it, not in its place."""
    name = graph.add(
        "entity", judgement.id, f"{judgement.verdict} by {judgement.reviewer}", prov_type="khaldun:Judgement",
        verdict=judgement.verdict, field=judgement.field, value=mask.maybe(judgement.value), note=mask.maybe(judgement.note), made=judgement.made,
    )  # fmt: skip
    reviewer = graph.add("agent", f"reviewer-{judgement.id}", judgement.reviewer, prov_type="prov:Person")
    graph.tie("wasAttributedTo", entity=name, agent=reviewer)
    graph.tie("wasInfluencedBy", influencee=name, influencer=f"record:{judgement.claim_id}")


def _incident(graph: _Graph, claim: Claim, incident: Incident) -> None:
    name = graph.add(
        "entity", incident.id, f"{incident.kind}, an incident", prov_type="khaldun:Incident", kind=incident.kind,
        claims=len(incident.claim_ids), origins=len(incident.origins), dispute="; ".join(incident.dispute), grade=incident.grade, grade_why=incident.grade_why,
    )  # fmt: skip
    _inferred(graph, claim, name)


def _spell(graph: _Graph, claim: Claim, spell: ControlSpell) -> None:
    name = graph.add(
        "entity", spell.id, f"control of {spell.place.name}", prov_type="khaldun:Control", holder=spell.holder_id, status=spell.status,
        start=rows.iso(spell.start), end=rows.last_of(spell), probability=spell.probability,
        claim_speaks="for" if claim.id in spell.claims_for else "against",
    )  # fmt: skip
    _inferred(graph, claim, name)


def _inferred(graph: _Graph, claim: Claim, name: str) -> None:
    """What was computed from the claim, among others."""
    graph.tie("wasGeneratedBy", entity=name, activity="record:computing")
    graph.tie("wasDerivedFrom", generatedEntity=name, usedEntity=f"record:{claim.id}")
