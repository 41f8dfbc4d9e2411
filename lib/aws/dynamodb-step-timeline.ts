import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type { StepTimeline } from '../runbooks/step-ports.ts';
import { callStore } from './store-failure.ts';

/** An item a line, beside its incident. */
export class DynamoDbStepTimeline implements StepTimeline {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async append(incidentId: string, line: TimelineLine): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({ ...INCIDENT_KEYS.line(incidentId, line.id), ...line }),
      ConditionExpression: `attribute_not_exists(${CONTROL_TABLE.partitionKey})`,
    });
    try {
      await callStore('control table', () => this.#client.send(command));
    } catch (error) {
      // It stands already: this is a repetition.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
