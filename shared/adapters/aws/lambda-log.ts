import type { Context } from 'aws-lambda';
import type { Log, LogFields } from '../../ports/log.ts';

export interface LambdaLog extends Log {
  /** From here on each line has the ids of this invocation, by which it is found from an alarm or a trace. */
  begin(context: Pick<Context, 'awsRequestId'>): void;
}

/**
 * One JSON line for each decision. `timestamp` and `level` are the names that Lambda's own JSON format has, so that both
 * are found by one query. The event of an invocation is never among what is logged.
 */
export function createLambdaLog(
  write: (line: string) => void = (line) => process.stdout.write(line),
  env: Readonly<Record<string, string | undefined>> = process.env,
): LambdaLog {
  let requestId: string | undefined;
  const at =
    (level: string) =>
    (decision: string, fields: LogFields = {}) =>
      write(
        `${JSON.stringify({
          timestamp: new Date().toISOString(),
          level,
          requestId,
          // Lambda sets it anew for each invocation.
          traceId: /Root=([^;]+)/.exec(env._X_AMZN_TRACE_ID ?? '')?.[1],
          decision,
          ...fields,
        })}\n`,
      );
  return {
    begin({ awsRequestId }) {
      requestId = awsRequestId;
    },
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
  };
}
