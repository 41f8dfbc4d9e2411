import * as v from 'valibot';
import { OPERATIONS } from '../../lib/contracts/target-names.ts';
import type { AnswerMemory } from './answer-memory.ts';
import type { Order } from './operations.ts';
import { signedBy, type Keyring, type SignedMessage } from './signed-message.ts';

/** What a webhook does with the thing that it stands before. */
export interface Handled {
  inspect(): object;
  follow(order: Order): Reply;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}

export interface WebhookOptions {
  readonly target: string;
  readonly handled: Handled;
  readonly keys: Keyring;
  readonly memory: AnswerMemory<Reply>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const plain = v.picklist(OPERATIONS.filter((name) => name !== 'scale' && name !== 'bypass_cache'));
const shared = { target: v.string(), effect_id: v.pipe(v.string(), v.nonEmpty()) };

const content = v.variant('operation', [
  v.strictObject({ target: v.string(), operation: v.literal('check') }),
  v.strictObject({ ...shared, operation: v.literal('scale'), replicas: count }),
  v.strictObject({
    ...shared,
    operation: v.literal('bypass_cache'),
    max_requests_per_second: v.exactOptional(count),
  }),
  v.strictObject({ ...shared, operation: plain }),
]);

type Content = v.InferOutput<typeof content>;

const refusal = (status: number, detail: string): Reply => ({ status, body: { detail } });

/** Answers a message as docs/targets.md asks of a server: signature, then what it says, each effect once. */
export function answerMessage(message: SignedMessage, options: WebhookOptions): Reply {
  const { target, handled, keys, memory, now } = options;
  const use = signedBy(message, keys, now());
  if (!use) return refusal(401, 'not signed with a key of ours in the last five minutes');
  const said = contentOf(message.body);
  if (!said) return refusal(400, 'not a message of Artisan');
  if (said.target !== target) return refusal(400, `this is ${target}, not ${said.target}`);
  if (said.operation === 'check') return { status: 200, body: handled.inspect() };
  if (use === 'read') return refusal(403, 'this key may only check');
  const key = message.headers['idempotency-key'];
  // The header is not signed: what was heard on the way could be told again under another key.
  if (key !== said.effect_id) return refusal(400, 'the idempotency-key is not the effect_id that was signed');
  return memory.once(`${target} ${key}`, () => handled.follow(orderOf(said)));
}

function contentOf(body: Buffer): Content | undefined {
  try {
    const { success, output } = v.safeParse(content, JSON.parse(body.toString('utf8')));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

function orderOf(said: Exclude<Content, { readonly operation: 'check' }>): Order {
  if (said.operation === 'scale') return { name: 'scale', replicas: said.replicas };
  const most = 'max_requests_per_second' in said ? said.max_requests_per_second : undefined;
  return { name: said.operation, ...(most !== undefined && { maxRequestsPerSecond: most }) };
}
