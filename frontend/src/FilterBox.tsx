// The filters of the map, folded away until they are wanted.

import { type Filters, GRADES, type Happenings, NO_FILTERS, WINDOWS } from "./filters";
import type { Record, Status } from "./record";

interface Props {
  record: Record;
  happenings: Happenings | null;
  filters: Filters;
  onFilter: (filters: Filters) => void;
}

export function FilterBox({ record, happenings, filters, onFilter }: Props) {
  const set = (change: Partial<Filters>): void => onFilter({ ...filters, ...change });
  const some = Object.entries(filters).some(([name, value]) => value !== NO_FILTERS[name as keyof Filters]);
  const sides = [...new Set((happenings?.actors ?? []).flatMap((a) => a.side ?? []))].sort();
  const kinds = [...new Set((happenings?.kinds ?? []).flatMap((k) => (k.includes(".") ? [k.split(".")[0] ?? k, k] : [k])))].sort();
  return (
    <details class="kh-filters" open={some}>
      <summary>Filter{some ? " (on)" : ""}</summary>
      <Choice label="By whose word" value={filters.by} onChange={(by) => set({ by })}>
        <option value="">all sources</option>
        {["side", "speaker"].map((group) => (
          <optgroup key={group} label={group === "side" ? "Sides" : "Speakers"}>
            {record.voices
              .filter((v) => (v.kind === "side") === (group === "side"))
              .map((v) => (
                <option key={v.id} value={v.id}>
                  {v.name} ({v.claims})
                </option>
              ))}
          </optgroup>
        ))}
      </Choice>
      <Choice label="Held by" value={filters.holder} onChange={(holder) => set({ holder })}>
        <option value="">anybody</option>
        {record.holders.map((h) => (
          <option key={h.id} value={h.id}>
            {h.name}
          </option>
        ))}
      </Choice>
      <Choice label="State" value={filters.state} onChange={(state) => set({ state: state as Status | "" })}>
        <option value="">any</option>
        {["held", "contested", "besieged", "unknown"].map((s) => (
          <option key={s}>{s}</option>
        ))}
      </Choice>
      {happenings && (
        <>
          <Choice label="Incidents" value={filters.kind} onChange={(kind) => set({ kind })}>
            <option value="none">none</option>
            <option value="">of every kind</option>
            {kinds.map((k) => (
              <option key={k} value={k}>
                {k.replace(".", " ")}
              </option>
            ))}
          </Choice>
          {filters.kind !== "none" && (
            <>
              <Choice label="of the last" value={String(filters.days)} onChange={(days) => set({ days: Number(days) })}>
                {WINDOWS.map((d) => (
                  <option key={d} value={d}>
                    {d === 1 ? "day" : `${d} days`}
                  </option>
                ))}
              </Choice>
              <Choice label="Told at least" value={filters.grade} onChange={(grade) => set({ grade })}>
                <option value="">anyhow</option>
                {GRADES.map((g) => (
                  <option key={g}>{g}</option>
                ))}
              </Choice>
              <Choice label="Actor or side" value={filters.actor} onChange={(actor) => set({ actor })}>
                <option value="">any</option>
                {sides.map((s) => (
                  <option key={s} value={`side:${s}`}>
                    side: {s.replaceAll("-", " ")}
                  </option>
                ))}
                {[...happenings.actors]
                  .sort((a, b) => a.name.localeCompare(b.name, "en"))
                  .map((a) => (
                    <option key={a.id} value={a.id}>
                      {a.name}
                    </option>
                  ))}
              </Choice>
              <Choice label="Told by" value={filters.speaker} onChange={(speaker) => set({ speaker })}>
                <option value="">anybody</option>
                {record.voices
                  .filter((v) => v.kind !== "side")
                  .map((v) => (
                    <option key={v.id} value={v.id}>
                      {v.name}
                    </option>
                  ))}
              </Choice>
            </>
          )}
        </>
      )}
      {some && (
        <button type="button" onClick={() => onFilter(NO_FILTERS)}>
          Show everything
        </button>
      )}
    </details>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: preact.ComponentChildren;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label class="kh-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}
