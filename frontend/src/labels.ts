// Names on the map: each where it covers neither a sign nor a name before it.

/** Which parts of the picture are taken, in cells of a few pixels. */
export class Room {
  private readonly cells: Uint8Array;
  private readonly wide: number;
  private readonly high: number;

  constructor(width: number, height: number) {
    this.wide = Math.ceil(width / CELL);
    this.high = Math.ceil(height / CELL);
    this.cells = new Uint8Array(this.wide * this.high);
  }

  /** Takes what lies between the two corners. */
  take(left: number, top: number, right: number, bottom: number): void {
    this.each(left, top, right, bottom, (cell) => {
      this.cells[cell] = 1;
      return true;
    });
  }

  /** Whether all between the two corners lies in the picture and is free. */
  free(left: number, top: number, right: number, bottom: number): boolean {
    if (left < 0 || top < 0 || right >= this.wide * CELL || bottom >= this.high * CELL) return false;
    return this.each(left, top, right, bottom, (cell) => this.cells[cell] === 0);
  }

  private each(left: number, top: number, right: number, bottom: number, call: (cell: number) => boolean): boolean {
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= Math.min(this.high - 1, bottom / CELL); row++) {
      for (let column = Math.max(0, Math.floor(left / CELL)); column <= Math.min(this.wide - 1, right / CELL); column++) {
        if (!call(row * this.wide + column)) return false;
      }
    }
    return true;
  }
}

const CELL = 4;

/** Where a text of that width and size may begin: right of a point, left of it, above or below it, whatever is free first, and is taken with
 * it; null where none is. */
export function beside(room: Room, width: number, size: number, x: number, y: number, gap: number): { x: number; y: number } | null {
  const half = size * 0.6;
  const places: [number, number][] = [
    [x + gap, y],
    [x - gap - width, y],
    [x - width / 2, y - gap - half],
    [x - width / 2, y + gap + half],
  ];
  for (const [left, middle] of places) {
    if (!room.free(left, middle - half, left + width, middle + half)) continue;
    room.take(left, middle - half, left + width, middle + half);
    return { x: left, y: middle };
  }
  return null;
}
