/**
 * The month of a day: months since January 1970, from days since 1970-01-01. Source: H. Hinnant, "chrono-compatible low-level date
 * algorithms", `civil_from_days`, whose years begin in March, so that the day that leap years add is their last one.
 */
export function monthOf(day: number): number {
  if (last.day !== day) last = { day, month: monthByCalendar(day) };
  return last.month;
}

/** It is asked about the same day again and again. */
let last: { readonly day: number; readonly month: number } = { day: Number.NaN, month: 0 };

function monthByCalendar(day: number): number {
  const sinceMarch0 = day + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const ofEra = sinceMarch0 - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  return (era * 400 + year - 1970) * 12 + marchMonth + 2;
}
