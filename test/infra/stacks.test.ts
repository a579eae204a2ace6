import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CHANGE_FILTER } from '../../functions/publish-changes/change-filter.ts';
import { addNag } from '../../infra/aws/nag.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { permissionTable } from './permission-table.ts';
import { type Resource, synthesise } from './synthesised.ts';

const ROOT = join(import.meta.dirname, '../..');
const prod = synthesise('prod');
const named = (type: string) => prod.resources.filter(({ Type }) => Type === type);
/** Each resource of a type, to be told apart where one of them fails. */
const each = (type: string): [string, Resource][] => named(type).map((one) => [one.id, one]);
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('the synthesis', () => {
  it('gives the same templates each time', () => {
    expect(synthesise('prod').text).toEqual(prod.text);
  });

  it('has no finding that is not explained', () => {
    expect(prod.report).toMatchObject({ pluginReports: [] });
  });

  it('would have found something', () => {
    const outdir = join(temporaryFolder(), 'assembly');
    const app = new App({ outdir, analyticsReporting: false });
    addNag(app);
    new Queue(new Stack(app, 'careless'), 'queue');
    for (const rule of ['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']) {
      expect(() => app.synth()).toThrow(rule);
    }
  });

  it('names nothing itself, so that two stages fit into one account', () => {
    // A policy within a role has a name that nobody else sees.
    const seen = prod.resources.filter(({ Type }) => Type !== 'AWS::IAM::Policy');
    const given = seen.flatMap(({ id, Type, Properties }) =>
      Object.keys(Properties)
        .filter((name) => name === 'Name' || name === `${Type.split('::')[2]}Name`)
        .map((name) => `${Type} ${id}: ${name} ${JSON.stringify(Properties[name])}`),
    );
    // CloudFormation does not make up names for buses and APIs; CDK does, for the bus, from the name of the stack.
    expect(given).toEqual([
      expect.stringMatching(/^AWS::Events::EventBus .*tandemproddatabus/),
      expect.stringMatching(/^AWS::ApiGatewayV2::Api .*"api"$/),
      expect.stringMatching(/^AWS::ApiGatewayV2::Stage .*"\$default"$/),
    ]);
  });
});

describe('what must outlive everything else', () => {
  it.each(['AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::Events::Archive'])(
    '%s is retained in prod',
    (type) => {
      expect(named(type)).toHaveLength(1);
      for (const one of named(type)) {
        expect(one).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      }
    },
  );

  it('the table is protected, encrypted and can be restored to any second', () => {
    expect(named('AWS::DynamoDB::Table')[0]?.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('both stacks are protected in prod, and another stage can be thrown away', () => {
    expect(prod.isProtected).toEqual([true, true]);
    const other = synthesise('trial');
    expect(other.isProtected).toEqual([false, false]);
    for (const { Type, DeletionPolicy, Properties } of other.resources) {
      expect([Type, DeletionPolicy]).not.toEqual([Type, 'Retain']);
      expect(Properties.DeletionProtectionEnabled ?? false).toBe(false);
    }
  });
});

describe('every function', () => {
  it.each(each('AWS::Lambda::Function'))('%s is set up in full', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) } },
      Role: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
      Environment: { Variables: expect.any(Object) },
    });
  });

  it('has a role and a log of its own', () => {
    const functions = named('AWS::Lambda::Function');
    const roles = functions.map(({ Properties }) => JSON.stringify(Properties.Role));
    const logs = functions.map(({ Properties }) => JSON.stringify(Properties.LoggingConfig));
    expect(new Set(roles).size).toBe(functions.length);
    expect(new Set(logs).size).toBe(functions.length);
    // One for each function, and one for each of the two schedules.
    expect(named('AWS::IAM::Role')).toHaveLength(functions.length + named('AWS::Scheduler::Schedule').length);
  });

  it('may do what the table of permissions says, and nothing else', () => {
    const committed = readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8');
    const table = permissionTable(prod.resources);
    expect(table.length).toBeGreaterThan(20);
    expect(
      committed
        .split('\n')
        .filter((line) => /^\| [a-z]/.test(line))
        .slice(1),
    ).toEqual(table);
    for (const { Properties } of named('AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns).toBeUndefined();
  });
});

it.each(each('AWS::Logs::LogGroup'))('the log %s is not kept for ever', (_, { Properties }) => {
  expect(Properties.RetentionInDays).toBe(90);
});

describe('every queue', () => {
  const policies = named('AWS::SQS::QueuePolicy');
  it.each(each('AWS::SQS::Queue'))('%s is encrypted and takes nothing without TLS', (id, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(Properties.MessageRetentionPeriod).toEqual(expect.any(Number));
    const policy = policies.find(
      (one) => JSON.stringify(one.Properties.Queues) === JSON.stringify([{ Ref: id }]),
    );
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    });
  });
});

