import type { EvidenceDeal } from '../domain/alerts/evidence.ts';

type Told = Pick<EvidenceDeal, 'told' | 'standing' | 'stage'>;

/** What an entry behind an alert told of its deal: "mentioned in an open deal (stage: proposal)". */
export function toldInWords({ told, standing, stage }: Told): string {
  if (told !== 'mentioned') return told === 'lost' ? 'lost deal' : 'won deal';
  if (standing === 'won' || standing === 'lost') return `mentioned in a deal that was ${standing} since`;
  return `mentioned in an open deal${stage === undefined ? '' : ` (stage: ${stage})`}`;
}

/** What became of it since; undefined where nothing did. */
export function standingInWords({ told, standing }: Pick<Told, 'told' | 'standing'>): string | undefined {
  if (standing === 'in force') return undefined;
  return told === 'mentioned' ? MENTION_WORDS[standing] : REPORT_WORDS[standing];
}

const REPORT_WORDS = {
  changed: 'Report changed since',
  moved: 'Report changed since, no longer counts here',
  withdrawn: 'Withdrawn, no longer counts',
  won: 'Won after all, no longer counts',
  lost: 'Lost after all, no longer counts',
};

const MENTION_WORDS = {
  ...REPORT_WORDS,
  moved: 'Counted otherwise since, no longer counts here',
  won: 'Won since',
  lost: 'Lost since',
};
