import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { CONTROL_KEYS } from '../contracts/tables.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import type { TrafficSettingsStore } from '../traffic/ports.ts';
import type { TrafficSettings } from '../traffic/settings.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

const settingsItem = v.pipe(
  v.object({
    revision: v.number(),
    weights: v.record(v.string(), v.number()),
    weights_version: v.number(),
    minimum_version: v.number(),
    configured: v.string(),
    downshifts: v.record(
      v.string(),
      v.object({ to: v.string(), until: v.exactOptional(v.number()), owner: v.string(), reason: v.string() }),
    ),
  }),
  v.transform((item): TrafficSettings => ({
    revision: item.revision,
    weights: item.weights,
    weightsVersion: item.weights_version,
    minimumVersion: item.minimum_version,
    configured: item.configured,
    downshifts: item.downshifts,
  })),
);

/** The settings as one item of the control table, replaced whole under a condition on its revision. */
export class DynamoDbTrafficSettingsStore implements TrafficSettingsStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<TrafficSettings | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(CONTROL_KEYS.trafficSettings),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && v.parse(settingsItem, unmarshall(Item));
  }

  async write(next: TrafficSettings, change: { id: string; by: string; at: number }): Promise<void> {
    const isFirst = next.revision === 1;
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({ ...CONTROL_KEYS.trafficSettings, ...toItem(next), ...toTrace(change) }),
      ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'revision = :before',
      ...(isFirst ? {} : { ExpressionAttributeValues: marshall({ ':before': next.revision - 1 }) }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK tries again when an answer is lost: what stands in the way may be our own first try.
      if (error.Item?.['change_id']?.S !== change.id) throw new StalePreconditionError('traffic settings');
    }
  }
}

function toItem(settings: TrafficSettings): Record<string, unknown> {
  return {
    revision: settings.revision,
    weights: settings.weights,
    weights_version: settings.weightsVersion,
    minimum_version: settings.minimumVersion,
    configured: settings.configured,
    downshifts: settings.downshifts,
  };
}

function toTrace({ id, by, at }: { id: string; by: string; at: number }): Record<string, unknown> {
  return { change_id: id, changed_by: by, changed_at: new Date(at).toISOString() };
}
