import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { VirtualTime } from '../virtual-time.ts';

/** A table on which a transaction takes its time, and is cancelled when it meets another one on an item, as AWS does. */
export class ContendedClient {
  readonly committed: (readonly TransactWriteItem[])[] = [];
  tries = 0;
  readonly #busy = new Set<string>();
  readonly #records = new Set<string>();
  readonly #time: VirtualTime;
  readonly #transactionMs: number;

  constructor(time: VirtualTime, transactionMs: number) {
    this.#time = time;
    this.#transactionMs = transactionMs;
  }

  asClient(): DynamoDBClient {
    const client = new DynamoDBClient({ region: 'eu-north-1' });
    return Object.defineProperty(client, 'send', { value: (command: unknown) => this.#send(command) });
  }

  async #send(command: unknown): Promise<object> {
    if (!(command instanceof TransactWriteItemsCommand)) throw new Error('Only transactions here');
    this.tries += 1;
    const items = command.input.TransactItems ?? [];
    const keys = items.map(keyOf);
    const met = keys.map((key) => this.#busy.has(key));
    if (met.some(Boolean)) throw cancelled(met.map((isMet) => (isMet ? 'TransactionConflict' : 'None')));
    for (const key of keys) this.#busy.add(key);
    await this.#time.pause(this.#transactionMs);
    for (const key of keys) this.#busy.delete(key);
    const records = items.flatMap(({ Put }, index) => (Put ? [keys[index] ?? ''] : []));
    if (records.some((key) => this.#records.has(key))) throw new Error('A batch came twice');
    for (const key of records) this.#records.add(key);
    this.committed.push(items);
    return {};
  }
}

function keyOf({ Put, Update }: TransactWriteItem): string {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? {};
  return `${String(pk?.S)} ${String(sk?.S)}`;
}

export function cancelled(codes: readonly string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    message: `Transaction cancelled [${codes.join(', ')}]`,
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}
