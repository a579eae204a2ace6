import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../infra/aws/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const EXAMPLE = join(import.meta.dirname, '../../infra/aws/settings/example.json');
const example: object = JSON.parse(readFileSync(EXAMPLE, 'utf8'));

function aFile(text: string): string {
  const file = join(temporaryFolder(), 'settings.json');
  writeFileSync(file, text);
  return file;
}
const withSettings = (given: object) => readConfig('prod', aFile(JSON.stringify({ ...example, ...given })));

it('the example can be deployed', () => {
  expect(readConfig('example')).toMatchObject({
    stage: 'example',
    isProtected: false,
    settings: {
      falseAlarmsPerQuarter: 1,
      bigLossAmounts: { EUR: 25_000_000 },
      timeZone: 'Europe/Vienna',
      currency: 'EUR',
    },
  });
  expect(readConfig('prod', EXAMPLE).isProtected).toBe(true);
});

it('an address without a slash at the end is what links begin with', () => {
  expect(withSettings({ publicUrl: 'https://tandem.example.com/' }).publicUrl).toBe(
    'https://tandem.example.com',
  );
});

it.each<[string, object, RegExp]>([
  [
    'a time zone that is none',
    { timeZone: 'Europe/Atlantis' },
    /timeZone: is not a time zone\. Use a name such as/,
  ],
  ['a currency that is none', { currency: 'euro' }, /currency: is not a currency/],
  ['an odd promise', { falseAlarmsPerQuarter: 2 }, /falseAlarmsPerQuarter: must be 0\.5, 1 or 3/],
  ['a big loss of nothing', { bigLosses: { EUR: '0' } }, /bigLosses\.EUR: is not an amount above zero/],
  ['a big loss of no currency', { bigLosses: { XYZ: '10' } }, /bigLosses\.XYZ: is not an amount above zero/],
  ['a big loss that is a number', { bigLosses: { EUR: 10 } }, /bigLosses\.EUR: /],
  [
    'a team without anybody',
    { teams: { sales: [], marketing: [] } },
    /teams\.sales: is empty[\s\S]*teams\.marketing: is empty/,
  ],
  [
    'an address that is none',
    { operations: [{ protocol: 'email', endpoint: 'operations' }] },
    /operations\.0\.endpoint: is not one e-mail address/,
  ],
  [
    'an address without TLS',
    { operations: [{ protocol: 'https', endpoint: 'http://example.com' }] },
    /operations\.0\.endpoint: is not an address that begins with https/,
  ],
  [
    'a queue by its name',
    { operations: [{ protocol: 'sqs', endpoint: 'my-queue' }] },
    /operations\.0\.endpoint: is not the ARN of an SQS queue/,
  ],
  ['an hour that is none', { businessHours: { start: 24, days: ['mon'] } }, /businessHours\.start: /],
  ['no business days', { businessHours: { start: 8, days: [] } }, /businessHours\.days: is empty/],
  ['a log for ever', { logRetentionDays: 0 }, /logRetentionDays: must be 7, 14/],
  ['a field with a typing error', { timezone: 'UTC' }, /Unrecognized key: "timezone"/],
])('%s is refused, and named', (_, given, message) => {
  expect(() => withSettings(given)).toThrow(ConfigError);
  expect(() => withSettings(given)).toThrow(message);
});

it('says where the settings are missing, and what to copy', () => {
  expect(() => readConfig('nowhere')).toThrow(
    /There are no settings in .*nowhere\.json\. Copy infra\/aws\/settings\/example\.json/,
  );
  expect(() => readConfig('prod', aFile('{'))).toThrow(/is not JSON/);
});

it.each([undefined, '', 'Prod', 'a b', '1st', 'x'.repeat(21), '../prod'])('%j is no stage', (stage) => {
  expect(() => readConfig(stage)).toThrow(/Say which stage, such as --context stage=prod/);
});
