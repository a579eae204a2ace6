import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** A browser for the tests of a file, or the reason why there is none. */
export type Found = { readonly browser: Browser } | { readonly browser: undefined; readonly reason: string };

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the browser that CHROMIUM names, one that is installed, or the one that npm brought; the first that starts. */
export async function findBrowser(): Promise<Found> {
  const reasons: string[] = [];
  for (const start of [startInstalled, startFromNpm]) {
    try {
      return { browser: await start() };
    } catch (fault) {
      reasons.push(fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault));
    }
  }
  return { browser: undefined, reason: reasons.join('; ') };
}

async function startInstalled(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? INSTALLED.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium is installed on this machine');
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

async function startFromNpm(): Promise<Browser> {
  const { default: bundled } = await import('@sparticuz/chromium');
  return await chromium.launch({
    executablePath: await bundled.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}
