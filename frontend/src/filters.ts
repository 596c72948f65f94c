// What of the record the map shows: whose word, which places, which happenings; all of it in the address.

import type { Day } from "./days";
import type { Record, Spell, Status } from "./record";

export interface Filters {
  /** The speaker or side whose word alone counts; empty: all. */
  by: string;
  /** Only places that this one holds, or contends for. */
  holder: string;
  /** Only places held so. */
  state: Status | "";
  /** Happenings of this kind, or family of kinds; "none" hides all. */
  kind: string;
  /** Happenings told at least so well. */
  grade: string;
  /** Happenings in which this actor, or one of this side (`side:…`), acts. */
  actor: string;
  /** Happenings that this speaker tells of. */
  speaker: string;
  /** Days before the day of the slider from which happenings are shown. */
  days: number;
}

export const NO_FILTERS: Filters = { by: "", holder: "", state: "", kind: "none", grade: "", actor: "", speaker: "", days: 30 };
export const WINDOWS = [1, 7, 30, 90, 365];
/** From the best told to the worst. */
export const GRADES = ["confirmed", "fair", "weak", "contested", "discounted"];
const STATES: Status[] = ["held", "contested", "besieged", "unknown"];

export function readFilters(address: string): Filters {
  const asked = new URLSearchParams(address);
  const days = Number(asked.get("days"));
  const state = asked.get("state") as Status;
  return {
    by: asked.get("by") ?? "",
    holder: asked.get("holder") ?? "",
    state: STATES.includes(state) ? state : "",
    kind: asked.get("kind") ?? "none",
    grade: GRADES.includes(asked.get("grade") ?? "") ? (asked.get("grade") ?? "") : "",
    actor: asked.get("actor") ?? "",
    speaker: asked.get("speaker") ?? "",
    days: WINDOWS.includes(days) ? days : NO_FILTERS.days,
  };
}

/** Adds to the parameters of an address what is not as it is without filters. */
export function writeFilters(filters: Filters, asked: URLSearchParams): void {
  for (const [name, value] of Object.entries(filters)) {
    if (value !== NO_FILTERS[name as keyof Filters]) asked.set(name, String(value));
  }
}

/** The record with those spells alone that the filters let through. */
export function filtered(record: Record, filters: Filters): Record {
  if (!filters.holder && !filters.state) return record;
  const spells = new Map<string, Spell[]>();
  for (const [place, row] of record.spells) {
    const kept = row.filter((s) => matches(s, filters));
    if (kept.length) spells.set(place, kept);
  }
  return { ...record, spells };
}

function matches(spell: Spell, filters: Filters): boolean {
  if (filters.state && spell.status !== filters.state) return false;
  if (!filters.holder || spell.holder?.id === filters.holder) return true;
  return spell.status === "contested" && spell.others.some((o) => o.holder.id === filters.holder);
}

export interface Happening {
  id: string;
  kind: string;
  place: { id: string; name: string; lat: number | null; lon: number | null };
  start: Day;
  /** The last day on which it may have been. */
  end: Day;
  grade: string;
  actors: Actor[];
  speakers: string[];
  disputed: boolean;
}

export interface Actor {
  id: string;
  name: string;
  side: string | null;
}

export interface Happenings {
  all: Happening[];
  kinds: string[];
  actors: Actor[];
  leftOut: number;
}

interface Raw {
  kinds: string[];
  places: Happening["place"][];
  grades: string[];
  actors: Actor[];
  speakers: string[];
  rows: [string, number, number, Day, Day, number, number[], number[], number][];
  left_out: number;
}

/** What happened, what may have been last first. */
export async function fetchHappenings(): Promise<Happenings> {
  const answer = await fetch("/map/incidents");
  if (!answer.ok) throw new Error(`/map/incidents answered ${answer.status}`);
  return readHappenings((await answer.json()) as Raw);
}

function readHappenings(raw: Raw): Happenings {
  const all = raw.rows.flatMap(([id, kind, place, start, end, grade, actors, speakers, disputed]) => {
    const at = raw.places[place];
    if (!at) return [];
    return {
      id,
      kind: raw.kinds[kind] ?? "",
      place: at,
      start,
      end,
      grade: raw.grades[grade] ?? "",
      actors: actors.flatMap((n) => raw.actors[n] ?? []),
      speakers: speakers.flatMap((n) => raw.speakers[n] ?? []),
      disputed: disputed === 1,
    };
  });
  all.sort((a, b) => b.end - a.end || (a.id < b.id ? -1 : 1));
  return { all, kinds: raw.kinds, actors: raw.actors, leftOut: raw.left_out };
}

/** The happenings that the filters let through, whatever the day. */
export function chosenOf(happenings: Happenings, filters: Filters): Happening[] {
  if (filters.kind === "none") return [];
  const worst = filters.grade ? GRADES.indexOf(filters.grade) : GRADES.length;
  return happenings.all.filter(
    (h) =>
      (filters.kind === "" || h.kind === filters.kind || h.kind.startsWith(`${filters.kind}.`)) &&
      (!filters.grade || (GRADES.includes(h.grade) && GRADES.indexOf(h.grade) <= worst)) &&
      (!filters.actor || h.actors.some((a) => a.id === filters.actor || `side:${a.side}` === filters.actor)) &&
      (!filters.speaker || h.speakers.includes(filters.speaker)),
  );
}

/** Those of them that may have been on the days up to the day of the slider. */
export function recent(happenings: Happening[], day: Day, days: number): Happening[] {
  return happenings.filter((h) => h.start <= day && h.end > day - days);
}
