// What the record says of a day, drawn over the map by ourselves: the library would upload and lay out every place anew for each step.

import type { Map as LibreMap } from "maplibre-gl";

import type { Country, Town } from "./basemap";
import type { Day } from "./days";
import type { Happening } from "./filters";
import { beside, Room } from "./labels";
import type { Palette } from "./palette";
import { contenders, lastReport, type Place, type Record, sayHolder, type Spell, spellAt } from "./record";
import { drawHappening, drawSign, press, type Stamp } from "./signs";
import { between, inside, mercator, onGround, project, type View, viewOf } from "./view";

/** What the map shows at a moment. */
export interface Shown {
  record: Record;
  /** The happenings of the days before. */
  happenings: Happening[];
  day: Day;
  chosen: string | null;
}

/** A place of the record that has a point, in parts of the world's width from its north-western corner. */
interface Spot {
  place: Place;
  spells: Spell[];
  x: number;
  y: number;
  /** How many places of which more is reported have the very same point. */
  turn: number;
}

/** A spot in view, and how far off its point may lie, in pixels of the page. */
interface Point {
  spot: Spot;
  x: number;
  y: number;
  reach: number;
}

/** Who holds it, and how many days ago that was last reported. */
interface Sighting extends Point {
  spell: Spell;
  age: number;
}

/** A place whose point may lie off by more than this is drawn as an area. */
const VAGUE_KM = 15;
/** At most this share of the picture is covered by signs, where they can be made smaller. */
const COVER = 0.35;
const SMALLEST = 2.5;
/** Where signs had to be made smaller than this, they are so many that names lie over them. */
const ROOMY = 7;
/** Names tried and drawn at once; in a crowd fewer. */
const NAMES = { tried: 600, drawn: 150, crowd: 40 };
/** How far above its place a happening is drawn, in pixels. */
const ABOVE = 14;
/** The ring around the chosen place is so much wider than its sign. */
const RING = 6;
/** A click this far from a sign's edge still means it. */
const NEAR = 4;

export class Overlay {
  private readonly canvas = document.createElement("canvas");
  private readonly pen: CanvasRenderingContext2D;
  private spots: Spot[] = [];
  private record: Record | null = null;
  private stamps = new Map<string, Stamp>();
  private stampsFor = "";
  private widths = new Map<string, number>();
  private picture = new ImageData(1, 1);
  /** The spots in view, and of which view: a step through time leaves them where they are. */
  private points: Point[] = [];
  private pointsFor = "";
  /** What was drawn last: signs by their middle, as clicks find them. */
  private seen: Sighting[] = [];
  private told: { place: string; x: number; y: number }[] = [];
  private radius = 0;
  /** The place under the mouse. */
  private hovered: string | null = null;

