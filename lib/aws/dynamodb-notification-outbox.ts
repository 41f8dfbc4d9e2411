import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import {
  givenUpNotification,
  notificationItem,
  type GivenUpNotification,
  type NotificationItem,
} from '../contracts/notification.ts';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import type { NotificationOutbox } from '../incidents/notifications.ts';
import { everyItem } from './every-item.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
/** 90 days, as long as anything that has ended. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** One partition, oldest first; an item is there until every channel has it. Another one keeps what was given up. */
export class DynamoDbNotificationOutbox implements NotificationOutbox {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  due(): Promise<readonly NotificationItem[]> {
    return this.#all(INCIDENT_KEYS.notifications, notificationItem);
  }

  givenUp(): Promise<readonly GivenUpNotification[]> {
    return this.#all(INCIDENT_KEYS.givenUp, givenUpNotification);
  }

  async giveUp(notification: NotificationItem, channels: readonly string[], now: number): Promise<void> {
    const { incident_id, line_id, kind, at } = notification;
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(INCIDENT_KEYS.givenUpNotification(incident_id, line_id)),
      UpdateExpression:
        'SET incident_id = :incident, line_id = :line, kind = :kind, #at = :at, expires_at = :expires ADD #missing :channels',
      ExpressionAttributeNames: { '#at': 'at', '#missing': 'missing' },
      ExpressionAttributeValues: marshall({
        ':incident': incident_id,
        ':line': line_id,
        ':kind': kind,
        ':at': at,
        ':expires': Math.ceil((now + KEPT_MS) / 1_000),
        ':channels': new Set(channels),
      }),
    });
    await callStore(STORE, () => this.#client.send(command));
  }

  async revive(
    { incident_id, line_id, kind }: GivenUpNotification,
    { delivered, now }: { readonly delivered: readonly string[]; readonly now: number },
  ): Promise<boolean> {
    const item = { incident_id, line_id, kind, at: now, delivered };
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({ ...INCIDENT_KEYS.notification(incident_id, line_id), ...item }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const Key = marshall(INCIDENT_KEYS.givenUpNotification(incident_id, line_id));
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
    await callStore(STORE, () => this.#client.send(new DeleteItemCommand({ TableName: this.#table, Key })));
    return true;
  }

  async #all<S extends v.GenericSchema>(pk: string, schema: S): Promise<readonly v.InferOutput<S>[]> {
    const items = await everyItem(
      { client: this.#client, table: this.#table, store: STORE },
      { where: 'pk = :pk', values: { ':pk': pk } },
    );
    return items.map((item) => v.parse(schema, item));
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
