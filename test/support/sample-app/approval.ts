import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({});

/** Two steps of a state machine: keep the token of whoever has to approve, then write down what was decided. */
export async function handler(event: { token?: string; decision?: unknown }): Promise<{ done: boolean }> {
  if (event.token !== undefined) {
    const Item = { id: { S: 'open' }, token: { S: event.token } };
    await dynamodb.send(new PutItemCommand({ TableName: process.env['TABLE'] ?? '', Item }));
    return { done: false };
  }
  const Body = JSON.stringify(event.decision);
  await s3.send(new PutObjectCommand({ Bucket: process.env['BUCKET'] ?? '', Key: 'decision.json', Body }));
  return { done: true };
}