describe('every topic', () => {
  it.each(each('AWS::SNS::Topic'))('%s is encrypted', (_, { Properties }) => {
    expect(Properties.KmsMasterKeyId).toEqual(arn(named('AWS::KMS::Key')[0]?.id ?? ''));
  });
  it.each(each('AWS::SNS::TopicPolicy'))('%s refuses what comes without TLS', (_, { Properties }) => {
    expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
  });
  it('lets alarms speak to the operator, and the key lets them too', () => {
    const speaks = (one: Resource) => JSON.stringify(one.Properties).includes('cloudwatch.amazonaws.com');
    expect(named('AWS::SNS::TopicPolicy').filter(speaks)).toHaveLength(1);
    expect(named('AWS::KMS::Key').filter(speaks)).toHaveLength(1);
  });
  it('each team hears only what is for it, and what does not reach it is kept', () => {
    const subscriptions = named('AWS::SNS::Subscription').map(({ Properties }) => Properties);
    expect(subscriptions.map(({ Endpoint, FilterPolicy }) => [Endpoint, FilterPolicy])).toEqual([
      ['sales@example.com', { team: ['sales'] }],
      ['marketing@example.com', { team: ['marketing'] }],
      ['operations@example.com', undefined],
    ]);
    for (const { RedrivePolicy } of subscriptions) {
      expect(RedrivePolicy).toEqual({ deadLetterTargetArn: arn('undeliverablemessages9D47EE35') });
    }
  });
});

const target = z.object({
  Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  DeadLetterConfig: z.object({ Arn: z.unknown() }),
  RetryPolicy: z.object({ MaximumRetryAttempts: z.number(), MaximumEventAgeInSeconds: z.number() }),
  InputPath: z.literal('$.detail'),
});

describe('every route', () => {
  it('has the pattern of its definition, word for word', () => {
    expect(named('AWS::Events::Rule').map(({ Properties }) => Properties.EventPattern)).toEqual(
      createRoutes().map(({ rule }) => rule),
    );
  });

  it.each(each('AWS::Events::Rule'))(
    '%s leads through a queue to a function, and nothing is lost on the way',
    (_, rule) => {
      const [only, ...more] = z.array(target).parse(rule.Properties.Targets);
      expect(more).toEqual([]);
      const queueId = only?.Arn['Fn::GetAtt'][0] ?? '';
      const queue = prod.resources.find(({ id }) => id === queueId);
      expect(queue?.Properties.RedrivePolicy).toEqual({
        deadLetterTargetArn: arn(
          queueId.replace(/queue[0-9A-F]{8}$/, 'deadletters') + deadLetterHash(queueId),
        ),
        maxReceiveCount: expect.any(Number),
      });
      const source = named('AWS::Lambda::EventSourceMapping').find(
        ({ Properties }) => JSON.stringify(Properties.EventSourceArn) === JSON.stringify(arn(queueId)),
      );
      expect(source?.Properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
      const consumer = prod.resources.find(
        ({ id }) => JSON.stringify({ Ref: id }) === JSON.stringify(source?.Properties.FunctionName),
      );
      expect(Number(queue?.Properties.VisibilityTimeout)).toBeGreaterThanOrEqual(
        6 * Number(consumer?.Properties.Timeout),
      );
    },
  );

  /** The dead-letter queue beside a queue. */
  function deadLetterHash(queueId: string): string {
    const name = queueId.replace(/queue[0-9A-F]{8}$/, 'deadletters');
    return (
      named('AWS::SQS::Queue')
        .find(({ id }) => id.replace(/[0-9A-F]{8}$/, '') === name)
        ?.id.slice(-8) ?? ''
    );
  }

  it.each(each('AWS::Scheduler::Schedule'))(
    '%s is one of the business, with a dead-letter queue',
    (_, { Properties }) => {
      expect(Properties).toMatchObject({
        ScheduleExpression: 'cron(0 8 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Vienna',
        Target: { DeadLetterConfig: { Arn: expect.any(Object) }, RetryPolicy: { MaximumRetryAttempts: 2 } },
      });
    },
  );

  it('from the stream is cut in halves, retried, and tells where it left something out', () => {
    const [stream] = named('AWS::Lambda::EventSourceMapping').filter(
      ({ Properties }) => Properties.StartingPosition,
    );
    expect(stream?.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 43_200,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: arn('changefeedunpublishedB2E4D9CF') } },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify(CHANGE_FILTER) }] },
    });
  });
});

describe('the API', () => {
  it('has a limit and a log', () => {
    expect(named('AWS::ApiGatewayV2::Stage')[0]?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      AccessLogSettings: { DestinationArn: expect.any(Object) },
    });
  });
  it('has one route, to the function that knows what is open', () => {
    expect(named('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)).toEqual([
      '$default',
    ]);
  });
});

const alarm = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).length(1),
  OKActions: z.array(z.unknown()).length(1),
});

describe('every alarm', () => {
  it.each(each('AWS::CloudWatch::Alarm'))(
    '%s tells the operator, and which page to open',
    (_, { Properties }) => {
      const { AlarmDescription, AlarmActions, OKActions } = alarm.parse(Properties);
      expect(AlarmActions).toEqual(OKActions);
      expect(JSON.stringify(AlarmActions)).toContain('operations');
      const page = /What to do: (docs\/runbooks\/[a-z-]+\.md)$/.exec(AlarmDescription)?.[1] ?? 'no page';
      expect(existsSync(join(ROOT, page)), page).toBe(true);
    },
  );

  it('there is one for each dead-letter queue', () => {
    const watched = JSON.stringify(named('AWS::CloudWatch::Alarm'));
    const sources = named('AWS::Lambda::EventSourceMapping').map(({ Properties }) =>
      JSON.stringify(Properties.EventSourceArn),
    );
    const dead = named('AWS::SQS::Queue').filter(
      ({ id }) => !sources.some((source) => source.includes(`"${id}"`)),
    );
    expect(dead).toHaveLength(16);
    for (const { id } of dead) expect(watched).toContain(`{"Fn::GetAtt":["${id}","QueueName"]}`);
  });
});

it('there are two dashboards', () => {
  expect(named('AWS::CloudWatch::Dashboard')).toHaveLength(2);
});
