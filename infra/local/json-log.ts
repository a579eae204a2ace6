import type { Log, LogFields } from '../../shared/ports/log.ts';

/** One JSON object a line on standard error, so that standard output stays for people. */
export function createJsonLog(write: (line: string) => void): Log {
  const at =
    (level: string) =>
    (decision: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), level, decision, ...fields })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
