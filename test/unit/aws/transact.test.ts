import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbOutcomeLedger } from '../../../lib/aws/dynamodb-outcome-ledger.ts';
import { transact } from '../../../lib/aws/transact.ts';
import { aBatch } from '../../support/outcomes/builders.ts';
import { cancelled, ContendedClient } from '../../support/outcomes/contended-client.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';
import { seededRandom } from '../../support/traffic/selector.ts';
import { VirtualTime } from '../../support/virtual-time.ts';

/** A transaction of a handful of items takes about this long on AWS. */
const TRANSACTION_MS = 10;

const ADDITION = {
  model: 'mistral',
  bucket: { series: 0, index: 1, expiresAtSeconds: 2 },
  counts: { ok: 100, failed: 0, timeouts: 0 },
};

/** So many batches of one moment, each from a container of its own. */
async function reportAtOnce(batches: number, seed: number) {
  const time = new VirtualTime();
  const table = new ContendedClient(time, TRANSACTION_MS);
  const client = table.asClient();
  const work = Array.from({ length: batches }, (_, index) => {
    const random = seededRandom(seed * 1_000 + index);
    const transactor = aTransactor(client, { pause: time.pause, random });
    const identity = { key: `k${index}`, fingerprint: 'f' };
    return new DynamoDbOutcomeLedger(transactor, 'control').record(
      aBatch({ identity, additions: [ADDITION] }),
    );
  });
  const results = await time.run(Promise.allSettled(work));
  return { table, time, refused: results.filter(({ status }) => status === 'rejected').length };
}

describe('batches that meet at the same counters', () => {
  it('are all counted once, fifty at once, within a second', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { table, time, refused } = await reportAtOnce(50, seed);

      expect(refused).toBe(0);
      expect(table.committed).toHaveLength(50);
      expect(time.now()).toBeLessThan(1_000);
    }
  });

  it('are refused when they are too many to get through, never counted by half', async () => {
    const { table, refused } = await reportAtOnce(600, 1);

    expect(refused).toBeGreaterThan(0);
    expect(table.committed).toHaveLength(600 - refused);
  });
});

function aClientThat(answers: readonly (Error | undefined)[]) {
  const tokens: unknown[] = [];
  const client = Object.defineProperty(new DynamoDBClient({ region: 'eu-north-1' }), 'send', {
    value: (command: { input: { ClientRequestToken?: string } }) => {
      const answer = answers[tokens.length];
      tokens.push(command.input.ClientRequestToken);
      return answer ? Promise.reject(answer) : Promise.resolve({});
    },
  });
  return { client, tokens };
}

describe('a transaction', () => {
  it('is tried again after a conflict, with a token of its own and after a pause that grows', async () => {
    const conflict = cancelled(['None', 'TransactionConflict']);
    const { client, tokens } = aClientThat([conflict, conflict, conflict, undefined]);
    const pauses: number[] = [];
    const pause = (milliseconds: number) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    };

    const refused = await transact(aTransactor(client, { pause, random: () => 0.5 }), () => []);

    expect(refused).toBeUndefined();
    expect(new Set(tokens).size).toBe(4);
    expect(pauses).toEqual([10, 20, 40]);
  });

  it('gives up after eight conflicts: the store does not answer', async () => {
    const { client, tokens } = aClientThat(Array(9).fill(cancelled(['TransactionConflict'])));

    await expect(transact(aTransactor(client), () => [])).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
    expect(tokens).toHaveLength(8);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'that fails a condition says so, also beside %s',
    async (code) => {
      const { client, tokens } = aClientThat([cancelled(['ConditionalCheckFailed', code])]);

      const refused = await transact(aTransactor(client), () => []);

      expect(refused?.map((reason) => reason.Code)).toEqual(['ConditionalCheckFailed', code]);
      expect(tokens).toHaveLength(1);
    },
  );

  it('that is wrong in itself is not tried again', async () => {
    const { client, tokens } = aClientThat([cancelled(['ValidationError'])]);

    await expect(transact(aTransactor(client), () => [])).rejects.toThrow('Transaction cancelled');
    expect(tokens).toHaveLength(1);
  });
});
