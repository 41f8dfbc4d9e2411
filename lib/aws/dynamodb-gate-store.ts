import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  TransactionConflictException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { gateItem, type GateItem } from '../contracts/gate-item.ts';
import { GATE_KEYS } from '../contracts/runbook-keys.ts';
import type { GateStore } from '../runbooks/ports.ts';
import { StandingChangedError } from '../runbooks/store-errors.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import { gatePut } from './runbook-items.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

/** One item for each runbook and resource. Starts and endings write it in their own transactions. */
export class DynamoDbGateStore implements GateStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(runbook: string, resource: string): Promise<GateItem | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(GATE_KEYS.gate(runbook, resource)),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && v.parse(gateItem, unmarshall(Item));
  }

  async save(gate: GateItem): Promise<void> {
    try {
      await callStore(STORE, () => this.#client.send(new PutItemCommand(gatePut(this.#table, gate))));
    } catch (error) {
      // Also when it was our own first try, whose answer was lost: whoever reads again finds what he wanted.
      if (!isContention(error)) throw error;
      throw new StandingChangedError(`The gate of ${gate.runbook} for ${gate.resource}`, error);
    }
  }
}

/** Another version stands, or a transaction is about to write one. */
function isContention(error: unknown): boolean {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  return cause instanceof ConditionalCheckFailedException || cause instanceof TransactionConflictException;
}
