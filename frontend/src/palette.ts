// Colours come from the page's own style sheet, so that pages and map agree, in the light and in the dark.

export interface Palette {
  holder: (slot: string) => string;
  /** The colour of the mark on a holder's disc. */
  on: (slot: string) => string;
  sea: string;
  land: string;
  coast: string;
  border: string;
  ink: string;
  soft: string;
  halo: string;
  alarm: string;
  font: string;
}

export function readPalette(): Palette {
  const styles = getComputedStyle(document.documentElement);
  const value = (name: string): string => styles.getPropertyValue(`--${name}`).trim() || "#888888";
  const deep = (slot: string): boolean => value("deep").split(" ").includes(slot);
  return {
    holder: (slot) => value(`holder-${slot}`),
    on: (slot) => value(deep(slot) ? "on-deep" : "on-pale"),
    sea: value("sea"),
    land: value("land"),
    coast: value("coast"),
    border: value("border"),
    ink: value("ink"),
    soft: value("soft"),
    halo: value("halo"),
    alarm: value("bad"),
    font: value("sans"),
  };
}

/** Calls back when the reader's preference for light or dark changes; gives the function that stops it. */
export function onSchemeChange(call: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", call);
  return () => query.removeEventListener("change", call);
}
