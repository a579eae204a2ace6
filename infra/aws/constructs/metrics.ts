import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventType } from '../../../shared/events/events.ts';
import { PERIOD } from './alarms.ts';

/** As the functions write them: see functions/publish-changes/index.ts and functions/check-itself/index.ts. */
const OWN = { namespace: 'Tandem', dimensionsMap: { service: 'tandem' } };
const DAY = Duration.days(1);

/** How many facts of a kind there were each day. */
export const factsPerDay = (type: EventType, label: string): Metric =>
  new Metric({ ...OWN, metricName: type, statistic: 'Sum', period: DAY, label });

/** Business days without a report, measured once a day. */
export const quietBusinessDays = (): Metric =>
  new Metric({ ...OWN, metricName: 'QuietBusinessDays', statistic: 'Maximum', period: DAY });

/** How often EventBridge could not deliver to the target of a rule. */
export const failedInvocations = (busName: string, ruleName: string): Metric =>
  new Metric({
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensionsMap: { EventBusName: busName, RuleName: ruleName },
    statistic: 'Sum',
    period: PERIOD,
  });

/** How often the table refused a read or a write for lack of room. */
export const tableThrottles = (
  tableName: string,
  kind: 'ReadThrottleEvents' | 'WriteThrottleEvents',
): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: kind,
    dimensionsMap: { TableName: tableName },
    statistic: 'Sum',
    period: PERIOD,
  });
