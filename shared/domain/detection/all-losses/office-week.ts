/**
 * The week of a day, where weeks are compared by how much is logged in them: from Sunday 0:00 UTC, counted from the one that starts on
 * 1969-12-28. Nobody is at work at its border: Monday morning in Sydney is Sunday in UTC, and Friday evening in San Francisco
 * is Saturday. So a weekly meeting stays in its week when the clocks change, which it would not with weeks from Monday.
 *
 * @param day days since 1970-01-01, UTC.
 */
export const officeWeekOf = (day: number): number => Math.floor((day + 4) / 7);

/** The day on which a week begins. */
export const sundayOf = (week: number): number => 7 * week - 4;
