// The map itself, as one element: it follows the day and the chosen place, and tells which place was clicked.

import type { GeoJSONSource, Map as LibreMap, MapLayerMouseEvent } from "maplibre-gl";
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef } from "preact/hooks";

import { type Earth, mapStyle, type Shown } from "./basemap";
import type { Day } from "./days";
import type { Happening } from "./filters";
import { drawIcon } from "./icons";
import { onSchemeChange, readPalette } from "./palette";
import type { Record } from "./record";
import { happeningPoints, spellAreas, spellPoints } from "./shapes";

maplibregl.setWorkerUrl(workerUrl);

interface Props {
  earth: Earth;
  record: Record;
  happenings: Happening[];
  /** From how many days before the day happenings are shown. */
  days: number;
  day: Day;
  chosen: string | null;
  onChoose: (place: string) => void;
}

export function MapView({ earth, record, happenings, days, day, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<LibreMap | null>(null);
  const latest = useRef({ day, days, chosen, onChoose, record, happenings });
  latest.current = { day, days, chosen, onChoose, record, happenings };

  useEffect(() => {
    if (!box.current) return;
    const map = makeMap(box.current, earth, latest);
    shown.current = map;
    const stop = onSchemeChange(() => map.setStyle(mapStyle(earth, latest.current, readPalette()), { diff: false }));
    return () => {
      stop();
      map.remove();
      shown.current = null;
    };
  }, [earth]);

  useEffect(() => {
    const map = shown.current;
    map?.getSource<GeoJSONSource>("places")?.setData(spellPoints(record));
    map?.getSource<GeoJSONSource>("areas")?.setData(spellAreas(record));
  }, [record]);
  useEffect(() => {
    shown.current?.getSource<GeoJSONSource>("happenings")?.setData(happeningPoints(happenings));
  }, [happenings]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const map = shown.current;
      if (!map?.getSource<GeoJSONSource>("places")) return;
      map.setGlobalStateProperty("day", day);
    });
    return () => cancelAnimationFrame(frame);
  }, [day]);
  useEffect(() => {
    const map = shown.current;
    if (!map?.getSource<GeoJSONSource>("places")) return;
    map.setGlobalStateProperty("days", days);
    map.setGlobalStateProperty("chosen", chosen ?? "");
  }, [days, chosen]);

  useEffect(() => {
    const place = record.places.find((p) => p.id === chosen);
    const map = shown.current;
    if (map && place && place.lat !== null && place.lon !== null && !map.getBounds().contains([place.lon, place.lat])) {
      map.easeTo({ center: [place.lon, place.lat], duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500 });
    }
  }, [chosen, record]);

  return <div class="kh-map" ref={box} role="region" aria-label="Map; the list beside it says the same" />;
}

function makeMap(container: HTMLElement, earth: Earth, latest: { current: Shown & { onChoose: (place: string) => void } }): LibreMap {
  const map = new maplibregl.Map({
    container,
    style: mapStyle(earth, latest.current, readPalette()),
    ...startingView(latest.current.record),
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 12,
    minZoom: 1.5,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
  map.on("styleimagemissing", ({ id }) => {
    const drawn = drawIcon(id, readPalette());
    if (drawn && !map.hasImage(id)) map.addImage(id, drawn.image, { pixelRatio: drawn.ratio });
  });
  map.on("style.load", () => {
    map.setGlobalStateProperty("day", latest.current.day);
    map.setGlobalStateProperty("days", latest.current.days);
    map.setGlobalStateProperty("chosen", latest.current.chosen ?? "");
  });
  for (const layer of ["places", "dots", "happenings"]) {
    map.on("click", layer, (event: MapLayerMouseEvent) => {
      const place: unknown = event.features?.[0]?.properties.place;
      if (typeof place === "string") latest.current.onChoose(place);
    });
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  if (container.clientWidth < 600) map.once("load", () => container.querySelector(".maplibregl-compact-show")?.classList.remove("maplibregl-compact-show"));
  map.once("idle", () => container.setAttribute("data-ready", "true"));
  return map;
}

/** Nearly all places of the record in view (one far from the rest would make all small), or the whole earth where there is none. */
function startingView(record: Record) {
  const points = record.places.flatMap((p) => (p.lat === null || p.lon === null ? [] : [{ lon: p.lon, lat: p.lat }]));
  if (!points.length) return { center: [20, 25] as [number, number], zoom: 1.5 };
  const middle = { lon: median(points.map((p) => p.lon)), lat: median(points.map((p) => p.lat)) };
  const away = (p: { lon: number; lat: number }): number => Math.hypot(p.lon - middle.lon, p.lat - middle.lat);
  const near = Math.max(3, 4 * median(points.map(away)));
  const bounds = new maplibregl.LngLatBounds();
  for (const point of points) if (away(point) <= near) bounds.extend(point);
  return { bounds, fitBoundsOptions: { padding: { top: 50, bottom: 60, left: 70, right: 90 }, maxZoom: 6 } };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
