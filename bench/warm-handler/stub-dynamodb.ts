import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { CONTROL_KEYS, SESSIONS_TABLE } from '../../lib/contracts/tables.ts';

export const PINNED_SESSION = 'pinned';

/** Far enough away to be live in any run: 2100-01-01. */
const EXPIRES_AT_SECONDS = '4102444800';

const PIN: Record<string, AttributeValue> = {
  [SESSIONS_TABLE.partitionKey]: { S: PINNED_SESSION },
  mode: { S: 'fast' },
  weights_version: { N: '1' },
  [SESSIONS_TABLE.ttl]: { N: EXPIRES_AT_SECONDS },
  assignment_id: { S: 'bench' },
};

/** Makes every client answer at once, without signing, serializing or sending: what is left is our own time. */
export function stubDynamoDb(): void {
  const send = (command: unknown): Promise<unknown> => Promise.resolve(answerTo(command));
  Object.defineProperty(DynamoDBClient.prototype, 'send', { value: send });
}

function answerTo(command: unknown): unknown {
  if (command instanceof PutItemCommand || command instanceof BatchGetItemCommand) return {};
  if (!(command instanceof GetItemCommand))
    throw new Error('The selections function makes a call that is new here');
  const key = command.input.Key ?? {};
  if (key['pk']?.S === CONTROL_KEYS.selectionKey.pk)
    return { Item: { signing_key: { B: new Uint8Array(32) } } };
  return key[SESSIONS_TABLE.partitionKey]?.S === PINNED_SESSION ? { Item: PIN } : {};
}
