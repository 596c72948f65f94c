// Beside the map: all places of the day, or one place with the claims for and against its holder.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { type Day, sayAge, sayDay } from "./days";
import type { Happening } from "./filters";
import { type Claim, contenders, type Evidence, fetchEvidence, lastReport, type Record, rival, sayHolder, sayPercent, type Spell, spellOn, spellsOn } from "./record";

interface Props {
  /** What the filters let through, and all of it. */
  record: Record;
  all: Record;
  /** By whose word alone; empty: by all. */
  by: string;
  happenings: Happening[];
  day: Day;
  chosen: string | null;
  onChoose: (place: string | null) => void;
  onDay: (day: Day) => void;
  filters: ComponentChildren;
  fault: string;
}

export function Panel({ record, all, by, happenings, day, chosen, onChoose, onDay, filters, fault }: Props) {
  const place = chosen === null ? undefined : (all.places.find((p) => p.id === chosen) ?? happenings.find((h) => h.place.id === chosen)?.place);
  return (
    <aside class="kh-panel" aria-label={place ? place.name : "Places"}>
      {place ? (
        <PlacePanel
          record={all}
          by={by}
          happenings={happenings.filter((h) => h.place.id === place.id)}
          day={day}
          id={place.id}
          name={place.name}
          onDay={onDay}
          onClose={() => onChoose(null)}
        />
      ) : (
        <Overview record={record} narrowed={record !== all || by !== ""} day={day} onChoose={onChoose} filters={filters} happenings={happenings} />
      )}
      {fault && (
        <p class="note" role="alert">
          {fault}
        </p>
      )}
    </aside>
  );
}

interface SwatchProps {
  marks: Record["marks"];
  slot: string;
  status: string;
  /** The colour of the stripes of what is contested. */
  rival?: string;
}

/** The sign of the map in small; the pages draw the same (`parts.html`). */
function Swatch({ marks, slot, status, rival = "none" }: SwatchProps) {
  return (
    <svg class={`swatch h${slot} ${status}`} viewBox="-11 -11 22 22" aria-hidden="true">
      <circle r={10} />
      {status === "contested" ? <path class={`h${rival}`} d={marks.stripes} /> : status !== "unknown" && <path d={marks[slot]} />}
    </svg>
  );
}

function SpellSwatch({ record, spell }: { record: Record; spell: Spell }) {
  return <Swatch marks={record.marks} slot={contenders(spell)[0]?.colour ?? "none"} status={spell.status} rival={rival(spell)?.colour ?? "none"} />;
}

/** Places listed at once; more are found by name. */
const LISTED = 150;

interface OverviewProps {
  record: Record;
  narrowed: boolean;
  day: Day;
  onChoose: (place: string) => void;
  filters: ComponentChildren;
  happenings: Happening[];
}

