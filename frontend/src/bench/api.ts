// What the bench asks of the server, and what it tells it.

export interface Named {
  id: string;
  name: string;
}

export interface Place extends Named {
  text: string;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  kind: string;
  extent: string;
}

export interface When {
  start: string | null;
  end: string | null;
  precision: string;
  text: string | null;
}

export interface Speaker extends Named {
  kind: string;
  text: string;
}

export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Claim {
  id: string;
  article_id: string;
  kind: string;
  status: string;
  actors: Named[];
  targets: Named[];
  place: Place | null;
  when: When;
  quantities: { text: string; role: string | null }[];
  speaker: Speaker | null;
  evidence: Span;
  trigger: Span;
  rule: string;
  confidence: number;
}

export interface Article {
  id: string;
  title: string | null;
  publisher: string | null;
  published: { start: string | null; end: string | null; why: string };
  text: string;
}

export interface Judgement {
  id: string;
  claim_id: string;
  verdict: string;
  reviewer: string;
  made: string;
  field: string | null;
  value: string | null;
  note: string | null;
}

export interface Waiting {
  claim: Claim;
  article: Article;
  doubt: number;
  weight: number;
  why: string[];
  seen: string;
  judgements: Judgement[];
  together: string[];
}

export type Order = "both" | "doubt" | "weight";

export type Word =
  | { verdict: "accept" | "reject" | "skip" }
  | { verdict: "note"; note: string }
  | { verdict: "correct"; field: string; value: unknown }
  | { verdict: "join" | "part" | "undo"; value: string };

/** What went wrong, in the server's own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function answered<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
  throw new Refusal(answer.status, problem?.detail ?? `the server answered ${answer.status}`);
}

async function get<T>(path: string, asked: Record<string, string> = {}): Promise<T> {
  const query = new URLSearchParams(asked).toString();
  return answered(await fetch(query ? `${path}?${query}` : path, { headers: { Accept: "application/json" } }));
}

/** The claims that wait for a reader. */
export async function fetchQueue(reviewer: string, order: Order, second: boolean): Promise<Waiting[]> {
  const asked = { reviewer, order, second: String(second), limit: "25" };
  return (await get<{ claims: Waiting[] }>("/api/review/queue", asked)).claims;
}

/** What has been said of a claim, by anybody. */
export async function fetchJudgements(claim: string): Promise<Judgement[]> {
  return (await get<{ judgements: Judgement[] }>("/api/judgements", { claim, limit: "1000" })).judgements;
}

/** Claims at the place of a claim about its days, itself apart: those that may be about the same happening. */
export async function fetchNear(claim: Claim): Promise<Claim[]> {
  if (claim.place === null || claim.when.start === null) return [];
  const days = `${shifted(claim.when.start, -7)}/${shifted(claim.when.end ?? claim.when.start, 7)}`;
  const found = await get<{ claims: Claim[] }>("/api/claims", { place: claim.place.id, datetime: days, limit: "40" });
  return found.claims.filter((c) => c.id !== claim.id);
}

let places: Promise<Place[]> | undefined;
/** Every place of the record. */
export function fetchPlaces(): Promise<Place[]> {
  places ??= everything<Place>("places");
  return places;
}

let actors: Promise<Named[]> | undefined;
/** Every actor of the record. */
export function fetchActors(): Promise<Named[]> {
  actors ??= get<{ actors: Named[] }>("/api/actors").then((found) => found.actors);
  return actors;
}

async function everything<T>(table: string): Promise<T[]> {
  const rows: T[] = [];
  let next: string | null = `/api/${table}?limit=1000`;
  while (next !== null) {
    const page: Record<string, T[]> & { next: string | null } = await get(next);
    rows.push(...(page[table] ?? []));
    next = page.next;
  }
  return rows;
}

/** Tells the server a reader's word on a claim as it was shown (`seen`). */
export async function say(token: string, reviewer: string, claim: string, seen: string | null, word: Word): Promise<Judgement> {
  const body = { claim_id: claim, reviewer, ...word, ...(seen === null ? {} : { seen }) };
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  return answered(await fetch("/api/judgements", { method: "POST", headers, body: JSON.stringify(body) }));
}

function shifted(day: string, by: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + by);
  return moved.toISOString().slice(0, 10);
}
