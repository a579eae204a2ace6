/** The two owners of every joint alert. */
export const TEAMS = ['sales', 'marketing'] as const;
export type Team = (typeof TEAMS)[number];
