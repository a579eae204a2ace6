import type { Options } from '../../infra/local/options.ts';
import type { Log } from '../../shared/ports/log.ts';

export const SETTINGS = {
  falseAlarmsPerQuarter: 1,
  bigLossAmounts: {},
  timeZone: 'UTC',
  currency: 'EUR',
} as const;

export const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** What a home on this folder needs, on any free port. */
export const optionsOn = (data: string): Options => ({
  host: '127.0.0.1',
  port: 0,
  data,
  open: false,
  publicUrl: undefined,
  addresses: { sales: 'sales@localhost', marketing: 'marketing@localhost' },
  smtp: undefined,
  settings: SETTINGS,
});
