/**
 * What each function may do with the table, and nothing more. A transaction needs the permissions of the writes in it. What
 * else each role may do is in docs/permissions.md, which a test compares with the template.
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
  'resolve-alerts': [...READ, ...PUT, ...DELETE],
  'review-promise': ['dynamodb:GetItem', 'dynamodb:Query', ...PUT],
  'check-itself': ['dynamodb:Query'],
} as const;

/** Those that read lists by time: of alerts, or of what a person reported. They stand in the sparse index. */
export const INDEX_READERS: ReadonlySet<string> = new Set<keyof typeof TABLE_ACTIONS>([
  'serve-http',
  'open-alerts',
  'resolve-alerts',
  'review-promise',
]);
