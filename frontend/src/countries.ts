// Where the name of a country stands.

import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";

import type { Country } from "./basemap";

/** A point inside the largest part of each country, with its name, the largest countries first. */
export function countryNames(countries: FeatureCollection): Country[] {
  const names: (Country & { size: number })[] = [];
  for (const country of countries.features) {
    const shape = country.geometry;
    if (shape.type !== "Polygon" && shape.type !== "MultiPolygon") continue;
    const found = rings(shape).map(centre).sort((a, b) => b.size - a.size)[0];
    if (!found) continue;
    names.push({ name: String(country.properties?.name ?? ""), at: found.at as [number, number], size: found.size });
  }
  return names.sort((a, b) => b.size - a.size);
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