  constructor(
    private readonly map: LibreMap,
    private readonly countries: Country[],
    private readonly towns: () => Town[],
    private palette: Palette,
  ) {
    this.canvas.className = "kh-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvas().after(this.canvas);
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) throw new Error("this browser draws no pictures");
    this.pen = pen;
  }

  restyle(palette: Palette): void {
    this.palette = palette;
    this.stampsFor = "";
  }

  /** The place whose sign is at a point of the picture. */
  at(x: number, y: number): string | null {
    let [found, least]: [string | null, number] = [null, this.radius + NEAR];
    const nearer = (place: string, far: number): void => {
      if (far <= least) [found, least] = [place, far];
    };
    for (const s of this.seen) nearer(s.spot.place.id, Math.hypot(s.x - x, s.y - y));
    for (const t of this.told) nearer(t.place, Math.hypot(t.x - x, t.y - y));
    return found;
  }

  /** Marks a place as under the mouse; whether that is news. */
  hover(place: string | null): boolean {
    const news = place !== this.hovered;
    this.hovered = place;
    return news;
  }

  draw(shown: Shown): void {
    if (shown.record !== this.record) this.learn(shown.record);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    if (!width || !height) return;
    const ratio = Math.min(devicePixelRatio, 2);
    const view = viewOf(this.map, width, height);
    this.locate(view);
    this.sharpen(ratio);
    this.seen = sightings(this.points, shown.day);
    const picture = this.blank(Math.round(width * ratio), Math.round(height * ratio));
    const pixels = new Uint32Array(picture.data.buffer);
    this.pressHappenings(picture, pixels, view, shown.happenings, ratio);
    const drawn = lastOnTop(this.seen);
    for (const { spell, x, y, age } of drawn) press(picture, pixels, this.stamp(spell.sign, ratio, shown.record), x * ratio, y * ratio, faded(age, 1, 0.25));
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    this.pen.putImageData(picture, 0, 0);
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawAreas(drawn);
    this.drawNames(view, shown);
    const chosen = this.seen.find((s) => s.spot.place.id === shown.chosen);
    if (chosen) this.ring(chosen, this.radius + RING);
  }

  /** An empty picture of that size, and the canvas with it. */
  private blank(width: number, height: number): ImageData {
    if (this.picture.width === width && this.picture.height === height) this.picture.data.fill(0);
    else {
      this.picture = this.pen.createImageData(width, height);
      this.canvas.width = width;
      this.canvas.height = height;
      // On paper the picture is scaled as a whole.
      this.map.getContainer().style.setProperty("--shape", `${width} / ${height}`);
    }
    return this.picture;
  }

  /** Takes a record in: its places that have a point, those of which most is reported first. */
  private learn(record: Record): void {
    this.record = record;
    this.pointsFor = this.stampsFor = "";
    this.spots = [];
    for (const spells of record.spells.values()) {
      const place = spells[0]?.place;
      if (!place || place.lat === null || place.lon === null) continue;
      this.spots.push({ place, spells, ...mercator(place.lon, place.lat), turn: 0 });
    }
    const weight = new Map(this.spots.map((spot) => [spot, spot.spells.reduce((sum, spell) => sum + spell.reports.length, 0)]));
    this.spots.sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
    const shared = new Map<string, number>();
    for (const spot of this.spots) {
      const point = `${spot.x} ${spot.y}`;
      spot.turn = shared.get(point) ?? 0;
      shared.set(point, spot.turn + 1);
    }
    this.spots.sort((a, b) => a.turn - b.turn);
  }

  /** Finds the spots in view, and how large their signs can be. */
  private locate(view: View): void {
    const now = Object.values(view).join(" ");
    if (now === this.pointsFor) return;
    this.pointsFor = now;
    this.points = [];
    for (const spot of this.spots) {
      const { x, y } = project(view, spot);
      const reach = onGround(view, spot.place.radius_km ?? 0, spot.place.lat ?? 0);
      if (inside(view, x, y, reach)) this.points.push({ spot, x, y, reach });
    }
    this.radius = radiusFor(this.map.getZoom(), (COVER * view.width * view.height) / Math.max(1, this.points.length));
    // Those of one point stand around it, like the seeds of a sunflower.
    for (const point of this.points) {
      const { turn } = point.spot;
      point.x += this.radius * 1.6 * Math.sqrt(turn) * Math.cos(turn * 2.4);
      point.y += this.radius * 1.6 * Math.sqrt(turn) * Math.sin(turn * 2.4);
    }
  }

  private pressHappenings(picture: ImageData, pixels: Uint32Array, view: View, happenings: Happening[], ratio: number): void {
    const counts = new Map<string, { place: Happening["place"]; count: number }>();
    for (const { place } of happenings) {
      const row = counts.get(place.id);
      if (row) row.count++;
      else counts.set(place.id, { place, count: 1 });
    }
    this.told = [];
    const made = drawHappening(between(this.map.getZoom(), 3, 3.5, 8, 7), ratio, this.palette);
    for (const { place, count } of counts.values()) {
      if (place.lat === null || place.lon === null) continue;
      const { x, y } = project(view, mercator(place.lon, place.lat));
      if (!inside(view, x, y)) continue;
      for (let i = 0; i < Math.min(count, 6); i++) press(picture, pixels, made, x * ratio, (y - ABOVE) * ratio, 1);
      this.told.push({ place: place.id, x, y: y - ABOVE });
    }
  }

  /** Circles on the ground, below the signs, for places that are more than a point. */
  private drawAreas(seen: Sighting[]): void {
    const { pen } = this;
    pen.globalCompositeOperation = "destination-over";
    pen.lineWidth = 1.4;
    pen.setLineDash([3, 3]);
    for (const { spot, spell, x, y, reach, age } of seen) {
      if ((spot.place.radius_km ?? 0) <= VAGUE_KM || reach <= this.radius + 2) continue;
      pen.fillStyle = pen.strokeStyle = this.palette.holder(contenders(spell)[0]?.colour ?? "none");
      pen.beginPath();
      pen.arc(x, y, reach, 0, 2 * Math.PI);
      pen.globalAlpha = faded(age, 0.8, 0.25);
      pen.stroke();
      pen.globalAlpha = faded(age, 0.22, 0.05);
      pen.fill();
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    pen.globalCompositeOperation = "source-over";
  }

  private drawNames(view: View, { chosen }: Shown): void {
    const { seen, radius, hovered } = this;
    const zoom = this.map.getZoom();
    const size = between(zoom, 4, 11.5, 9, 15);
    const room = new Room(view.width, view.height);
    const crowd = radius < Math.min(ROOMY, fullRadius(zoom) - 0.5);
    const gap = (s: Sighting): number => radius + (s.spot.place.id === chosen ? RING + 4 : s.spell.status === "besieged" ? 8 : 4);
    // A town's name may cover the sign of a quarter that has no point of its own.
    if (!crowd) for (const { spot, x, y } of seen) if (spot.turn === 0) room.take(x - radius, y - radius, x + radius, y + radius);
    const first = seen.filter(({ spot }) => spot.place.id === chosen || spot.place.id === hovered);
    for (const s of first) {
      const text = s.spot.place.id === hovered ? sayWho(s.spell) : s.spot.place.name;
      const width = this.width(text, size);
      const left = s.x + gap(s) + width < view.width ? s.x + gap(s) : s.x - gap(s) - width;
      room.take(left, s.y - size * 0.6, left + width, s.y + size * 0.6);
      this.write(text, left, s.y, size, this.palette.ink, this.palette.halo, 1, 3);
    }
    let [tried, drawn] = [0, 0];
    for (const s of seen) {
      if (drawn >= (crowd ? NAMES.crowd : NAMES.drawn) || tried >= NAMES.tried) break;
      if (first.includes(s)) continue;
      tried++;
      const name = s.spot.place.name;
      const placed = beside(room, this.width(name, size), size, s.x, s.y, gap(s));
      if (!placed) continue;
      drawn++;
      this.write(name, placed.x, placed.y, size, this.palette.ink, this.palette.halo, faded(s.age, 1, 0.6), 2.8);
    }
    this.drawTowns(view, room);
    if (zoom < 8) this.drawCountries(view, room, between(zoom, 3, 9, 7, 13));
  }

  /** The towns of the user's own basemap. */
  private drawTowns(view: View, room: Room): void {
    const size = 10.5;
    for (const town of this.towns()) {
      const { x, y } = project(view, mercator(town.at[0], town.at[1]));
      const placed = beside(room, this.width(town.name, size), size, x, y, 4);
      if (placed) this.write(town.name, placed.x, placed.y, size, this.palette.soft, this.palette.land, 1, 2);
    }
  }

  private drawCountries(view: View, room: Room, size: number): void {
    this.pen.letterSpacing = `${size * 0.18}px`;
    for (const { name, at } of this.countries) {
      const { x, y } = project(view, mercator(at[0], at[1]));
      const text = name.toUpperCase();
      const width = this.width(text, size);
      const box = [x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.6] as const;
      if (!room.free(...box)) continue;
      room.take(...box);
      this.write(text, box[0], y, size, this.palette.soft, this.palette.land, 0.65, 2);
    }
    this.pen.letterSpacing = "0px";
  }

  private width(text: string, size: number): number {
    const key = `${size} ${text}`;
    let found = this.widths.get(key);
    if (found === undefined) {
      this.pen.font = `${size}px ${this.palette.font}`;
      found = this.pen.measureText(text).width;
      if (this.widths.size > 20_000) this.widths.clear();
      this.widths.set(key, found);
    }
    return found;
  }

  private write(text: string, x: number, y: number, size: number, ink: string, halo: string, opacity: number, around: number): void {
    const { pen } = this;
    pen.font = `${size}px ${this.palette.font}`;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.globalAlpha = opacity;
    pen.lineWidth = around;
    pen.strokeStyle = halo;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
    pen.globalAlpha = 1;
  }

  private ring({ x, y }: Sighting, radius: number): void {
    const { pen } = this;
    for (const [colour, width] of [[this.palette.halo, 4], [this.palette.ink, 2]] as const) {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.stroke();
    }
  }

  /** Forgets the stamps where they were made for another size. */
  private sharpen(ratio: number): void {
    const now = `${this.radius} ${ratio}`;
    if (now !== this.stampsFor) this.stamps.clear();
    this.stampsFor = now;
  }

  private stamp(name: string, ratio: number, record: Record): Stamp {
    let found = this.stamps.get(name);
    if (!found) {
      found = drawSign(name, this.radius, ratio, this.palette, record.marks);
      this.stamps.set(name, found);
    }
    return found;
  }
}

