// What the server says of control, and what follows from it for a day.

import { type Day, parseDay } from "./days";

export type Status = "held" | "contested" | "besieged" | "unknown";

export interface Holder {
  id: string;
  name: string;
  /** The number of its colour, `--holder-<colour>` in the page's styles. */
  colour: string;
}

export interface Place {
  id: string;
  name: string;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  kind: string;
}

export interface Spell {
  id: string;
  place: Place;
  start: Day;
  /** The day after the last, Infinity where it goes on until further notice. */
  stop: Day;
  holder: Holder | null;
  status: Status;
  probability: number;
  others: { holder: Holder; probability: number }[];
  /** Days on which a claim for it speaks, in order; they may lie before `start`. */
  reports: Day[];
  /** Its sign on the map: status, colour of the holder and of the rival, parted by `|`. */
  sign: string;
}

export interface Record {
  holders: Holder[];
  /** By place, in the order of their names; each in the order of time. */
  spells: Map<string, Spell[]>;
  places: Place[];
  first: Day;
  last: Day;
  /** Days on which something changes, in order. */
  changes: Day[];
  /** Sides and speakers by whose word alone the same can be asked. */
  voices: Voice[];
  /** The marks on the discs of holders, by the number of their colour, as SVG paths; `stripes` those of what is contested. */
  marks: { [slot: string]: string };
}

export interface Voice {
  id: string;
  name: string;
  kind: string;
  claims: number;
}

export interface Claim {
  id: string;
  kind: string;
  status: string;
  when: string;
  confidence: number;
  sentence: [string, string, string];
  /** The name of the place it is on, where that is one around the place of the stretch. */
  around: string | null;
  speaker: { name: string; kind: string } | null;
  article: { id: string; title: string; publisher: string | null; published: string; copies: Copies | null } | null;
}

/** How many articles print the same text besides, and the story that they are of. */
export interface Copies {
  story: string;
  count: number;
}

export interface Evidence {
  id: string;
  origins: string[];
  for: Claim[];
  against: Claim[];
}

interface RawSpell {
  id: string;
  place: string;
  start: string;
  end: string | null;
  holder: string | null;
  status: Status;
  probability: number;
  others: { holder: string; probability: number }[];
  reports: string[];
}

interface RawRecord {
  holders: Holder[];
  places: Place[];
  spells: RawSpell[];
  voices: Voice[];
  marks: Record["marks"];
}

/** Days that the slider goes on after the last thing known. */
const TAIL = 30;

async function fetchJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** All control of the record; `by`: going by the word of one speaker or side alone. */
export async function fetchRecord(by: string): Promise<Record> {
  return readRecord(await fetchJson<RawRecord>(`/map/control${heard(by)}`));
}

/** The claims for and against one spell. */
export function fetchEvidence(spell: string, by: string): Promise<Evidence> {
  return fetchJson<Evidence>(`/map/control/${encodeURIComponent(spell)}${heard(by)}`);
}

function heard(by: string): string {
  return by === "" ? "" : `?by=${encodeURIComponent(by)}`;
}

/** The server's answer with its ids resolved and its days as numbers. */
export function readRecord(raw: RawRecord): Record {
  const holders = new Map(raw.holders.map((h) => [h.id, h]));
  const places = new Map(raw.places.map((p) => [p.id, p]));
  const holder = (id: string): Holder => holders.get(id) ?? { id, name: id, colour: "other" };
  const spells = new Map<string, Spell[]>();
  const changes = new Set<Day>();
  let last = Number.NEGATIVE_INFINITY;
  for (const r of raw.spells) {
    const place = places.get(r.place);
    if (!place) continue;
    const start = parseDay(r.start);
    const spell: Spell = {
      id: r.id,
      place,
      start,
      stop: r.end === null ? Number.POSITIVE_INFINITY : parseDay(r.end) + 1,
      holder: r.holder === null ? null : holder(r.holder),
      status: r.status,
      probability: r.probability,
      others: r.others.map((o) => ({ holder: holder(o.holder), probability: o.probability })),
      reports: r.reports.map(parseDay),
      sign: "",
    };
    spell.sign = signName(spell);
    changes.add(start);
    if (Number.isFinite(spell.stop)) changes.add(spell.stop);
    last = Math.max(last, start, Number.isFinite(spell.stop) ? spell.stop : start);
    const row = spells.get(place.id);
    if (row) row.push(spell);
    else spells.set(place.id, [spell]);
  }
  for (const row of spells.values()) row.sort((a, b) => a.start - b.start);
  const named = new Intl.Collator("en");
  const byName = [...spells].sort(([, a], [, b]) => named.compare(a[0]?.place.name ?? "", b[0]?.place.name ?? ""));
  const days = [...changes].sort((a, b) => a - b);
  return { holders: raw.holders, places: raw.places, spells: new Map(byName), first: days[0] ?? 0, last: last + TAIL, changes: days, voices: raw.voices, marks: raw.marks };
}

/** The spell that covers a day at a place. */
export function spellOn(record: Record, place: string, day: Day): Spell | undefined {
  return spellAt(record.spells.get(place) ?? [], day);
}

/** Of a place's spells, in the order of time, the one that covers a day. */
export function spellAt(spells: Spell[], day: Day): Spell | undefined {
  return spells.findLast((s) => s.start <= day && day < s.stop);
}

/** The spells that cover a day, by the names of their places. */
export function spellsOn(record: Record, day: Day): Spell[] {
  const found = [];
  for (const row of record.spells.values()) {
    const spell = spellAt(row, day);
    if (spell) found.push(spell);
  }
  return found;
}

/** The last report of a spell up to a day; null where none had come. */
export function lastReport(spell: Spell, day: Day): Day | null {
  return spell.reports.findLast((r) => r <= day) ?? null;
}

/** Who to name, and whose colour to show: the holder, or where several contend and none holds, those likeliest to. */
export function contenders(spell: Spell): Holder[] {
  if (spell.holder) return [spell.holder];
  return spell.status === "contested" ? spell.others.map((o) => o.holder) : [];
}

/** The rival of who is shown first; undefined where there is none. */
export function rival(spell: Spell): Holder | undefined {
  const [first] = contenders(spell);
  return spell.others.map((o) => o.holder).find((h) => h !== first);
}

function signName(spell: Spell): string {
  return [spell.status, contenders(spell)[0]?.colour ?? "none", rival(spell)?.colour ?? "none"].join("|");
}

/** The holder in words. */
export function sayHolder(spell: Spell): string {
  if (spell.holder) return spell.holder.name;
  const several = contenders(spell).map((h) => h.name);
  return several.length ? `perhaps ${several.join(", ")}` : "not known";
}

/** A probability in words; nothing uncertain is called certain. */
export function sayPercent(value: number): string {
  const rounded = Math.round(value * 100);
  if (rounded >= 100 && value < 1) return "> 99 %";
  if (rounded <= 0 && value > 0) return "< 1 %";
  return `${rounded} %`;
}
