import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import { EXECUTION_KEYS } from '../contracts/runbook-keys.ts';
import type { ExecutionFilter, ExecutionPage } from '../runbooks/ports.ts';
import { parseExecution } from './runbook-items.ts';
import { callStore } from './store-failure.ts';

interface ListRequest {
  readonly table: string;
  readonly page: { readonly limit: number; readonly after?: string };
  readonly filter: ExecutionFilter;
}

/** Lines read for one page at most: a rare status is found over several pages, not by one long request. */
const MOST_LINES = 1_000;
const LINES_AT_A_TIME = 200;

/** Newest first. Filters lines as they are read. */
export async function listExecutions(
  client: DynamoDBClient,
  { table, page: { limit, after }, filter }: ListRequest,
): Promise<ExecutionPage> {
  const items: ExecutionItem[] = [];
  let last = after;
  for (let read = 0; read < MOST_LINES; read += LINES_AT_A_TIME) {
    const { lines, isEnd } = await readLines(client, table, last);
    for (const [index, line] of lines.entries()) {
      if (matches(line, filter)) items.push(line);
      last = line.execution_id;
      const isMore = !isEnd || index < lines.length - 1;
      if (items.length === limit) return { items, ...(isMore && { next: last }) };
    }
    if (isEnd) return { items };
  }
  return { items, ...(last !== undefined && { next: last }) };
}

async function readLines(client: DynamoDBClient, table: string, after: string | undefined) {
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: after === undefined ? 'pk = :list' : 'pk = :list AND sk < :after',
    ExpressionAttributeValues: marshall({
      ':list': EXECUTION_KEYS.list,
      ...(after !== undefined && { ':after': after }),
    }),
    ScanIndexForward: false,
    Limit: LINES_AT_A_TIME,
  });
  const { Items = [], LastEvaluatedKey } = await callStore('control table', () => client.send(command));
  const lines = Items.map((item: Record<string, AttributeValue>) => parseExecution(item));
  return { lines, isEnd: LastEvaluatedKey === undefined };
}

function matches(line: ExecutionItem, { runbook, statuses }: ExecutionFilter): boolean {
  return (
    (runbook === undefined || line.runbook === runbook) &&
    (statuses === undefined || statuses.includes(line.status))
  );
}
