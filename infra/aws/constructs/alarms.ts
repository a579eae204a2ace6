import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Each alarm has a page in docs/runbooks under this name. */
type Runbook =
  | 'dead-letters'
  | 'failed-invocations'
  | 'failed-notifications'
  | 'function-errors'
  | 'iterator-age'
  | 'nothing-reported'
  | 'oldest-message'
  | 'self-check-missing'
  | 'server-errors'
  | 'throttles'
  | 'unpublished-changes';

export interface Watched {
  readonly runbook: Runbook;
  /** What it is that is watched, where several things are watched in the same way. */
  readonly of: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** What it means, in a sentence. */
  readonly meaning: string;
  /** For how many of the metric's periods it must be so. */
  readonly periods?: number;
  readonly isBelow?: boolean;
  readonly isMissingBad?: boolean;
}

/** The period in which counts are summed. */
export const PERIOD = Duration.minutes(5);

/** What wakes a person. Every alarm tells the operations topic when it begins and when it ends. */
export class Alarms extends Construct {
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, topic: ITopic) {
    super(scope, id);
    this.#topic = topic;
  }

  watch(watched: Watched): Alarm {
    const { runbook, of, metric, threshold, meaning, periods = 1 } = watched;
    const alarm = new Alarm(this, `${runbook}-${of}`, {
      metric,
      threshold,
      evaluationPeriods: periods,
      alarmDescription: `${meaning} What to do: docs/runbooks/${runbook}.md`,
      comparisonOperator: watched.isBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: watched.isMissingBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
    return alarm;
  }
}
