// Days as whole numbers since 1970-01-01: time zones have no say in them.

export type Day = number;

const LENGTH = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `2016-03-27` as a day; NaN for what is no day. */
export function parseDay(text: string): Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / LENGTH : Number.NaN;
}

/** The day as `2016-03-27`. */
export function isoDay(day: Day): string {
  return new Date(day * LENGTH).toISOString().slice(0, 10);
}

/** The day as `27 March 2016`. */
export function sayDay(day: Day): string {
  const date = new Date(day * LENGTH);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** A number of days in words: `the same day`, `12 days`, `5 months`, `2 years`. */
export function sayAge(days: number): string {
  if (days <= 0) return "the same day";
  if (days === 1) return "1 day before";
  if (days < 60) return `${days} days before`;
  if (days < 730) return `${Math.round(days / 30.44)} months before`;
  return `${Math.round(days / 365.25)} years before`;
}

/** First days of the years in [first, last], with their numbers. */
export function years(first: Day, last: Day): { day: Day; year: number }[] {
  const found = [];
  for (let year = new Date(first * LENGTH).getUTCFullYear(); ; year++) {
    const day = Date.UTC(year, 0, 1) / LENGTH;
    if (day > last) return found;
    if (day >= first) found.push({ day, year });
  }
}
