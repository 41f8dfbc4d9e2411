import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { notificationItem, type NotificationItem } from '../contracts/notification.ts';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import type { NotificationOutbox } from '../incidents/notifications.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

/** One partition, oldest first; an item is there until every channel has it. */
export class DynamoDbNotificationOutbox implements NotificationOutbox {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async due(): Promise<readonly NotificationItem[]> {
    const found: NotificationItem[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const command = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: INCIDENT_KEYS.notifications } },
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      const page = await callStore(STORE, () => this.#client.send(command));
      found.push(...(page.Items ?? []).map((item) => v.parse(notificationItem, unmarshall(item))));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  }

  async claim(
    notification: NotificationItem,
    { now, until }: { readonly now: number; readonly until: number },
  ): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(notification),
      UpdateExpression: 'SET claimed_until = :until',
      // Of the same channels: otherwise somebody has delivered it in between, and let go of it again.
      ConditionExpression:
        'delivered = :delivered AND (attribute_not_exists(claimed_until) OR claimed_until <= :now)',
      ExpressionAttributeValues: marshall({
        ':until': until,
        ':now': now,
        ':delivered': notification.delivered,
      }),
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async settle(notification: NotificationItem, delivered: readonly string[]): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(notification),
      UpdateExpression: 'SET delivered = :delivered REMOVE claimed_until',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: marshall({ ':delivered': delivered }),
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      // Slower than its claim: somebody else has delivered all of it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async remove(notification: NotificationItem): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.#table, Key: keyOf(notification) });
    await callStore(STORE, () => this.#client.send(command));
  }
}

function keyOf({ incident_id, line_id }: NotificationItem): Record<string, AttributeValue> {
  return marshall(INCIDENT_KEYS.notification(incident_id, line_id));
}
