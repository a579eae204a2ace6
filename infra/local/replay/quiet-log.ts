import type { Log } from '../../../shared/ports/log.ts';
import { createJsonLog } from '../json-log.ts';
import type { Screen } from '../status-line.ts';

/** A year of decisions in a minute is nothing to read; what goes wrong is. */
export function quietLog(screen: Screen): Log {
  return { ...createJsonLog((line) => screen.write(line)), info: () => {} };
}
