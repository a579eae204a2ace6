import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { EventType } from '../../../shared/events/events.ts';
import { factsPerDay, quietBusinessDays } from './metrics.ts';
import type { QueueRoute } from './queue-route.ts';
import type { TandemFunction } from './tandem-function.ts';

const FACTS = {
  DealLost: 'lost deals',
  DealWon: 'won deals',
  CompetitorMentioned: 'mentions',
  ReportWithdrawn: 'withdrawn',
  PatternDetected: 'detections',
  AlertOpened: 'alerts opened',
  AlertUpdated: 'news of alerts',
} as const satisfies Partial<Record<EventType, string>>;
const REPORTS = ['DealLost', 'DealWon', 'CompetitorMentioned', 'ReportWithdrawn'] as const;
const ALERTS = ['PatternDetected', 'AlertOpened', 'AlertUpdated'] as const;
const HALF = 12;

/** What the business does with Tandem: is it used, and does it speak? */
export class BusinessDashboard extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const graph = (title: string, types: readonly (keyof typeof FACTS)[]): IWidget =>
      new GraphWidget({ title, width: HALF, left: types.map((type) => factsPerDay(type, FACTS[type])) });
    new Dashboard(this, 'dashboard', {
      defaultInterval: Duration.days(90),
      widgets: [
        [
          new SingleValueWidget({
            title: 'Today',
            width: HALF,
            metrics: [...REPORTS, ...ALERTS].map((type) => factsPerDay(type, FACTS[type])),
          }),
          new SingleValueWidget({
            title: 'Business days without a report',
            width: HALF,
            metrics: [quietBusinessDays()],
          }),
        ],
        [graph('Reports a day', REPORTS), graph('Alerts a day', ALERTS)],
      ],
    });
  }
}

export interface MachineDashboardProps {
  readonly alarms: readonly Alarm[];
  readonly functions: readonly TandemFunction[];
  readonly routes: readonly QueueRoute[];
  readonly table: ITable;
}

/** How the machine is: which alarms there are, and what to look at first when one of them rings. */
export class MachineDashboard extends Construct {
  constructor(scope: Construct, id: string, { alarms, functions, routes, table }: MachineDashboardProps) {
    super(scope, id);
    const nameOf = (one: Construct): string => one.node.id;
    new Dashboard(this, 'dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 2 * HALF, alarms: [...alarms] })],
        [
          new GraphWidget({
            title: 'Errors',
            width: HALF,
            left: functions.map((one) => one.metricErrors({ label: nameOf(one) })),
          }),
          new GraphWidget({
            title: 'Duration, 99 of 100 calls (ms)',
            width: HALF,
            left: functions.map((one) => one.metricDuration({ label: nameOf(one), statistic: 'p99' })),
          }),
        ],
        [
          new GraphWidget({
            title: 'Oldest message (s)',
            width: HALF,
            left: routes.map(({ queue, node }) =>
              queue.metricApproximateAgeOfOldestMessage({ label: node.id }),
            ),
          }),
          new GraphWidget({
            title: 'Dead letters',
            width: HALF,
            left: routes.map(({ deadLetters, node }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ label: node.id }),
            ),
          }),
        ],
        [
          new GraphWidget({
            title: 'Units of the table',
            width: 2 * HALF,
            left: [
              table.metricConsumedReadCapacityUnits({ label: 'read' }),
              table.metricConsumedWriteCapacityUnits({ label: 'write' }),
            ],
          }),
        ],
      ],
    });
  }
}
