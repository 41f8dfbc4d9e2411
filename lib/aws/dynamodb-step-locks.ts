import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { lockItem } from '../contracts/lock-item.ts';
import { LOCK_KEYS } from '../contracts/runbook-keys.ts';
import { LockLostError } from '../runbooks/lock-errors.ts';
import type { StepClaim, StepLocks } from '../runbooks/step-ports.ts';
import { callStore } from './store-failure.ts';

/** One item a resource. */
export class DynamoDbStepLocks implements StepLocks {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async renew(claim: StepClaim, until: number): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(LOCK_KEYS.lock(claim.resource)),
      UpdateExpression: 'SET #until = :until',
      ConditionExpression: '#owner = :owner AND fence = :fence AND #until < :until',
      ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until' },
      ExpressionAttributeValues: marshall({ ':until': until, ':owner': claim.owner, ':fence': claim.fence }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore('control table', () => this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const standing = error.Item && v.parse(lockItem, unmarshall(error.Item));
      // Refused: it is another's, or its lease lasts as long already.
      if (standing?.owner !== claim.owner || standing.fence !== claim.fence) throw new LockLostError(claim);
    }
  }
}
