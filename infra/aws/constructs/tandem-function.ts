import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../nag.ts';

export interface TandemFunctionProps {
  readonly code: Code;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly logRetention: RetentionDays;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A function with a role of its own that may write its log and its trace. Whatever else it may do is granted by name, with
 * {@link allow}.
 */
export class TandemFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: TandemFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}-log`, {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code,
      description: props.description,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_METRICS_NAMESPACE: 'Tandem',
        POWERTOOLS_SERVICE_NAME: 'tandem',
        ...props.environment,
      },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'X-Ray takes traces for no resource by name.',
      'Serverless-StarPermissions': 'X-Ray takes traces for no resource by name.',
    });
    acknowledge(this, {
      'Serverless-LambdaDLQ':
        'What calls it has the dead-letter queue: the queue, the stream, the schedule, or the caller who gets an answer.',
      'Serverless-LambdaEventSourceMappingDestination': 'Its queue has a dead-letter queue.',
      'Serverless-LambdaAsyncFailureDestination':
        'What calls it has the failure destination: the queue, the stream, the schedule, or the caller who gets an answer.',
    });
  }

  /** One line of the table of permissions. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }),
    );
  }
}
