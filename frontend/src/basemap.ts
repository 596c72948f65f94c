// The map's style: Natural Earth's land and borders of today, and what the user's own archive adds. All text is the overlay's.

import type { FeatureCollection, MultiLineString } from "geojson";
import type { Map as LibreMap, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import countriesUrl from "world-atlas/countries-50m.json?url";

import type { Palette } from "./palette";
import { countryNames } from "./countries";

export interface Earth {
  countries: FeatureCollection;
  borders: MultiLineString;
  names: Country[];
  tiles: Tiles | null;
}

/** What a basemap of the user's own has; its layers by what they are, null where it lacks them. */
export interface Tiles {
  minzoom: number;
  maxzoom: number;
  attribution: string;
  layers: { water: string | null; roads: string | null; places: string | null };
}

/** The name of a country, and a point inside it. */
export interface Country {
  name: string;
  at: [number, number];
}

/** A town of the user's own basemap. */
export type Town = Country;

async function fetchTiles(): Promise<Tiles | null> {
  const answer = await fetch("/map/basemap");
  if (!answer.ok) throw new Error(`/map/basemap answered ${answer.status}`);
  return (await answer.json()) as Tiles | null;
}

/** Natural Earth's countries, from the same server as the page, and the user's own basemap. */
export async function fetchEarth(): Promise<Earth> {
  const [answer, tiles] = await Promise.all([fetch(countriesUrl), fetchTiles()]);
  if (!answer.ok) throw new Error(`${countriesUrl} answered ${answer.status}`);
  const topology = (await answer.json()) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const countries = feature(topology, topology.objects.countries) as FeatureCollection;
  const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
  return { countries, borders, names: countryNames(countries), tiles };
}

/** The whole style, in the colours of the moment. */
export function mapStyle(earth: Earth, palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: earth.countries, attribution: "Natural Earth (today’s borders) · Places: GeoNames, CC BY 4.0" },
      borders: { type: "geojson", data: earth.borders },
      ...tileSource(earth.tiles),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": palette.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": palette.land, "fill-outline-color": palette.coast } },
      ...tileLayers(earth.tiles, palette),
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": palette.border, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 1.6], "line-dasharray": [4, 2] },
      },
    ],
  };
}

function tileSource(tiles: Tiles | null): StyleSpecification["sources"] {
  if (!tiles) return {};
  const { minzoom, maxzoom, attribution } = tiles;
  return { tiles: { type: "vector", tiles: [`${location.origin}/map/basemap/{z}/{x}/{y}`], minzoom, maxzoom, attribution } };
}

function tileLayers(tiles: Tiles | null, palette: Palette): StyleSpecification["layers"] {
  if (!tiles) return [];
  const { water, roads, places } = tiles.layers;
  const layers: StyleSpecification["layers"] = [];
  if (water) {
    layers.push({ id: "water", type: "fill", source: "tiles", "source-layer": water, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": palette.sea } });
    layers.push({ id: "rivers", type: "line", source: "tiles", "source-layer": water, filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": palette.sea, "line-width": 1.2 } });
  }
  if (roads) layers.push({ id: "roads", type: "line", source: "tiles", "source-layer": roads, paint: { "line-color": palette.coast, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.4, 12, 1.4] } });
  if (places)
    layers.push({ id: "towns", type: "circle", source: "tiles", "source-layer": places, minzoom: TOWNS, paint: { "circle-radius": 1.5, "circle-color": palette.soft } });
  return layers;
}

const TOWNS = 6;

/** The towns of the user's own basemap that are in view. */
export function townsIn(map: LibreMap, earth: Earth): Town[] {
  const layer = earth.tiles?.layers.places;
  if (!layer || map.getZoom() < TOWNS) return [];
  const found = new Map<string, Town>();
  for (const { geometry, properties } of map.querySourceFeatures("tiles", { sourceLayer: layer })) {
    const name: unknown = properties["name:en"] ?? properties.name;
    if (geometry.type === "Point" && typeof name === "string") found.set(`${name} ${geometry.coordinates}`, { name, at: geometry.coordinates as [number, number] });
  }
  return [...found.values()];
}
