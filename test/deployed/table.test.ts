import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { theDeployment } from '../support/deployment.ts';
import { describeTable } from '../support/table-conformance.ts';

describeTable(
  'The deployed table',
  async () => {
    const { TableName } = await theDeployment();
    return { table: connectTable(TableName), close: () => {} };
  },
  { randomRuns: 15 },
);
