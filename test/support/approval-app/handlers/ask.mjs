import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient();

/** Keeps the token where the approver finds it: the task waits until he uses it. */
export const handler = ({ execution, token }) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: process.env.TABLE,
      Item: { execution: { S: execution }, token: { S: token } },
    }),
  );
