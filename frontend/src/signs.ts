// The signs of places, drawn once and then pressed onto the picture of the map like stamps: a full disc with its holder's mark is held,
// a striped one contested, a ring around it besieged, an open one unknown.

import type { Palette } from "./palette";

/** A square picture; its pixels as a canvas keeps them, each four bytes in one number. */
export interface Stamp {
  size: number;
  pixels: Uint32Array;
}

/** Discs smaller than this, in pixels of the page, are plain dots: a mark in them could not be seen. */
const PLAIN = 5;

/** The sign of that name (`Spell.sign`), with a disc of `radius` pixels of the page, at `ratio` pixels of the screen for each. */
export function drawSign(name: string, radius: number, ratio: number, palette: Palette, marks: { [slot: string]: string }): Stamp {
  const [status = "", slot = "none", rival = "none"] = name.split("|");
  const plain = radius < PLAIN;
  const open = slot === "none" || status === "unknown";
  return stamp((radius + (status === "besieged" ? (plain ? 3 : 6) : 2)) * ratio, (pen) => {
    // From here on the disc has a radius of 10, as in the marks.
    const scale = (radius * ratio) / 10;
    const pixel = ratio / scale;
    pen.scale(scale, scale);
    const disc = (r: number): Path2D => {
      const path = new Path2D();
      path.arc(0, 0, r, 0, 2 * Math.PI);
      return path;
    };
    pen.fillStyle = palette.halo;
    pen.fill(disc(10 + (plain ? 0.5 : 1.5) * pixel));
    pen.fillStyle = open ? palette.halo : palette.holder(slot);
    pen.fill(disc(10));
    if (status === "contested") {
      pen.fillStyle = rival === "none" ? palette.halo : palette.holder(rival);
      pen.fill(new Path2D(marks.stripes));
    } else if (!open && !plain) {
      pen.fillStyle = palette.on(slot);
      pen.fill(new Path2D(marks[slot] ?? ""));
    }
    pen.lineWidth = (plain ? 0.5 : 1.2) * pixel;
    pen.strokeStyle = slot === "none" ? palette.soft : open ? palette.holder(slot) : palette.ink;
    if (open && !plain) pen.setLineDash([2 * pixel, 2 * pixel]);
    pen.stroke(disc(10));
    if (status === "besieged") {
      pen.setLineDash([]);
      const ring = disc(10 + (plain ? 1.8 : 4) * pixel);
      for (const [colour, width] of plain ? ([[palette.alarm, 1.6]] as const) : ([[palette.halo, 3.5], [palette.alarm, 2]] as const)) {
        pen.strokeStyle = colour;
        pen.lineWidth = width * pixel;
        pen.stroke(ring);
      }
    }
  });
}

/** The sign of a happening. */
export function drawHappening(radius: number, ratio: number, palette: Palette): Stamp {
  return stamp((radius + 1) * ratio, (pen) => {
    pen.arc(0, 0, radius * ratio, 0, 2 * Math.PI);
    pen.globalAlpha = 0.35;
    pen.fillStyle = pen.strokeStyle = palette.alarm;
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = ratio;
    pen.stroke();
  });
}

/** What `draw` draws about the middle of a square that reaches `half` pixels from it. */
function stamp(half: number, draw: (pen: CanvasRenderingContext2D) => void): Stamp {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * Math.ceil(half);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no pictures");
  pen.translate(canvas.width / 2, canvas.width / 2);
  draw(pen);
  return { size: canvas.width, pixels: new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.width).data.buffer) };
}

/** Presses a stamp onto a picture, its middle at (x, y), `opacity` from 0 to 1. Ten times as fast as a canvas does it in software. */
export function press(picture: ImageData, onto: Uint32Array, made: Stamp, x: number, y: number, opacity: number): void {
  const { width, height } = picture;
  const { size, pixels } = made;
  const left = Math.round(x - size / 2);
  const top = Math.round(y - size / 2);
  if (left < 0 || top < 0 || left + size > width || top + size > height) return pressEdge(picture, onto, made, left, top, opacity);
  let from = 0;
  for (let row = top; row < top + size; row++) {
    for (let at = row * width + left, end = at + size; at < end; at++, from++) {
      const over = pixels[from] as number;
      if (over > 0xffffff) onto[at] = blend(over, onto[at] as number, opacity);
    }
  }
}

/** The same where a part of the stamp lies outside of the picture. */
function pressEdge({ width, height }: ImageData, onto: Uint32Array, { size, pixels }: Stamp, left: number, top: number, opacity: number): void {
  for (let row = Math.max(0, -top); row < Math.min(size, height - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(size, width - left); column++) {
      const over = pixels[row * size + column] as number;
      const at = (top + row) * width + left + column;
      if (over > 0xffffff) onto[at] = blend(over, onto[at] as number, opacity);
    }
  }
}

/** One pixel over another; the highest byte of each is how opaque it is. */
function blend(over: number, under: number, opacity: number): number {
  const a = (over >>> 24) * opacity;
  const b = (under >>> 24) * (1 - a / 255);
  const sum = a + b;
  if (sum < 1) return under;
  const f = a / sum;
  const g = 1 - f;
  const blue = ((over >> 16) & 255) * f + ((under >> 16) & 255) * g;
  const green = ((over >> 8) & 255) * f + ((under >> 8) & 255) * g;
  const red = (over & 255) * f + (under & 255) * g;
  return ((sum << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
