import type { Log, LogFields } from '../../shared/ports/log.ts';

export interface LogLine extends LogFields {
  readonly level: 'info' | 'warn' | 'error';
  readonly decision: string;
}

/** A log that keeps what it is told. */
export function recordingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (decision: string, fields: LogFields = {}) => {
      lines.push({ ...fields, level, decision });
    };
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
