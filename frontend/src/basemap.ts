// The map's style: Natural Earth's land and borders of today, then what the record says. No text is fetched: labels use local fonts.

import type { FeatureCollection, MultiLineString } from "geojson";
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, FilterSpecification, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import countriesUrl from "world-atlas/countries-50m.json?url";

import type { Happening } from "./filters";
import type { Palette } from "./palette";
import type { Record } from "./record";
import { countryLabels, happeningPoints, spellAreas, spellPoints } from "./shapes";

export interface Earth {
  countries: FeatureCollection;
  borders: MultiLineString;
  labels: FeatureCollection;
  tiles: Tiles | null;
}

/** What a basemap of the user's own has; its layers by what they are, null where it lacks them. */
export interface Tiles {
  minzoom: number;
  maxzoom: number;
  attribution: string;
  layers: { water: string | null; roads: string | null; places: string | null };
}

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
  return { countries, borders, labels: countryLabels(countries), tiles };
}

const DAY: ExpressionSpecification = ["global-state", "day"];
const TODAY: FilterSpecification = ["all", ["<=", ["get", "from"], DAY], [">", ["get", "to"], DAY]];
const LATELY: FilterSpecification = ["all", ["<=", ["get", "start"], DAY], [">", ["get", "end"], ["-", DAY, ["global-state", "days"]]]];
/** Places from which on they are plain dots without names until one looks closer: to lay out so many signs takes longer than a frame may. */
const CROWD = 2000;
const NEAR = 8;
const FONT = ["sans-serif"];

/** From `fresh` on the day of the last report down to `old` a year later. */
function fading(fresh: number, old: number): DataDrivenPropertyValueSpecification<number> {
  const age: ExpressionSpecification = ["-", DAY, ["get", "said"]];
  const at = (share: number): number => old + (fresh - old) * share;
  return ["interpolate", ["linear"], age, 0, fresh, 30, at(0.8), 90, at(0.45), 180, at(0.2), 365, old];
}

/** What the map shows at a moment. */
export interface Shown {
  record: Record;
  happenings: Happening[];
  day: number;
  days: number;
  chosen: string | null;
}

/** The whole style for what is shown, in the colours of the moment. */
export function mapStyle(earth: Earth, shown: Shown, palette: Palette): StyleSpecification {
  const { record, happenings, day, days, chosen } = shown;
  return {
    version: 8,
    state: { day: { default: day }, days: { default: days }, chosen: { default: chosen ?? "" } },
    sources: {
      countries: { type: "geojson", data: earth.countries, attribution: "Natural Earth (today’s borders) · Places: GeoNames, CC BY 4.0" },
      borders: { type: "geojson", data: earth.borders },
      names: { type: "geojson", data: earth.labels },
      areas: { type: "geojson", data: spellAreas(record) },
      places: { type: "geojson", data: spellPoints(record) },
      ...tileSource(earth.tiles),
      happenings: { type: "geojson", data: happeningPoints(happenings) },
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
      {
        id: "names",
        type: "symbol",
        source: "names",
        maxzoom: 8,
        layout: {
          "text-field": ["upcase", ["get", "name"]],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 3, 9, 7, 13],
          "text-letter-spacing": 0.18,
          "text-max-width": 7,
          "symbol-sort-key": ["-", 0, ["get", "size"]],
        },
        paint: { "text-color": palette.soft, "text-opacity": 0.65, "text-halo-color": palette.land, "text-halo-width": 1 },
      },
      ...areaLayers(palette),
      {
        id: "happenings",
        type: "circle",
        source: "happenings",
        filter: LATELY,
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 3, 3.5, 8, 7],
          "circle-color": palette.alarm,
          "circle-opacity": 0.35,
          "circle-stroke-color": palette.alarm,
          "circle-stroke-width": 1,
          "circle-translate": [0, -14],
        },
      },
      {
        id: "labels",
        type: "symbol",
        source: "places",
        minzoom: record.spells.size > CROWD ? NEAR : 0,
        filter: TODAY,
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 4, 11.5, 9, 15],
          "text-variable-anchor": ["left", "right", "top", "bottom"],
          "text-radial-offset": 1.25,
          "text-justify": "auto",
        },
        paint: { "text-color": palette.ink, "text-opacity": fading(1, 0.6), "text-halo-color": palette.halo, "text-halo-width": 1.4 },
      },
      ...dotLayers(record, palette),
      // Above the labels: what is above is placed first, so labels keep clear of the signs.
      {
        id: "places",
        type: "symbol",
        source: "places",
        minzoom: record.spells.size > CROWD ? NEAR : 0,
        filter: TODAY,
        layout: {
          "icon-image": ["get", "icon"],
          "symbol-sort-key": ["get", "said"],
          "icon-allow-overlap": true,
          "icon-padding": 0,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 6, 1, 10, 1.3],
        },
        paint: { "icon-opacity": fading(1, 0.25) },
      },
      {
        id: "chosen",
        type: "circle",
        source: "places",
        filter: ["all", ["==", ["get", "place"], ["global-state", "chosen"]], TODAY] as FilterSpecification,
        paint: { "circle-radius": 14, "circle-opacity": 0, "circle-stroke-color": palette.ink, "circle-stroke-width": 2 },
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
    layers.push({
      id: "towns",
      type: "symbol",
      source: "tiles",
      "source-layer": places,
      minzoom: 6,
      layout: { "text-field": ["coalesce", ["get", "name:en"], ["get", "name"]], "text-font": FONT, "text-size": 10.5 },
      paint: { "text-color": palette.soft, "text-halo-color": palette.land, "text-halo-width": 1 },
    });
  return layers;
}

/** The colour of the slot that a property names. */
function slotColour(property: string, palette: Palette): ExpressionSpecification {
  const slots = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
  const known = [...slots.flatMap((slot) => [slot, palette.holder(slot)]), "none", palette.halo, "alarm", palette.alarm];
  return ["match", ["get", property], ...known, palette.holder("other")] as unknown as ExpressionSpecification;
}

function dotLayers(record: Record, palette: Palette): StyleSpecification["layers"] {
  if (record.spells.size <= CROWD) return [];
  return [
    {
      id: "dots",
      type: "circle",
      source: "places",
      maxzoom: NEAR,
      filter: TODAY,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 3, 2.5, 8, 6],
        "circle-color": slotColour("colour", palette),
        "circle-opacity": fading(1, 0.25),
        "circle-stroke-color": ["case", ["==", ["get", "edge"], "none"], palette.ink, slotColour("edge", palette)],
        "circle-stroke-width": ["case", ["==", ["get", "edge"], "none"], 0.5, 2],
      },
    },
  ];
}

function areaLayers(palette: Palette): StyleSpecification["layers"] {
  const colour = slotColour("colour", palette);
  return [
    { id: "areas", type: "fill", source: "areas", filter: TODAY, paint: { "fill-color": colour, "fill-opacity": fading(0.22, 0.05) } },
    {
      id: "edges",
      type: "line",
      source: "areas",
      filter: TODAY,
      paint: { "line-color": colour, "line-opacity": fading(0.8, 0.25), "line-width": 1.4, "line-dasharray": [2, 2] },
    },
  ];
}
