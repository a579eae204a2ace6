import { COMPETITORS, REASONS, SEGMENTS } from '../made-up-team.ts';
import type { Report } from '../reports.ts';

const C = COMPETITORS.names.length;
const R = REASONS.names.length;
const S = SEGMENTS.names.length;
const [ofReason, ofSegment, ofBoth] = [C, C + C * R, C + C * R + C * S] as const;

/** How many patterns a made-up team has. */
export const PATTERNS = ofBoth + C * R * S;

/** The patterns of a loss by number: the competitor, its reason, its segment, and all three. */
export const patternNumbers = ({ competitor: c, reason: r, segment: s }: Report) =>
  [c, ofReason + c * R + r, ofSegment + c * S + s, ofBoth + (c * R + r) * S + s] as const;

/** The places in {@link patternNumbers} of the coarser patterns that contain each. */
export const PARENTS = [[], [0], [0], [0, 1, 2]] as const;

/** Whether the pattern at each place is of one segment. */
export const OF_SEGMENT = [false, false, true, true] as const;
