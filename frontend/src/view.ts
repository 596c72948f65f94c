// Where things stand in the picture: the map lies flat and north is up, so that a place is a product and a sum away.

import type { Map as LibreMap } from "maplibre-gl";

/** The part of the world in the picture: its middle in parts of the world's width, and the width of the world in pixels. */
export interface View {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

export function viewOf(map: LibreMap, width: number, height: number): View {
  const { lng, lat } = map.getCenter();
  return { ...mercator(lng, lat), scale: 512 * 2 ** map.getZoom(), width, height };
}

export function mercator(lon: number, lat: number): { x: number; y: number } {
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI) };
}

/** Pixels of the page; of the copies of the world side by side, the one nearest to the middle counts. */
export function project(view: View, { x, y }: { x: number; y: number }): { x: number; y: number } {
  const east = x - view.x;
  return { x: (east - Math.round(east)) * view.scale + view.width / 2, y: (y - view.y) * view.scale + view.height / 2 };
}

/** How far outside of the picture a sign still shows. */
const MARGIN = 40;

/** Whether what reaches `reach` pixels around a point shows. */
export function inside(view: View, x: number, y: number, reach = 0): boolean {
  const room = Math.max(MARGIN, reach);
  return x > -room && y > -room && x < view.width + room && y < view.height + room;
}

/** So many kilometres on the ground at a latitude, in pixels. */
export function onGround(view: View, km: number, lat: number): number {
  return (km * view.scale) / (ROUND_KM * Math.cos((lat * Math.PI) / 180));
}

const ROUND_KM = 40_075;

/** On a line from (a, from) to (b, to), and level beyond its ends. */
export function between(value: number, a: number, from: number, b: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - a) / (b - a)));
  return from + (to - from) * share;
}