/** What is known of those points on a day. */
function sightings(points: Point[], day: Day): Sighting[] {
  const found: Sighting[] = [];
  for (const { spot, x, y, reach } of points) {
    const spell = spellAt(spot.spells, day);
    if (!spell) continue;
    const said = lastReport(spell, day);
    found.push({ spot, x, y, reach, spell, age: said === null ? OLDEST : Math.min(OLDEST, day - said) });
  }
  return found;
}

/** By age, what was reported last at the end; of one age, the places of which most is reported. */
function lastOnTop(seen: Sighting[]): Sighting[] {
  const byAge: Sighting[][] = Array.from({ length: OLDEST + 1 }, () => []);
  for (let i = seen.length - 1; i >= 0; i--) {
    const s = seen[i] as Sighting;
    byAge[OLDEST - s.age]?.push(s);
  }
  return byAge.flat();
}

/** `Palmyra: Islamic State, besieged`. */
function sayWho(spell: Spell): string {
  const state = spell.status === "held" || spell.status === "unknown" ? "" : `, ${spell.status}`;
  return `${spell.place.name}: ${sayHolder(spell)}${state}`;
}

/** The size of signs at a zoom where there is room. */
function fullRadius(zoom: number): number {
  return zoom < 6 ? between(zoom, 3, 5.5, 6, 8.5) : between(zoom, 6, 8.5, 10, 11);
}

/** The same, but smaller where each has but so much room (square pixels); in steps, so that few are drawn. */
function radiusFor(zoom: number, room: number): number {
  return Math.round(2 * Math.max(SMALLEST, Math.min(fullRadius(zoom), Math.sqrt(room / Math.PI)))) / 2;
}

/** From `fresh` on the day of the last report down to `old` a year later. */
function faded(age: number, fresh: number, old: number): number {
  const i = FADING.findIndex(([days]) => age < days);
  if (i < 0) return old;
  const [a, from] = FADING[i - 1] ?? [0, 1];
  const [b, to] = FADING[i] ?? [365, 0];
  return old + (fresh - old) * between(age, a, from, b, to);
}

/** From so many days after the last report on, a sign grows no paler. */
const OLDEST = 365;
/** What is left of the full colour so many days after the last report. */
const FADING: [number, number][] = [[0, 1], [30, 0.8], [90, 0.45], [180, 0.2], [OLDEST, 0]];