function Overview({ record, narrowed, day, onChoose, filters, happenings }: OverviewProps) {
  const [wanted, setWanted] = useState("");
  const spells = spellsOn(record, day);
  const counts = new Map<string, number>();
  for (const spell of spells) if (spell.holder) counts.set(spell.holder.id, (counts.get(spell.holder.id) ?? 0) + 1);
  const present = record.holders.filter((h) => counts.has(h.id));
  const sought = plain(wanted);
  const found = sought === "" ? spells : spells.filter((s) => plain(s.place.name).includes(sought));
  return (
    <>
      <h2>{sayDay(day)}</h2>
      {filters}
      {present.length > 0 && (
        <ul class="kh-legend" aria-label="Holders on this day">
          {present.map((h) => (
            <li key={h.id}>
              <Swatch marks={record.marks} slot={h.colour} status="held" />
              {h.name} <span class="num">{counts.get(h.id)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="kh-key">
        <Swatch marks={record.marks} slot="other" status="contested" /> contested <Swatch marks={record.marks} slot="0" status="besieged" /> besieged <Swatch marks={record.marks} slot="none" status="unknown" /> not known; pale: last reported long ago.
      </p>
      {record.spells.size > 12 && (
        <label class="kh-find">
          <span class="unseen">Find a place by name</span>
          <input type="search" placeholder="Find a place" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>
      )}
      <ul class="kh-places" aria-label="Places on this day">
        {found.slice(0, LISTED).map((s) => (
          <PlaceButton key={s.place.id} record={record} spell={s} onChoose={onChoose} />
        ))}
      </ul>
      {found.length > LISTED && <p class="note">And {found.length - LISTED} more: find them by name.</p>}
      {spells.length === 0 && <p class="note">No source says who held a place on this day{narrowed && ", as far as the filter lets through"}.</p>}
      {spells.length > 0 && found.length === 0 && <p class="note">No place of that name on this day.</p>}
      <HappeningList happenings={happenings} />
    </>
  );
}

function PlaceButton({ record, spell, onChoose }: { record: Record; spell: Spell; onChoose: (place: string) => void }) {
  return (
    <li>
      <button type="button" onClick={() => onChoose(spell.place.id)}>
        <SpellSwatch record={record} spell={spell} />
        <strong>{spell.place.name}</strong>
        <span>
          {sayHolder(spell)}
          {spell.status !== "held" && spell.status !== "unknown" && `, ${spell.status}`}
        </span>
      </button>
    </li>
  );
}

/** Small letters without marks, for finding. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Happenings listed at once, the latest. */
const TOLD = 60;

function HappeningList({ happenings }: { happenings: Happening[] }) {
  if (happenings.length === 0) return null;
  return (
    <section aria-label="Incidents">
      <h3>
        Incidents <span class="dim">{happenings.length}</span>
      </h3>
      <ul class="plain kh-told">
        {happenings.slice(0, TOLD).map((h) => (
          <li key={h.id}>
            <a href={`/incident/${encodeURIComponent(h.id)}`}>{h.kind.replace(".", " ")}</a>, {h.place.name}, {sayDay(h.start)}
            {h.end > h.start && ` to ${sayDay(h.end)}`}
            <span class="dim">
              {" "}
              {h.actors.map((a) => a.name).join(", ")} {h.grade !== "ungraded" && `(${h.grade})`} {h.disputed && "disputed"}
            </span>
          </li>
        ))}
      </ul>
      {happenings.length > TOLD && <p class="note">And {happenings.length - TOLD} more.</p>}
    </section>
  );
}

interface PlaceProps {
  record: Record;
  by: string;
  happenings: Happening[];
  day: Day;
  id: string;
  name: string;
  onDay: (day: Day) => void;
  onClose: () => void;
}

function PlacePanel({ record, by, happenings, day, id, name, onDay, onClose }: PlaceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  const spell = spellOn(record, id, day);
  return (
    <>
      <div class="kh-head">
        <h2 ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <button type="button" onClick={onClose} title="Close (Escape)">
          <span aria-hidden="true">×</span>
          <span class="unseen">Close</span>
        </button>
      </div>
      <p class="kh-day">{sayDay(day)}</p>
      {spell ? <SpellFacts record={record} spell={spell} day={day} /> : <p class="note">No source says who held it on this day.</p>}
      <p>
        <a href={`/place/${encodeURIComponent(id)}${spell ? `#${spell.id}` : ""}`}>All that is claimed about {name}</a>
      </p>
      <Spells record={record} spells={record.spells.get(id) ?? []} now={spell} onDay={onDay} />
      <HappeningList happenings={happenings} />
      {spell && <EvidenceList spell={spell.id} by={by} />}
    </>
  );
}

/** All stretches of control of a place, each a button to its first day. */
function Spells({ record, spells, now, onDay }: { record: Record; spells: Spell[]; now: Spell | undefined; onDay: (day: Day) => void }) {
  return (
    <details class="kh-spells" open={!now}>
      <summary>Its holders through time ({spells.length})</summary>
      <ol>
        {spells.map((s) => (
          <li key={s.id}>
            <button type="button" aria-current={s === now} onClick={() => onDay(s.start)}>
              <SpellSwatch record={record} spell={s} />
              <span>
                {sayHolder(s)}, since {sayDay(s.start)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function SpellFacts({ record, spell, day }: { record: Record; spell: Spell; day: Day }) {
  const last = lastReport(spell, day);
  return (
    <>
      <p class="kh-holder">
        <SpellSwatch record={record} spell={spell} />
        {spell.holder ? <a href={`/actor/${encodeURIComponent(spell.holder.id)}`}>{spell.holder.name}</a> : sayHolder(spell)}
        {spell.status !== "unknown" && <span class="dim">{spell.status}</span>}
      </p>
      <dl>
        <dt>Probability</dt>
        <dd>
          <meter min={0} max={1} value={spell.probability} aria-label="Probability" /> {sayPercent(spell.probability)}
        </dd>
        {spell.others.map((o) => (
          <>
            <dt key={o.holder.id} class="dim">
              {o.holder.name}
            </dt>
            <dd>
              <meter min={0} max={1} value={o.probability} aria-label={`Probability of ${o.holder.name}`} /> {sayPercent(o.probability)}
            </dd>
          </>
        ))}
        <dt>Since</dt>
        <dd>{sayDay(spell.start)}</dd>
        <dt>Until</dt>
        <dd>{Number.isFinite(spell.stop) ? sayDay(spell.stop - 1) : "further notice"}</dd>
        <dt>Last report</dt>
        <dd>
          {last === null ? "none so far" : sayDay(last)} {last !== null && <span class="dim">({sayAge(day - last)})</span>}
        </dd>
      </dl>
    </>
  );
}

function EvidenceList({ spell, by }: { spell: string; by: string }) {
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    setEvidence(null);
    setFault(null);
    fetchEvidence(spell, by).then(
      (found) => wanted && setEvidence(found),
      (error: unknown) => wanted && setFault(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [spell, by]);
  if (fault) return <p class="note" role="alert">The evidence could not be read: {fault}</p>;
  if (!evidence) return <p class="note" role="status">Reading the evidence…</p>;
  return (
    <div id="kh-evidence">
      <Claims title="For" claims={evidence.for} none="No claim says so itself: it follows from those before and after." />
      <Claims title="Against" claims={evidence.against} none="No claim contradicts it." />
    </div>
  );
}

function Claims({ title, claims, none }: { title: string; claims: Claim[]; none: string }) {
  return (
    <section aria-label={`Claims ${title.toLowerCase()}`}>
      <h3>
        {title} <span class="dim">{claims.length || ""}</span>
      </h3>
      {claims.length === 0 && <p class="dim">{none}</p>}
      {claims.map((c) => (
        <article class="claim" key={c.id}>
          <blockquote>
            {c.sentence[0]}
            <mark>{c.sentence[1]}</mark>
            {c.sentence[2]}
          </blockquote>
          <p class="says">
            Said by {c.speaker ? `${c.speaker.name} (${c.speaker.kind})` : "the article’s own voice"}
            {c.article && (
              <>
                , in <a href={`/article/${encodeURIComponent(c.article.id)}`}>{c.article.title}</a>, {c.article.publisher && `${c.article.publisher}, `}
                {c.article.published}
                {c.article.copies && (
                  <>
                    , and <a href={`/story/${encodeURIComponent(c.article.copies.story)}`}>{c.article.copies.count === 1 ? "a copy" : `${c.article.copies.count} copies`}</a>
                  </>
                )}
              </>
            )}
            {c.around && <>, by word on {c.around}</>}
          </p>
          <p class="facts">
            <a href={`/claim/${encodeURIComponent(c.id)}`}>{c.kind}</a> · {c.status} · {c.when} · confidence {sayPercent(c.confidence)}
          </p>
        </article>
      ))}
    </section>
  );
}
