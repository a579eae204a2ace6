import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS, type EventType } from '../../shared/events/events.ts';

/** Events as they were published once. Whoever kept one must always be able to read it: never edit a sample. */
const FOLDER = join(import.meta.dirname, '../events/samples');

const TYPES = Object.keys(EVENTS).filter((type): type is EventType => type in EVENTS);
const fileOf = (type: EventType) => `${type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.json`;

it('there is a sample of every type of event', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(TYPES.map(fileOf).sort());
});

it.each(TYPES)('a %s of the past is read as it was written', (type) => {
  const sample: unknown = JSON.parse(readFileSync(join(FOLDER, fileOf(type)), 'utf8'));
  expect(EVENTS[type].envelope.parse(sample)).toEqual(sample);
});

it.each(TYPES)('a %s is not taken for another type', (type) => {
  const sample: unknown = JSON.parse(readFileSync(join(FOLDER, fileOf(type)), 'utf8'));
  const readers = TYPES.filter((other) => EVENTS[other].envelope.safeParse(sample).success);
  expect(readers).toEqual([type]);
});
