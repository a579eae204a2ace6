import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { INDEX_NAME } from '../../../shared/adapters/aws/dynamo-query.ts';
import { SOURCE } from '../../../shared/events/bus.ts';
import type { Config } from '../config.ts';

/** How long the bus remembers, for whoever adds a route later and wants it to see what was. */
const ARCHIVE_DAYS = 90;

/** What must outlive everything else: the table, and the bus with its archive. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { stage, isProtected }: Config) {
    super(scope, id, {
      description: `Tandem (${stage}): what is stored`,
      terminationProtection: isProtected,
    });
    const removalPolicy = isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = new Table(this, 'table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: isProtected,
      removalPolicy,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: INDEX_NAME,
      partitionKey: { name: 'ipk', type: AttributeType.STRING },
      sortKey: { name: 'isk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    this.bus = new EventBus(this, 'bus');
    this.bus.applyRemovalPolicy(removalPolicy);
    const archive = this.bus.archive('archive', {
      eventPattern: { source: [SOURCE] },
      retention: Duration.days(ARCHIVE_DAYS),
      description: 'Every event of Tandem',
    });
    archive.applyRemovalPolicy(removalPolicy);
  }
}
