import type { NamedCompetitor } from '../../../shared/domain/text-search/competitor-index.ts';
import { generator } from '../detection/closings.ts';

/** What a name in a note has been through. */
export const HARDSHIPS = ['as it is', 'other spaces', 'misspelt', 'everyday word', 'denied', 'none'] as const;
type Hardship = (typeof HARDSHIPS)[number];

export interface LabelledNote {
  readonly text: string;
  /** The competitor that it names and does not deny. */
  readonly named: string | undefined;
  readonly hardship: Hardship;
}

type Random = () => number;
const pick = <Value>(random: Random, values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
};

const BEGINNINGS = 'br cl dr fl gl kr pl qu st tr v z b d f g h k l m n p r s t w x'.split(' ');
const VOWELS = 'a e i o u ai ea io oo y'.split(' ');
const ENDINGS = 'x n r l m ra lo tis nex vio mont dyne forge wise core soft metric byte lane nova'.split(' ');
const SECOND = ['Systems', 'Labs', 'Cloud', 'Software', 'Analytics', 'Works', 'Networks'];
const LEGAL = ['Inc.', 'GmbH', 'Corp.', 'Ltd'];
const EVERYDAY = [
  'Target',
  'Monday',
  'Box',
  'Slack',
  'Notion',
  'Oracle',
  'Front',
  'Drift',
  'Square',
  'Linear',
  'Gap',
  'Stripe',
  'Sage',
  'Zoom',
];

function madeUpWord(random: Random): string {
  const syllables = 1 + Math.floor(random() * 3);
  let word = '';
  for (let n = 0; n < syllables; n += 1) word += pick(random, BEGINNINGS) + pick(random, VOWELS);
  word += pick(random, ENDINGS);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Made-up companies whose names differ, and a few that are called like everyday words. */
export function madeUpCompetitors(seed: number, size: number): NamedCompetitor[] {
  const random = generator(seed);
  const names = new Map(EVERYDAY.map((name) => [name.toLowerCase(), name]));
  while (names.size < size) {
    const word = madeUpWord(random);
    const kind = random();
    const short = kind < 0.7 || kind >= 0.9 ? word : `${word} ${pick(random, SECOND)}`;
    if (names.has(short.toLowerCase())) continue;
    names.set(short.toLowerCase(), kind < 0.9 ? short : `${short} ${pick(random, LEGAL)}`);
  }
  return [...names.values()].map((name) => ({ id: name, names: [name] }));
}

const NAMING = [
  'Lost to {} on price.',
  'The customer went with {} after the second demo.',
  'Very close until the end, then {} undercut us by a fifth.',
  'They compared us with {} for weeks, and our roadmap was too vague.',
  'Procurement already had a contract with {} for another plant.',
  'Our champion left. The new lead knows {} from her last company.',
  'Better integration at {}, they said, and we had no answer.',
  'vs {}: price fine, missing feature.',
  "Honestly {}'s support was faster than ours.",
  'We had the better offer, but {} had the board.',
];
const DENYING = [
  'No budget this year. {} was not involved.',
  'They stay with what they have, and never mentioned {}.',
  'Not {} this time, they build it themselves.',
  'I asked: {} did not bid.',
  'Project was stopped, no sign of {} anywhere.',
  'The team wrote its own tool without {}.',
];
const NAMING_NOBODY = [
  'Budget was cut, they come back to us next year.',
  'The target date slipped twice and then the sponsor left.',
  'We meet again on Monday; the front office wants to square the numbers.',
  'Went silent after the demo. No slack in their budget, they said.',
  'Security review was a box ticking exercise and took until March.',
  'The gap was {}: they wanted it on premise.',
  'My contact {} moved to Vienna, and the new one has other priorities.',
  'Customer {} was bought by a bank. Everything is on hold.',
  'They want a linear growth model, and some drift in the data made them doubt us.',
  'Their zoom call with {} was postponed three times.',
  'no decision, timing was bad, they have to finish the merger first',
];

/** Notes as reps write them, with what they say of competitors. The same seed gives the same notes. */
export function labelledNotes(
  seed: number,
  size: number,
  competitors: readonly NamedCompetitor[],
): LabelledNote[] {
  const random = generator(seed);
  const known = new Set(competitors.map(({ names }) => withoutLegal(names[0] ?? '').toLowerCase()));
  const stranger = (): string => {
    for (;;) {
      const word = madeUpWord(random);
      if (!known.has(word.toLowerCase())) return word;
    }
  };
  const everyday = competitors.filter(({ id }) => EVERYDAY.includes(id));
  const others = competitors.filter(({ id }) => !EVERYDAY.includes(id));
  return Array.from({ length: size }, (): LabelledNote => {
    const kind = random();
    if (kind < 0.3) {
      const text = pick(random, NAMING_NOBODY).replace('{}', stranger());
      return { text: cased(random, text), named: undefined, hardship: 'none' };
    }
    const isEveryday = kind < 0.36;
    const { id, names } = pick(random, isEveryday ? everyday : others);
    const name = names[0] ?? '';
    if (kind > 0.9) {
      return { text: pick(random, DENYING).replace('{}', name), named: undefined, hardship: 'denied' };
    }
    const [written, hardship] = isEveryday ? ([name, 'everyday word'] as const) : battered(random, name);
    // An everyday word in small letters throughout is a question that nobody can answer.
    const text = pick(random, NAMING).replace('{}', written);
    return { text: isEveryday ? text : cased(random, text), named: id, hardship };
  });
}

function cased(random: Random, text: string): string {
  const kind = random();
  return kind < 0.75 ? text : kind < 0.95 ? text.toLowerCase() : text.toUpperCase();
}

const withoutLegal = (name: string): string => name.replace(/ (Inc\.|GmbH|Corp\.|Ltd)$/, '');

function battered(random: Random, full: string): readonly [string, Hardship] {
  const name = random() < 0.7 ? withoutLegal(full) : full;
  const kind = random();
  if (kind < 0.25) return [misspelt(random, name), 'misspelt'];
  if (kind < 0.4 && name.includes(' ')) return [name.replace(' ', pick(random, ['', '-'])), 'other spaces'];
  if (kind < 0.4 && name.length >= 8)
    return [`${name.slice(0, 4)}${pick(random, [' ', '-'])}${name.slice(4)}`, 'other spaces'];
  return [name, 'as it is'];
}

/** One slip of the fingers, or two in a long name: letters that change places, are missing, doubled or another one. */
function misspelt(random: Random, name: string): string {
  const slips = name.length >= 8 && random() < 0.25 ? 2 : 1;
  let written = name;
  for (let n = 0; n < slips; n += 1) {
    const at = 1 + Math.floor(random() * (written.length - 2));
    const [head, letter, next, tail] = [
      written.slice(0, at),
      written.charAt(at),
      written.charAt(at + 1),
      written.slice(at + 2),
    ];
    written = pick(random, [
      () => head + next + letter + tail,
      () => head + next + tail,
      () => head + letter + letter + next + tail,
      () => head + pick(random, 'aeiourstln'.split('')) + next + tail,
    ])();
  }
  return written;
}
