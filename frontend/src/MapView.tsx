// The map itself, as one element: it follows the day and the chosen place, and tells which place was clicked.

import type { Map as LibreMap } from "maplibre-gl";
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef, useState } from "preact/hooks";

import { type Earth, mapStyle, type Town, townsIn } from "./basemap";
import { Overlay, type Shown } from "./overlay";
import { onSchemeChange, readPalette } from "./palette";
import type { Record } from "./record";

maplibregl.setWorkerUrl(workerUrl);

interface Props extends Shown {
  earth: Earth;
  onChoose: (place: string) => void;
}

interface Drawn {
  map: LibreMap;
  overlay: Overlay;
}

export function MapView({ earth, record, happenings, day, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [bare, setBare] = useState(false);
  const latest = useRef({ day, chosen, onChoose, record, happenings });
  latest.current = { day, chosen, onChoose, record, happenings };

  useEffect(() => {
    if (!box.current) return;
    const made = tryMap(box.current, earth, latest);
    if (!made) {
      setBare(true);
      return;
    }
    drawn.current = made;
    const stop = onSchemeChange(() => {
      made.overlay.restyle(readPalette());
      made.map.setStyle(mapStyle(earth, readPalette()), { diff: false });
    });
    return () => {
      stop();
      made.map.remove();
      drawn.current = null;
    };
  }, [earth]);

  // A step through time draws our own picture alone: the library's map below it stays as it is.
  useEffect(() => {
    const frame = requestAnimationFrame(() => drawn.current?.overlay.draw(latest.current));
    return () => cancelAnimationFrame(frame);
  }, [day, record, happenings, chosen]);

  useEffect(() => {
    const place = record.places.find((p) => p.id === chosen);
    const map = drawn.current?.map;
    if (map && place && place.lat !== null && place.lon !== null && !map.getBounds().contains([place.lon, place.lat])) {
      map.easeTo({ center: [place.lon, place.lat], duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500 });
    }
  }, [chosen, record]);

  return (
    <div class="kh-map" ref={box} role="region" aria-label="Map; the list beside it says the same">
      {bare && (
        <p class="note" role="alert">
          This browser draws no maps (WebGL is switched off). The list says the same, day by day.
        </p>
      )}
    </div>
  );
}

/** The map; null where the browser has no WebGL to draw it with. */
function tryMap(...given: Parameters<typeof makeMap>): Drawn | null {
  try {
    return makeMap(...given);
  } catch {
    given[0].replaceChildren();
    return null;
  }
}

function makeMap(container: HTMLElement, earth: Earth, latest: { current: Shown & { onChoose: (place: string) => void } }): Drawn {
  const map = new maplibregl.Map({
    container,
    style: mapStyle(earth, readPalette()),
    ...startingView(latest.current.record),
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 12,
    minZoom: 1.5,
    fadeDuration: 0,
    // Without it the map would be blank on paper.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
  let towns: Town[] = [];
  const overlay = new Overlay(map, earth.names, () => towns, readPalette());
  const draw = (): void => overlay.draw(latest.current);
  map.on("render", draw);
  map.on("idle", () => {
    towns = townsIn(map, earth);
    draw();
    container.setAttribute("data-ready", "true");
  });
  map.on("click", ({ point }) => {
    const place = overlay.at(point.x, point.y);
    if (place !== null) latest.current.onChoose(place);
  });
  const hover = (place: string | null): void => {
    map.getCanvas().style.cursor = place === null ? "" : "pointer";
    if (overlay.hover(place)) requestAnimationFrame(draw);
  };
  map.on("mousemove", ({ point }) => hover(overlay.at(point.x, point.y)));
  map.on("mouseout", () => hover(null));
  if (container.clientWidth < 600) map.once("load", () => container.querySelector(".maplibregl-compact-show")?.classList.remove("maplibregl-compact-show"));
  return { map, overlay };
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
