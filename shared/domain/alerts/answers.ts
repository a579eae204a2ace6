import { exactly, line, oneOf, paragraph } from '../text.ts';
import { STANCES } from './alert.ts';
import { TEAMS } from './teams.ts';

const answering = {
  team: oneOf(TEAMS).describe('The team that answers'),
  by: line('Who answers for the team'),
};

/** A team takes an alert, and says what it makes of it. */
export const acknowledgementSchema = exactly({
  ...answering,
  stance: oneOf(STANCES).describe(
    'acting: we do something; known: we knew; noise: this should not have fired',
  ),
});

/** A team says what it does about an alert. */
export const responseSchema = exactly({
  ...answering,
  action: paragraph(2_000).describe('What the team does'),
});
