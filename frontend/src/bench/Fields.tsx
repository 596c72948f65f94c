// What was read of the sentence, field by field, each open to correction under its own key.

import { useEffect, useRef, useState } from "preact/hooks";

import { type Claim, fetchActors, fetchPlaces, type Named, type Place } from "./api";

export const FIELDS = [
  { key: "1", field: "kind", label: "Kind" },
  { key: "2", field: "status", label: "Status" },
  { key: "3", field: "actors", label: "Who" },
  { key: "4", field: "targets", label: "Whom" },
  { key: "5", field: "place", label: "Where" },
  { key: "6", field: "extent", label: "How much" },
  { key: "7", field: "when", label: "When" },
  { key: "8", field: "speaker", label: "Said by" },
] as const;

export type Field = (typeof FIELDS)[number]["field"];

const KINDS = [
  "control.gain", "control.loss", "control.hold", "control.contest", "siege", "siege.relief", "advance", "withdrawal", "surrender",
  "mobilization", "presence", "clash", "airstrike", "shelling", "bombing", "attack", "killing", "abduction", "arrest", "casualties",
  "displacement", "return", "trapped", "aid", "destruction", "agreement", "talks", "threat", "demand", "accusation", "refusal",
  "statement", "protest", "sanction", "figure",
];
const STATUSES = ["happened", "ongoing", "ended", "planned", "expected", "hypothetical", "denied"];
const EXTENTS = ["whole", "most", "part"];

interface Props {
  claim: Claim;
  editing: Field | null;
  onEdit: (field: Field | null) => void;
  /** `field` and `value` as a judgement has them. */
  onCorrect: (field: string, value: unknown) => void;
}

export function Fields({ claim, editing, onEdit, onCorrect }: Props) {
  return (
    <dl class="kb-fields">
      {FIELDS.map(({ key, field, label }) => (
        <div key={field} class={editing === field ? "open" : ""}>
          <dt>
            <kbd>{key}</kbd> {label}
          </dt>
          <dd>
            {editing === field ? (
              <Editor claim={claim} field={field} onDone={() => onEdit(null)} onCorrect={onCorrect} />
            ) : (
              <button type="button" class="kb-value" onClick={() => onEdit(field)} aria-label={`Correct: ${label}, now ${said(claim, field)}`}>
                {said(claim, field)}
              </button>
            )}
          </dd>
        </div>
      ))}
      {claim.quantities.length > 0 && (
        <div>
          <dt>Figures</dt>
          <dd>{claim.quantities.map((q) => `${q.text}${q.role ? ` (${q.role})` : ""}`).join("; ")}</dd>
        </div>
      )}
    </dl>
  );
}

/** A field in words. */
export function said(claim: Claim, field: Field): string {
  const names = (list: Named[]): string => list.map((a) => a.name).join(", ") || "not said";
  switch (field) {
    case "actors":
    case "targets":
      return names(claim[field]);
    case "place":
      return claim.place ? `${claim.place.name} (${claim.place.kind})` : "not said";
    case "extent":
      return claim.place ? claim.place.extent : "–";
    case "when":
      return sayDays(claim.when.start, claim.when.end);
    case "speaker":
      return claim.speaker ? `${claim.speaker.name} (${claim.speaker.kind})` : "the article’s own voice";
    default:
      return claim[field];
  }
}

function sayDays(start: string | null, end: string | null): string {
  if (start === null && end === null) return "not known";
  return start === end ? (start ?? "") : `${start ?? "…"} to ${end ?? "…"}`;
}

interface EditorProps {
  claim: Claim;
  field: Field;
  onDone: () => void;
  onCorrect: (field: string, value: unknown) => void;
}

function Editor({ claim, field, onDone, onCorrect }: EditorProps) {
  const [fault, setFault] = useState("");
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const [known, setKnown] = useState<Named[]>([]);
  const listed = field === "place" || field === "actors" || field === "targets" || field === "speaker";
  useEffect(() => {
    input.current?.focus();
    if (listed) (field === "place" ? fetchPlaces() : fetchActors()).then(setKnown, () => setFault("the names could not be fetched"));
  }, [field, listed]);
  const save = (event: Event): void => {
    event.preventDefault();
    const found = read(claim, field, input.current?.value.trim() ?? "", known);
    if (typeof found === "string") setFault(found);
    else onCorrect(found.field, found.value);
  };
  const label = FIELDS.find((f) => f.field === field)?.label ?? field;
  const choices = field === "kind" ? KINDS : field === "status" ? STATUSES : field === "extent" ? EXTENTS : null;
  return (
    <form
      class="kb-editor"
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
        event.stopPropagation();
      }}
    >
      {choices ? (
        <select ref={input} aria-label={label} value={String(field === "extent" ? claim.place?.extent : claim[field as "kind" | "status"])}>
          {choices.map((c) => (
            <option key={c}>{c}</option>
          ))}
        </select>
      ) : (
        <input ref={input} aria-label={label} list={listed ? "kb-known" : undefined} placeholder={hint(field)} autocomplete="off" />
      )}
      {listed && (
        <datalist id="kb-known">
          {known.slice(0, 4000).map((k) => (
            <option key={k.id} value={`${k.name} [${k.id}]`} />
          ))}
        </datalist>
      )}
      <button type="submit">Save</button>
      <button type="button" onClick={onDone}>
        Cancel
      </button>
      {fault && (
        <p class="kb-fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

function hint(field: Field): string {
  if (field === "when") return "2016-04-08 or 2016-04-01/2016-04-30";
  if (field === "place") return "a name; empty: not said";
  return field === "speaker" ? "a name; empty: the article’s own voice" : "names, a semicolon between";
}

/** What was typed as a correction, or what is wrong with it. */
function read(claim: Claim, field: Field, typed: string, known: Named[]): { field: string; value: unknown } | string {
  if (field === "kind" || field === "status") return { field, value: typed };
  if (field === "extent") return claim.place ? { field: "place", value: { extent: typed } } : "no place is said";
  if (field === "when") return readDays(typed);
  if (typed === "") return { field, value: field === "actors" || field === "targets" ? [] : null };
  const meant = typed.split(";").map((part) => find(part.trim(), known));
  const missing = meant.findIndex((m) => m === undefined);
  if (missing >= 0) return `“${typed.split(";")[missing]?.trim()}” is not in the record; choose from the list`;
  if (field === "place") {
    if (meant.length > 1) return "one place only";
    const { id, name, lat, lon, radius_km, kind } = meant[0] as Place;
    return { field, value: { id, name, lat, lon, radius_km, kind, extent: claim.place?.extent ?? "whole" } };
  }
  const named = meant.map((m) => ({ id: m?.id, name: m?.name }));
  return field === "speaker" ? { field, value: { ...named[0], text: named[0]?.name } } : { field, value: named };
}

function find(typed: string, known: Named[]): Named | undefined {
  const id = /\[([^\]]+)\]$/.exec(typed)?.[1];
  if (id !== undefined) return known.find((k) => k.id === id);
  const same = known.filter((k) => k.name.toLowerCase() === typed.toLowerCase());
  return same.length === 1 ? same[0] : undefined;
}

function readDays(typed: string): { field: string; value: unknown } | string {
  const found = /^(\d{4}-\d\d-\d\d)(?:\s*(?:\/|to|–)\s*(\d{4}-\d\d-\d\d))?$/.exec(typed);
  if (typed === "") return { field: "when", value: { start: null, end: null } };
  if (!found) return "a day is written 2016-04-08, several 2016-04-01/2016-04-30";
  const [, start, end] = found;
  return { field: "when", value: { start, end: end ?? start } };
}
