/**
 * What each function may do with the table, and nothing more. A transaction needs the permissions of the writes in it. The
 * whole table of permissions, with queues and topics, is in docs/aws.md and is compared with the templates in a test.
 */
const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const;
const PUT = ['dynamodb:PutItem'] as const;
const DELETE = ['dynamodb:DeleteItem'] as const;

export const TABLE_ACTIONS = {
  'serve-http': [...READ, ...PUT, ...DELETE],
  'advance-projection': [...READ, ...PUT, ...DELETE],
  'open-alerts': [...READ, ...PUT, ...DELETE],
  'watch-open-deals': [...READ, ...PUT],
  'notify-teams': [...READ, ...PUT],
  'send-digests': [...READ, ...PUT, ...DELETE],
  'check-itself': ['dynamodb:Query'],
} as const;
