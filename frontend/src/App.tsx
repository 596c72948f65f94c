import { useCallback, useEffect, useMemo, useState } from "preact/hooks";

import { type Earth, fetchEarth } from "./basemap";
import { type Day, isoDay, parseDay } from "./days";
import { chosenOf, fetchHappenings, type Filters, filtered, type Happenings, readFilters, recent, writeFilters } from "./filters";
import { FilterBox } from "./FilterBox";
import { MapView } from "./MapView";
import { Panel } from "./Panel";
import { fetchRecord, type Record } from "./record";
import { Timeline } from "./Timeline";

/** A whole run of the slider takes about this many steps of STEP_MS. */
const STEPS = 300;
const STEP_MS = 120;
/** The address follows once the day has rested this long: browsers refuse to have it changed many times a second. */
const ADDRESS_MS = 250;

export function App() {
  const [loaded, setLoaded] = useState<{ record: Record; earth: Earth } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    Promise.all([fetchRecord(""), fetchEarth()]).then(
      ([record, earth]) => setLoaded({ record, earth }),
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  if (fault) return <p class="note" role="alert">The map could not be drawn: {fault}</p>;
  if (!loaded) return <p class="note" role="status">Drawing the map…</p>;
  if (loaded.record.spells.size === 0) return <p class="note">No source says who holds a place: there is nothing to draw.</p>;
  return <Loaded {...loaded} />;
}

function Loaded({ record: whole, earth }: { record: Record; earth: Earth }) {
  const [filters, setFilters] = useState<Filters>(() => readFilters(location.search));
  const [heard, setHeard] = useState<Record>(whole);
  const [happenings, setHappenings] = useState<Happenings | null>(null);
  const [fault, setFault] = useState("");
  const [{ day: firstDay, place: firstPlace }] = useState(() => fromAddress(whole));
  useEffect(() => {
    let wanted = true;
    const found = filters.by === "" ? Promise.resolve(whole) : fetchRecord(filters.by);
    found.then(
      // The slider and the names to choose from stay those of the whole record.
      (r) => wanted && (setHeard({ ...r, places: whole.places, first: whole.first, last: whole.last, voices: whole.voices }), setFault("")),
      (error: unknown) => wanted && setFault(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [filters.by, whole]);
  useEffect(() => {
    fetchHappenings().then(setHappenings, (error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  }, []);
  const record = useMemo(() => filtered(heard, filters), [heard, filters.holder, filters.state]);
  const chosenHappenings = useMemo(() => (happenings ? chosenOf(happenings, filters) : []), [happenings, filters.kind, filters.grade, filters.actor, filters.speaker]);
  const [day, setDay] = useState<Day>(firstDay);
  const happened = useMemo(() => recent(chosenHappenings, day, filters.days), [chosenHappenings, day, filters.days]);
  const [chosen, setChosen] = useState<string | null>(firstPlace);
  const [playing, setPlaying] = useState(false);
  const go = useCallback((wanted: Day) => setDay(Math.min(Math.max(wanted, record.first), record.last)), [record]);

  useEffect(() => {
    const timer = setTimeout(() => toAddress(day, chosen, filters), ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [day, chosen, filters]);
  useEffect(() => {
    if (!playing) return;
    const step = Math.max(1, Math.round((record.last - record.first) / STEPS));
    const timer = setInterval(() => setDay((d) => Math.min(d + step, record.last)), STEP_MS);
    return () => clearInterval(timer);
  }, [playing, record]);
  useEffect(() => {
    if (day >= record.last) setPlaying(false);
  }, [day, record]);

  const play = (wanted: boolean): void => {
    if (wanted && day >= record.last) setDay(record.first);
    setPlaying(wanted);
  };
  const onKey = (event: KeyboardEvent): void => {
    const key = keyOf(event);
    if (key === "close") setChosen(null);
    else if (key === "play") play(!playing);
    else if (key === "before") go(record.changes.findLast((d) => d < day) ?? day);
    else if (key === "after") go(record.changes.find((d) => d > day) ?? day);
    if (key) event.preventDefault();
  };
  return (
    <div class="kh" onKeyDown={onKey}>
      <MapView earth={earth} record={record} happenings={happened} day={day} chosen={chosen} onChoose={setChosen} />
      <Panel
        record={record}
        all={heard}
        by={filters.by}
        happenings={happened}
        day={day}
        chosen={chosen}
        onChoose={setChosen}
        onDay={go}
        filters={<FilterBox record={whole} happenings={happenings} filters={filters} onFilter={setFilters} />}
        fault={fault}
      />
      <Timeline record={record} happenings={filters.kind === "none" ? null : chosenHappenings} day={day} playing={playing} onDay={go} onPlay={play} />
    </div>
  );
}

/** What a key asks for; keys that a field or a button takes for itself are left to it. */
function keyOf(event: KeyboardEvent): "close" | "play" | "before" | "after" | null {
  if (event.key === "Escape") return "close";
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.matches("input:not([type=range]), textarea, select")) return null;
  if (event.key === " " && !target?.closest("button, a, summary")) return "play";
  if (event.key === ",") return "before";
  return event.key === "." ? "after" : null;
}

function fromAddress(record: Record): { day: Day; place: string | null } {
  const asked = new URLSearchParams(location.search);
  const day = parseDay(asked.get("on") ?? "");
  const place = asked.get("place");
  return {
    day: Number.isNaN(day) ? (record.changes.at(-1) ?? record.last) : Math.min(Math.max(day, record.first), record.last),
    place: place !== null && record.spells.has(place) ? place : null,
  };
}

/** Keeps the address of the map's own page in step, so that it can be copied. */
function toAddress(day: Day, place: string | null, filters: Filters): void {
  if (location.pathname !== "/map") return;
  const asked = new URLSearchParams({ on: isoDay(day) });
  if (place !== null) asked.set("place", place);
  writeFilters(filters, asked);
  history.replaceState(null, "", `/map?${asked}`);
}
