import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readOptions } from '../../infra/local/options.ts';
import { type Server, startServer } from '../../infra/local/server.ts';
import { HEADER, syntheticRows } from '../backtest/synthetic-table.ts';
import { findBrowser } from '../support/browser.ts';
import { recordingLog } from '../support/logs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { browser, ...missing } = await findBrowser();
const why = 'reason' in missing ? ` (skipped, no browser starts: ${missing.reason})` : '';

const SCREENSHOTS = join(import.meta.dirname, 'screenshots');
const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };

describe.skipIf(browser === undefined)(`pages in a browser${why}`, () => {
  let server: Server;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const options = readOptions(['--port', '0', '--data', temporaryFolder()], {
      TANDEM_BIG_LOSS: '100000 EUR',
      TANDEM_TIME_ZONE: 'UTC',
    });
    if (options === 'help') throw new Error('No help was asked for.');
    server = await startServer(options, { clock: Date.now, log: recordingLog().log });
  });

  afterAll(async () => {
    await browser?.close();
    await server.stop();
  });

  async function open(
    options: { readonly javaScriptEnabled?: boolean; readonly viewport?: typeof PHONE } = {},
  ) {
    if (browser === undefined) throw new Error('There is no browser.');
    const context = await browser.newContext({ viewport: PHONE, ...options });
    return { context, page: await context.newPage() };
  }

  const go = (page: Page, path: string) => page.goto(`${server.url}${path}`);
  const shoot = (page: Page, name: string) =>
    page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });

  test('a rep logs a mention and a lost deal on a phone, and sees what was stored', async () => {
    const { context, page } = await open();
    await go(page, '/report/mention');
    await typed(page, 'Deal id').fill('PHONE-OPEN');
    await typed(page, 'Customer').fill('Riverbank');
    await typed(page, 'Competitor').fill('Acme');
    await typed(page, 'Amount').fill('80,000');
    await page.getByRole('button', { name: /send/i }).click();
    await page.waitForURL(/\/deals\/PHONE-OPEN/);

    await go(page, '/report/loss');
    await typed(page, 'Deal id').fill('PHONE-1');
    await typed(page, 'Customer').fill('Northwind');
    await page.getByLabel('A competitor took it').check();
    await typed(page, 'Which competitor?').fill('ACME.');
    await page.getByLabel('Main reason').selectOption('price');
    await typed(page, 'Amount').fill('412,000');
    await typed(page, 'Your name').fill('Ada');
    await shoot(page, 'loss-form-phone');
    await page.getByRole('button', { name: /send/i }).click();
    await page.waitForURL(/\/deals\/PHONE-1/);
    await expectText(page, ['Northwind', '412,000', 'Price']);
    await shoot(page, 'deal-phone');
    await context.close();
  });

  test('a wrong entry keeps everything typed and says at the field what to do', async () => {
    const { context, page } = await open();
    await go(page, '/report/loss');
    await typed(page, 'Deal id').fill('has spaces');
    await typed(page, 'Customer').fill('Kept customer');
    await typed(page, 'Amount').fill('1.250,00');
    await page.getByRole('button', { name: /send/i }).click();
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.count()).toBeGreaterThanOrEqual(3);
    await expect.poll(() => page.getByRole('alert').count()).toBe(1);
    expect(await typed(page, 'Deal id').inputValue()).toBe('has spaces');
    expect(await typed(page, 'Customer').inputValue()).toBe('Kept customer');
    const described = await wrong.first().getAttribute('aria-describedby');
    expect(described).toBeTruthy();
    await shoot(page, 'loss-form-errors');
    await expectNoSeriousFindings(page);
    await context.close();
  });

  test('everything from the form to the acknowledgement works without JavaScript', async () => {
    const { context, page } = await open({ javaScriptEnabled: false });
    await go(page, '/report/loss');
    await typed(page, 'Deal id').fill('PLAIN-1');
    await page.getByLabel('A competitor took it').check();
    await typed(page, 'Which competitor?').fill('Acme');
    await page.getByLabel('Main reason').selectOption('product_gap');
    await typed(page, 'Amount').fill('250000');
    await page.getByRole('button', { name: /send/i }).click();
    await page.waitForURL(/\/deals\/PLAIN-1/);
    await server.home.settle();
    await go(page, '/alerts');
    await page.getByRole('link', { name: /Acme took a large deal: 250,000 EUR/ }).click();
    await acknowledge(page, 'sales', 'Ada');
    await expectText(page, ['Acknowledged by Ada']);
    await context.close();
  });

  test('both teams acknowledge an alert from the link in their message', async () => {
    await server.home.settle();
    const messages = await server.home.outbox.list();
    const mailed = messages.filter(({ subject }) => subject.includes('412,000'));
    expect(mailed.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    const { context, page } = await open({ viewport: LAPTOP });
    for (const { team, text } of mailed) {
      const link = new RegExp(`http\\S+team=${team}\\S*`).exec(text)?.[0];
      if (link === undefined) throw new Error('The message has no link for its team.');
      await page.goto(link);
      await acknowledge(page, team, `Person in ${team}`);
    }
    await expectText(page, [
      'Acknowledged by Person in sales',
      'Acknowledged by Person in marketing',
      'Riverbank',
    ]);
    await shoot(page, 'alert-laptop');
    await page.setViewportSize(PHONE);
    await shoot(page, 'alert-phone');
    await context.close();
  });

  test('marketing merges a misspelt name into a competitor, and takes it back', async () => {
    const { context, page } = await open({ javaScriptEnabled: false });
    await go(page, '/report/loss');
    await typed(page, 'Deal id').fill('MERGE-1');
    await page.getByLabel('A competitor took it').check();
    await typed(page, 'Which competitor?').fill('Akme Inc.');
    await page.getByLabel('Main reason').selectOption('price');
    await typed(page, 'Your name').fill('Ada');
    await page.getByRole('button', { name: /send/i }).click();
    await page.waitForURL(/\/deals\/MERGE-1/);
    await server.home.settle();
    await go(page, '/competitors');
    await page.getByRole('link', { name: 'Merge into another competitor: Akme Inc.' }).click();
    await typed(page, 'Into which competitor?').fill('acme');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await expectText(page, ['1 loss report would be counted under Acme.', 'No alert would open']);
    await page.getByRole('button', { name: 'Merge Akme Inc. into Acme' }).click();
    await expectText(page, ['It is merged.', 'Counted under', 'Ada']);
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await expectText(page, ['It is undone.', 'Candidate: not confirmed yet']);
    await context.close();
  });

  test('a rep says yes to a competitor that the note names', async () => {
    const { context, page } = await open();
    for (const name of ['Hooli', 'Initech']) {
      await go(page, '/competitors');
      await typed(page, 'Name').fill(name);
      await page.getByRole('button', { name: 'Add the competitor' }).click();
    }
    await go(page, '/report/mention');
    await typed(page, 'Deal id').fill('NOTE-1');
    await typed(page, 'Competitor').fill('Acme');
    await page.getByText('More, if you know it').click();
    await typed(page, 'Note').fill('Hooli and Initech are there too.');
    await page.getByRole('button', { name: /send/i }).click();
    await expectText(page, ['Did Hooli or Initech come up?']);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousFindings(page);
      await shoot(page, `note-question-${colorScheme}`);
    }
    await page.getByRole('button', { name: 'Yes, Hooli' }).click();
    await expectText(page, ['Your mention is stored.', 'Did Initech come up?', 'Hooli was mentioned']);
    await context.close();
  });

  test('an export is tested without a script, and the page says when Tandem would have spoken', async () => {
    const { context, page } = await open();
    await go(page, '/patterns');
    await page.getByRole('link', { name: /deals of the past/ }).click();
    await page.getByLabel('Table of closed deals').setInputFiles({
      name: 'deals.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        [HEADER, ...syntheticRows({ seed: 3, rows: 2_000, perDay: 5 }), 'X,open'].join('\n'),
      ),
    });
    await page.getByRole('button', { name: 'Test these deals' }).click();
    await expectText(page, ['2,001 rows read', 'is winning more deals', '1 rejected row']);
    await page
      .getByText(/deals behind it/)
      .first()
      .click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousFindings(page);
      await shoot(page, `backtest-result-${colorScheme}`);
    }
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.setViewportSize(LAPTOP);
    await shoot(page, 'backtest-result-laptop');
    await context.close();
  });

  test.each([
    ['start', '/'],
    ['loss', '/report/loss'],
    ['win', '/report/win'],
    ['mention', '/report/mention'],
    ['deal', '/deals/PHONE-1'],
    ['withdraw', '/deals/PHONE-1/withdraw'],
    ['alerts', '/alerts'],
    ['patterns', '/patterns'],
    ['backtest', '/backtest'],
    ['your-reports', '/reports?name=Ada'],
    ['competitors', '/competitors'],
    ['competitor', '/competitors/akme'],
    ['merge', '/competitors/akme/merge?into=Acme'],
    ['mentioned', '/deals/PHONE-OPEN'],
    ['outbox', '/local/outbox'],
    ['not-found', '/no/such/page'],
  ])(
    'the page %s has no serious finding of axe, in light and in dark, and fits a phone',
    async (name, path) => {
      const { context, page } = await open();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await go(page, path);
        await expectNoSeriousFindings(page);
        await shoot(page, `${name}-${colorScheme}`);
      }
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      await page.setViewportSize(LAPTOP);
      await shoot(page, `${name}-laptop`);
      await context.close();
    },
  );

  test('the page of an alert has no serious finding of axe', async () => {
    const { context, page } = await open();
    await go(page, '/alerts');
    await page.getByRole('link', { name: /412,000/ }).click();
    await expectNoSeriousFindings(page);
    await context.close();
  });
});

const typed = (page: Page, label: string) =>
  page.getByRole('textbox', { name: label }).or(page.getByRole('combobox', { name: label }));

async function acknowledge(page: Page, team: 'sales' | 'marketing', name: string): Promise<void> {
  const card = page.locator(`section.team.${team}`);
  const closed = card.locator('details:not([open])').first();
  if (!(await card.getByRole('textbox', { name: 'Your name' }).first().isVisible()))
    await closed.locator('summary').click();
  await card.getByRole('textbox', { name: 'Your name' }).first().fill(name);
  await card.getByRole('radio').first().check();
  await card.getByRole('button', { name: /acknowledge/i }).click();
  await page.waitForLoadState();
}

async function expectText(page: Page, texts: readonly string[]): Promise<void> {
  const body = ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');
  for (const text of texts) expect(body).toContain(text);
}

const findings = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ html: z.string() })),
    }),
  ),
});

async function expectNoSeriousFindings(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = findings.parse(await page.evaluate('axe.run()'));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
