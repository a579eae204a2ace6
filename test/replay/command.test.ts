import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../infra/local/command-line.ts';
import { replayCommand } from '../../infra/local/replay/command.ts';
import { createProgressLine } from '../../infra/local/replay/progress-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { captured, SILENT } from './in-memory.ts';
import { exportWithSurge, homeOn, REAL_NOW } from './replaying.ts';

async function run(args: readonly string[]) {
  const [stdout, stderr] = [captured(), captured()];
  const env = { SMTP_URL: 'smtp://mail.example.com', TANDEM_DATA: '/nowhere' };
  const code = await replayCommand(args, { env, stdout, stderr, clock: () => REAL_NOW, log: SILENT });
  return { code, out: stdout.text(), err: stderr.text() };
}

function fileWith(text: string, name = 'export.csv'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('npm run replay', () => {
  test('tells what was read, stored and refused, and what came of it', async () => {
    const folder = temporaryFolder();
    const text = exportWithSurge({ from: '2025-12-01', days: 120, surgeOn: '2026-03-10' });
    const file = fileWith(`${text}D 1,won,2026-03-30,,,,,,\n`);
    const { code, out, err } = await run([
      file,
      fileWith('a,b\n1,2\n', 'other.csv'),
      'missing.csv',
      '--data',
      folder,
    ]);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const words of [
      "export.csv: 262 rows: deals in Tandem's columns.",
      'other.csv: Not understood and skipped',
      'missing.csv: Cannot be read (ENOENT',
      '262 rows read: 261 reports stored, 0 changed, 0 unchanged, 1 refused',
      '1 Dec 2025 to 30 Mar 2026, replayed in',
      'export.csv, line 263: deal_id: Is not a deal id.',
      'Newcomer is winning more',
      `Look at them: npm start -- --data ${folder}`,
    ])
      expect(out).toContain(words);

    const again = await run([file, '--data', folder]);
    expect(again.out).toContain('0 reports stored, 0 changed, 261 unchanged, 1 refused');
    expect(again.out).toMatch(/No alerts were raised\. \d+ are there from an earlier replay\./);
  });

  test('shows twenty of many refusals', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `D-${n},won,soon`).join('\n');
    const { code, out } = await run([
      fileWith(`deal_id,status,closed_on\n${rows}\n`),
      '--data',
      temporaryFolder(),
    ]);
    expect(code).toBe(0);
    expect(out).toContain('Refused, and not stored: 30');
    expect(out.match(/export\.csv, line/g)).toHaveLength(20);
    expect(out).toContain('and 10 more');
  });

  test('ends with 1 only where nothing could be read', async () => {
    const { code, out, err } = await run([fileWith(''), '--data', temporaryFolder()]);
    expect(code).toBe(1);
    expect(out).toContain('export.csv: Is empty.');
    expect(err).toContain('There was nothing to replay.');
  });

  test('a folder that is in use stays as it is', async () => {
    const folder = temporaryFolder();
    const { home } = await homeOn(folder);
    const file = fileWith('deal_id,status,closed_on\nD-1,won,2026-03-02\n');
    await expect(run([file, '--data', folder])).rejects.toThrow(/Another Tandem is using the data folder/);
    await home.stop();
  });

  test.each([[[]], [['--nonsense', 'a.csv']], [['a.csv', '--data', '']]])('%j is explained', async (args) => {
    await expect(run(args)).rejects.toThrow(CommandError);
  });

  test('--help', async () => {
    expect((await run(['--help'])).out).toMatch(/^Usage: npm run replay/);
  });
});

test('progress is shown to people only', () => {
  let now = 0;
  const clock = () => now;
  const screen = captured();
  const line = createProgressLine({ isTTY: true, write: screen.write }, clock);
  now = 2000;
  line.show({ done: 500, of: 8000, day: 20_000 });
  now = 2050;
  line.show({ done: 600, of: 8000, day: 20_001 });
  line.clear();
  expect(screen.text()).toBe('\r\u001b[K500 of 8,000 reports, 6 %, 250 a second, 4 Oct 2024\r\u001b[K');
  const pipe = captured();
  createProgressLine(pipe, clock).show({ done: 1, of: 2, day: 0 });
  expect(pipe.text()).toBe('');
});
