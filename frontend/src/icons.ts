// The signs of places, drawn here: a full disc is held, a striped one contested, a ring around it besieged, an open one unknown.

import type { Palette } from "./palette";
import { contenders, type Spell } from "./record";

const RATIO = 2;
const RADIUS = 15;

/** What an icon shows, as its name in the map's style. */
export function iconName(spell: Spell): string {
  const [first, second] = [...contenders(spell), ...spell.others.map((o) => o.holder).filter((h) => !contenders(spell).includes(h))];
  return ["sign", spell.status, first && (spell.holder || spell.status === "contested") ? first.colour : "none", second?.colour ?? "none"].join("|");
}

/** Draws the icon of that name; null for a name of something else. */
export function drawIcon(name: string, palette: Palette): { image: ImageData; ratio: number } | null {
  const [prefix, status, slot, rival] = name.split("|");
  if (prefix !== "sign" || slot === undefined) return null;
  const size = 2 * (status === "besieged" ? RADIUS + 12 : RADIUS + 4);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const middle = size / 2;
  const colour = palette.holder(slot);
  const disc = (radius: number): void => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  };
  disc(RADIUS + 3);
  pen.fillStyle = palette.halo;
  pen.fill();
  disc(RADIUS);
  pen.fillStyle = slot === "none" || status === "unknown" ? palette.halo : colour;
  pen.fill();
  if (status === "contested") stripes(pen, middle, disc, rival === undefined || rival === "none" ? palette.halo : palette.holder(rival));
  disc(RADIUS);
  pen.lineWidth = 2.5;
  pen.strokeStyle = slot === "none" ? palette.soft : status === "unknown" ? colour : palette.ink;
  pen.setLineDash(slot === "none" || status === "unknown" ? [4, 4] : []);
  pen.stroke();
  if (status === "besieged") {
    pen.setLineDash([]);
    disc(RADIUS + 8);
    pen.lineWidth = 7;
    pen.strokeStyle = palette.halo;
    pen.stroke();
    disc(RADIUS + 8);
    pen.lineWidth = 4;
    pen.strokeStyle = palette.alarm;
    pen.stroke();
  }
  return { image: pen.getImageData(0, 0, size, size), ratio: RATIO };
}

/** Broad slanting stripes of the rival's colour over the disc. */
function stripes(pen: CanvasRenderingContext2D, middle: number, disc: (radius: number) => void, colour: string): void {
  pen.save();
  disc(RADIUS);
  pen.clip();
  pen.translate(middle, middle);
  pen.rotate(Math.PI / 4);
  pen.fillStyle = colour;
  for (let x = -2 * RADIUS; x < 2 * RADIUS; x += 20) pen.fillRect(x, -2 * RADIUS, 10, 4 * RADIUS);
  pen.restore();
}
