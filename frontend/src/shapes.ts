// GeoJSON for the map: the record's spells cut at each report, so that a filter and an age tell all of a day.

import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";

import type { Happening } from "./filters";
import { iconName } from "./icons";
import { contenders, lastReport, type Record, type Spell } from "./record";

/** Stands for a stop that is not known; later than any day of news. */
const NEVER = 1e7;
/** A place whose point may lie off by more than this is drawn as an area. */
const VAGUE_KM = 15;
const EARTH_KM = 6371;

/** One point for each stretch between two reports of a spell: on [from, to) the last report was on the day `said`. */
export function spellPoints(record: Record): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const spell of allSpells(record)) {
    const at = point(spell);
    if (!at) continue;
    for (const piece of pieces(spell)) {
      features.push({
        type: "Feature",
        geometry: { type: "Point", coordinates: at },
        properties: { ...piece, place: spell.place.id, name: spell.place.name, icon: iconName(spell), ...dot(spell), area: isVague(spell) ? 1 : 0 },
      });
    }
  }
  return { type: "FeatureCollection", features };
}

/** What a plain dot says of a spell where there are too many for signs: the holder's colour, and around it the rival's, or that it is besieged. */
function dot(spell: Spell): { colour: string; edge: string } {
  const [first, second] = contenders(spell);
  const rival = second ?? spell.others[0]?.holder;
  const edge = spell.status === "besieged" ? "alarm" : spell.status === "contested" ? (rival?.colour ?? "none") : "none";
  return { colour: spell.status === "unknown" ? "none" : (first?.colour ?? "none"), edge };
}

/** Circles on the ground for places that are more than a point. */
export function spellAreas(record: Record): FeatureCollection<Polygon> {
  const features: Feature<Polygon>[] = [];
  for (const spell of allSpells(record)) {
    const at = point(spell);
    if (!at || !isVague(spell)) continue;
    const geometry: Polygon = { type: "Polygon", coordinates: [circle(at, spell.place.radius_km ?? 0)] };
    for (const piece of pieces(spell)) {
      features.push({ type: "Feature", geometry, properties: { ...piece, colour: contenders(spell)[0]?.colour ?? "none" } });
    }
  }
  return { type: "FeatureCollection", features };
}

/** A point for each happening, with the days on which it may have been. */
export function happeningPoints(happenings: Happening[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: happenings.flatMap((h) =>
      h.place.lat === null || h.place.lon === null
        ? []
        : {
            type: "Feature" as const,
            geometry: { type: "Point" as const, coordinates: [h.place.lon, h.place.lat] },
            properties: { start: h.start, end: h.end, place: h.place.id },
          },
    ),
  };
}

function allSpells(record: Record): Spell[] {
  return [...record.spells.values()].flat();
}

function point(spell: Spell): Position | null {
  return spell.place.lat === null || spell.place.lon === null ? null : [spell.place.lon, spell.place.lat];
}

function isVague(spell: Spell): boolean {
  return (spell.place.radius_km ?? 0) > VAGUE_KM;
}

/** Said long ago, where no claim speaks for a spell yet. */
const LONG_AGO = 1000;

function pieces(spell: Spell): { from: number; to: number; said: number }[] {
  const stop = Math.min(spell.stop, NEVER);
  const edges = [spell.start, ...new Set(spell.reports.filter((d) => d > spell.start && d < stop))];
  return edges.map((from, i) => ({ from, to: edges[i + 1] ?? stop, said: lastReport(spell, from) ?? from - LONG_AGO }));
}

function circle([lon, lat]: Position, km: number): Position[] {
  const ring: Position[] = [];
  const north = (km / EARTH_KM) * (180 / Math.PI);
  const east = north / Math.cos(((lat ?? 0) * Math.PI) / 180);
  for (let i = 0; i <= 64; i++) {
    const turn = (i / 64) * 2 * Math.PI;
    ring.push([(lon ?? 0) + east * Math.cos(turn), (lat ?? 0) + north * Math.sin(turn)]);
  }
  return ring;
}

/** A point inside the largest part of each country, with its name, for a label. */
export function countryLabels(countries: FeatureCollection): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const country of countries.features) {
    const shape = country.geometry;
    if (shape.type !== "Polygon" && shape.type !== "MultiPolygon") continue;
    const found = rings(shape).map(centre).sort((a, b) => b.size - a.size)[0];
    if (!found) continue;
    const properties = { name: String(country.properties?.name ?? ""), size: found.size };
    features.push({ type: "Feature", geometry: { type: "Point", coordinates: found.at }, properties });
  }
  return { type: "FeatureCollection", features };
}

function rings(shape: Polygon | MultiPolygon): Position[][] {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.flatMap((p) => (p[0] ? [p[0]] : []));
}

/** Centroid and area (square degrees) of a ring, by the shoelace formula. */
function centre(ring: Position[]): { at: Position; size: number } {
  let [twice, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return twice === 0 ? { at: ring[0] ?? [0, 0], size: 0 } : { at: [x / (3 * twice), y / (3 * twice)], size: Math.abs(twice / 2) };
}
