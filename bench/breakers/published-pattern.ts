import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { TABLES } from '../selections/environment.ts';
import { oneByOne, POLICY, type Container, type Contestant } from './contestant.ts';

const KEY = { pk: 'published-pattern', sk: 'circuit' };

const circuit = v.object({
  state: v.picklist(['CLOSED', 'OPEN', 'HALF']),
  failures: v.number(),
  nextAttempt: v.number(),
});

type Circuit = v.InferOutput<typeof circuit>;

const CLOSED: Circuit = { state: 'CLOSED', failures: 0, nextAttempt: 0 };

/**
 * The pattern of the npm package circuitbreaker-lambda (its check, recordSuccess and recordFailure), on our table: one
 * item, read before each request and written back whole after it. It counts failures, not a rate; here one success of
 * a probe suffices to close it.
 */
export function publishedPattern(client: DynamoDBClient): Contestant {
  const load = async (): Promise<Circuit> => {
    const { Item } = await client.send(new GetItemCommand({ TableName: TABLES.control, Key: marshall(KEY) }));
    return Item ? v.parse(circuit, unmarshall(Item)) : CLOSED;
  };
  const save = async (next: Circuit): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: TABLES.control, Item: marshall({ ...KEY, ...next }) }));
  };

  const aContainer = (): Container => ({
    ask: async () => {
      let known = await load();
      if (known.state === 'OPEN') {
        if (Date.now() < known.nextAttempt) return undefined;
        known = { ...known, state: 'HALF' };
        await save(known);
      }
      return (ok) => save(ok ? afterSuccess(known) : afterFailure(known));
    },
  });
  return { name: 'circuitbreaker-lambda pattern', aContainer, reportWell: oneByOne };
}

const afterSuccess = (known: Circuit): Circuit => (known.state === 'HALF' ? CLOSED : known);

function afterFailure(known: Circuit): Circuit {
  const failures = known.failures + 1;
  if (known.state === 'CLOSED' && failures < POLICY.minVolume) return { ...known, failures };
  return { state: 'OPEN', failures, nextAttempt: Date.now() + POLICY.waitMs };
}
