// The slider over days, with what makes it usable without a mouse: buttons, a field for the date, keys.

import { useMemo } from "preact/hooks";

import { type Day, isoDay, parseDay, sayDay, years } from "./days";
import type { Happening } from "./filters";
import type { Record } from "./record";

const BINS = 160;

interface Props {
  record: Record;
  /** Counted over the slider instead of reports where they are shown. */
  happenings: Happening[] | null;
  day: Day;
  playing: boolean;
  onDay: (day: Day) => void;
  onPlay: (playing: boolean) => void;
}

export function Timeline({ record, happenings, day, playing, onDay, onPlay }: Props) {
  const before = record.changes.findLast((d) => d < day);
  const after = record.changes.find((d) => d > day);
  return (
    <section class="kh-time" aria-label="Time">
      <div class="kh-buttons">
        <button type="button" disabled={before === undefined} onClick={() => before !== undefined && onDay(before)} title="Change before (,)">
          <Sign path="M3 2h2v10H3zM12 2v10L5 7z" />
          <span class="unseen">Change before</span>
        </button>
        <button type="button" class="kh-play" aria-pressed={playing} onClick={() => onPlay(!playing)} title="Play (space)">
          <Sign path={playing ? "M3 2h3v10H3zM8 2h3v10H8z" : "M3 1v12l9-6z"} />
          <span class="unseen">{playing ? "Pause" : "Play"}</span>
        </button>
        <button type="button" disabled={after === undefined} onClick={() => after !== undefined && onDay(after)} title="Next change (.)">
          <Sign path="M9 2h2v10H9zM2 2v10l7-5z" />
          <span class="unseen">Next change</span>
        </button>
      </div>
      <label class="kh-date">
        <span class="unseen">Go to the day</span>
        <input
          type="date"
          value={isoDay(day)}
          min={isoDay(record.first)}
          max={isoDay(record.last)}
          onChange={(event) => {
            const wanted = parseDay(event.currentTarget.value);
            if (!Number.isNaN(wanted)) onDay(wanted);
          }}
        />
      </label>
      <div class="kh-track">
        <Density record={record} happenings={happenings} day={day} />
        <input
          type="range"
          id="kh-slider"
          aria-label="Day"
          aria-valuetext={sayDay(day)}
          min={record.first}
          max={record.last}
          step={1}
          value={day}
          onInput={(event) => onDay(Number(event.currentTarget.value))}
        />
        <Scale record={record} />
      </div>
    </section>
  );
}

function Sign({ path }: { path: string }) {
  return (
    <svg class="kh-sign" viewBox="0 0 14 14" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** How many reports speak of each stretch of time, or how many happenings fall into it. */
function Density({ record, happenings, day }: { record: Record; happenings: Happening[] | null; day: Day }) {
  const bins = useMemo(() => {
    const counts = new Array<number>(BINS).fill(0);
    const width = (record.last - record.first + 1) / BINS;
    const days = happenings ? happenings.map((h) => h.start) : [...record.spells.values()].flatMap((row) => row.flatMap((s) => s.reports));
    for (const told of days) {
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor((told - record.first) / width)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  }, [record, happenings]);
  const most = Math.max(1, ...bins);
  const here = ((day - record.first) / Math.max(1, record.last - record.first)) * BINS;
  return (
    <svg class="kh-density" viewBox={`0 0 ${BINS} 20`} preserveAspectRatio="none" aria-hidden="true">
      {bins.map((count, i) => count > 0 && <rect key={i} class={i <= here ? "past" : ""} x={i} width={0.8} y={20 - (count / most) * 20} height={(count / most) * 20} />)}
    </svg>
  );
}

function Scale({ record }: { record: Record }) {
  const length = Math.max(1, record.last - record.first);
  return (
    <svg class="kh-years" aria-hidden="true">
      {years(record.first, record.last).map(({ day, year }) => {
        const x = `${((day - record.first) / length) * 100}%`;
        return (
          <g key={year}>
            <line x1={x} x2={x} y1={0} y2={5} />
            <text x={x} y={16} text-anchor="middle">
              {year}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
