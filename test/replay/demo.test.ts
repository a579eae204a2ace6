import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CommandError } from '../../infra/local/command-line.ts';
import { demoCommand, SEED } from '../../infra/local/demo/command.ts';
import { makeDemoFolder } from '../../infra/local/demo/demo-folder.ts';
import { isCausedBy, SURGES } from '../../infra/local/demo/planted-surge.ts';
import { syntheticYear } from '../../infra/local/demo/synthetic-year.ts';
import { closingOf } from '../../shared/domain/closing-of-entry.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { lossSurge } from '../../shared/domain/detection/surge/loss-surge.ts';
import type { LossSurgeState } from '../../shared/domain/detection/surge/loss-surge-state.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { captured, SILENT } from './in-memory.ts';
import { at, homeOn } from './replaying.ts';

const NOW = at('2026-05-20');

async function demo(...args: readonly string[]) {
  const [stdout, stderr] = [captured(), captured()];
  const env = { SMTP_URL: 'smtp://mail.example.com', TANDEM_DATA: '/nowhere' };
  const stop = await demoCommand(args, { env, stdout, stderr, clock: () => NOW, log: SILENT });
  return { out: stdout.text(), err: stderr.text(), stop };
}

describe('npm run demo', () => {
  const folder = temporaryFolder();
  let out = '';
  beforeAll(async () => {
    out = (await demo('--exit', '--data', folder)).out;
  });
  const partAbout = (title: string) => out.split('\n\n').find((part) => part.startsWith(title)) ?? '';

  test('says that everything is synthetic', () => {
    expect(out).toMatch(/^Everything here is synthetic/);
    expect(out).toContain('a year that ends on 19 May 2026');
    expect(out).toContain(`npm start -- --data ${folder}`);
  });

  test.each(SURGES.map((surge, index) => [index + 1, surge.title, surge.competitor] as const))(
    'finds planted surge %i soon: %s',
    (number, title, competitor) => {
      const part = partAbout(`Planted surge ${number}`);
      expect(part).toContain(title);
      const delays = [...part.matchAll(/, after (\d+) days?: (.*)/g)];
      expect(Number(delays[0]?.[1])).toBeLessThanOrEqual(21);
      expect(delays[0]?.[2]).toContain(competitor ?? 'missing budget');
      const risks = [...part.matchAll(/(\d+) open deals? at risk now/g)];
      expect(risks).toHaveLength(competitor === null ? 0 : delays.length);
    },
  );

  test('makes no storm', () => {
    const alerts = out.match(/^ {2}[SB][0-9A-Z]{4} /gm) ?? [];
    expect(alerts.length).toBeLessThanOrEqual(12);
    expect(partAbout('By chance').match(/^ {2}S/gm) ?? []).toHaveLength(0);
  });

  test('makes its folder anew, shows the same again, and keeps the pages running', async () => {
    const { out: again, stop } = await demo('--port', '0', '--data', folder);
    try {
      const told = (text: string) => text.slice(text.indexOf('Planted'), text.indexOf(' messages went'));
      expect(told(again).replaceAll(/\n *http:.*/g, '')).toBe(told(out));

      const link = /http:\S+\/alerts\/(S[0-9A-Z]{4})/.exec(again);
      const url = new URL(link?.[0] ?? '');
      const answer = await fetch(new URL(`/api/alerts/${link?.[1]}`, url));
      expect(await answer.json()).toMatchObject({ id: link?.[1], state: 'firing' });
      const outbox = await fetch(new URL('/local/outbox', url), { headers: { accept: 'application/json' } });
      expect(JSON.stringify(await outbox.json())).toContain(`${url.origin}/alerts/`);
    } finally {
      await stop?.();
    }
  });
});

describe('on whatever weekday the year ends', () => {
  test.each([0, 1, 2, 3, 4, 5, 6])('%i days later', (later) => {
    const lastDay = 20_700 + later;
    const alarms = alarmsIn(lastDay);
    for (const surge of SURGES) {
      const first = alarms.find((alarm) => isCausedBy(alarm, surge, lastDay));
      expect(first?.day).toBeLessThanOrEqual(lastDay - surge.daysBeforeEnd + 21);
    }
    const byChance = alarms.filter((alarm) => !SURGES.some((surge) => isCausedBy(alarm, surge, lastDay)));
    expect(byChance.length).toBeLessThanOrEqual(1);
  });
});

/** The alerts that the year would open, by the fold alone. */
function alarmsIn(lastDay: number): (Pick<Detection, 'pattern'> & { readonly day: number })[] {
  const items = new Map<string, LossSurgeState>();
  return syntheticYear({ seed: SEED, lastDay }).flatMap(({ day, report }, index) => {
    if (report.kind !== 'loss' && report.kind !== 'win') return [];
    const common = { seq: index + 1, recordedAt: day * 86_400_000, dealId: report.dealId };
    const reporter = report.report.owner;
    const entry: LedgerEntry =
      report.kind === 'loss'
        ? { ...common, type: 'DealLost', reporter, report: report.report }
        : { ...common, type: 'DealWon', reporter, report: report.report };
    const closing = closingOf(entry);
    if (closing === undefined) return [];
    const { facts } = lossSurge.fold(items, closing, { falseAlarmsPerQuarter: 1 });
    const opened = facts.filter(({ mutedBy, seq, epoch }) => mutedBy === null && seq === epoch);
    return opened.map(({ pattern }) => ({ pattern, day }));
  });
}

describe('the folder', () => {
  test('of somebody else is not deleted', () => {
    const foreign = temporaryFolder();
    writeFileSync(join(foreign, 'tandem.db'), '');
    expect(() => makeDemoFolder(foreign)).toThrow(CommandError);
    const mixed = temporaryFolder();
    makeDemoFolder(mixed);
    writeFileSync(join(mixed, 'letter.txt'), 'Dear all');
    expect(() => makeDemoFolder(mixed)).toThrow(/there is letter\.txt in it/);
    expect([existsSync(join(foreign, 'tandem.db')), readdirSync(mixed)]).toEqual([
      true,
      expect.arrayContaining(['letter.txt']),
    ]);
  });

  test('of a demo that is running is not deleted', async () => {
    const folder = temporaryFolder();
    makeDemoFolder(folder);
    const { home } = await homeOn(folder);
    expect(() => makeDemoFolder(folder)).toThrow(/Another Tandem is using the data folder/);
    await home.stop();
  });
});

test('--help, and what is no option', async () => {
  expect((await demo('--help')).out).toMatch(/^Usage: npm run demo/);
  await expect(demo('--nonsense')).rejects.toThrow(CommandError);
});
