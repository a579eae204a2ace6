import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TandemFunction } from './tandem-function.ts';

export interface DailyTaskProps {
  readonly task: TandemFunction;
  readonly hour: number;
  readonly timeZone: string;
  readonly description: string;
}

const RETRIES = 2;
const MAX_AGE = Duration.hours(2);

/**
 * Runs a function once a day at an hour of the business. A call that the schedule cannot make, and a run that fails as
 * often as it may, end in the dead-letter queue of the task.
 *
 * The schedule is CloudFormation's own resource: CDK's construct lets the schedule call every version of the function too.
 */
export class DailyTask extends Construct {
  readonly task: TandemFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { task, hour, timeZone, description }: DailyTaskProps) {
    super(scope, id);
    this.task = task;
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters');
    task.configureAsyncInvoke({
      retryAttempts: RETRIES,
      maxEventAge: MAX_AGE,
      onFailure: new SqsDestination(this.deadLetters),
    });
    const caller = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
    const role = new Role(this, 'role', { assumedBy: caller });
    // Not by the construct's own grant, which names all versions with a star.
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [task.functionArn] }),
    );
    this.deadLetters.grantSendMessages(role);
    new CfnSchedule(this, 'schedule', {
      description,
      scheduleExpression: `cron(0 ${hour} * * ? *)`,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: task.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
        retryPolicy: { maximumRetryAttempts: RETRIES, maximumEventAgeInSeconds: MAX_AGE.toSeconds() },
      },
    });
  }
}
