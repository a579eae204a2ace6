import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../nag.ts';
import type { TandemFunction } from './tandem-function.ts';

export interface WebApiProps {
  readonly server: TandemFunction;
  readonly logRetention: RetentionDays;
}

/** Nobody's address and no path, which carries the ids of deals. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
});

/** The pages and the API behind one address. Every path goes to the same function, which knows what is open. */
export class WebApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { server, logRetention }: WebApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'api', {
      defaultIntegration: new HttpLambdaIntegration('server', server),
      createDefaultStage: false,
    });
    const log = new LogGroup(this, 'access-log', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // A whole sales team on one morning is far below; somebody who tries tokens is not.
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
      detailedMetricsEnabled: true,
    });
    acknowledge(this.api, {
      'AwsSolutions-APIG4':
        'The function checks the bearer token, or the cookie that the pages keep it in, for every path but health and style.',
    });
  }
}
