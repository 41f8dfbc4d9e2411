/** What a function that keeps sessions in DynamoDB needs of the SDK, and not a line more. */
export { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
