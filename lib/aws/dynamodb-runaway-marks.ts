import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { runItem } from '../contracts/run-item.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import type { RunawayMark, RunawayMarks } from '../runbooks/ports.ts';
import { everyItem } from './every-item.ts';

const mark = v.pipe(
  v.object({ sk: v.string(), ...runItem.entries.runaway.wrapped.entries }),
  v.transform(({ sk, ...of }): RunawayMark => ({ run_id: sk, ...of })),
);

/** Runs whose rewards ran away, as the run store marks them. */
export class DynamoDbRunawayMarks implements RunawayMarks {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async list(): Promise<readonly RunawayMark[]> {
    const items = await everyItem(
      { client: this.#client, table: this.#table },
      { where: 'pk = :runaways', values: { ':runaways': RUN_KEYS.runaways } },
    );
    return items.map((item) => v.parse(mark, item));
  }
}
