import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const client = new DynamoDBClient({});
const TableName = process.env['TABLE'] ?? '';

/** PUT /notes/{id} keeps the body, GET gives it back with the time it was written at. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const id = event.pathParameters?.['id'] ?? '';
  if (event.requestContext.http.method === 'PUT') {
    const Item = { id: { S: id }, text: { S: event.body ?? '' }, at: { N: String(Date.now()) } };
    await client.send(new PutItemCommand({ TableName, Item }));
    countNote();
    return { statusCode: 204 };
  }
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  if (!Item) return { statusCode: 404, body: 'no such note' };
  return { statusCode: 200, body: JSON.stringify({ text: Item['text']?.S, at: Number(Item['at']?.N) }) };
}

/** A metric in the embedded format: a line of the log. */
function countNote(): void {
  const Metrics = [{ Name: 'Notes', Unit: 'Count' }];
  const _aws = {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'Sample', Dimensions: [['App']], Metrics }],
  };
  process.stdout.write(`${JSON.stringify({ _aws, App: 'notes', Notes: 1 })}\n`);
}
