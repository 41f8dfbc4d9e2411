import * as v from 'valibot';
import type { JsonObject, TargetConfig } from '../../contracts/targets.ts';
import type { Served } from '../../contracts/target-names.ts';
import { TargetRefusedError } from '../../targets/errors.ts';
import type { Effect, Observation, TargetAdapter } from '../../targets/ports.ts';
import { patienceOf, patienceOfLook, tryAgain, type Patience } from '../../targets/retry.ts';
import { signMessage, webhookBody } from '../../targets/webhook-message.ts';
import { accepted } from './answers.ts';
import { MAX_BODY_BYTES, secretOf, type TargetHttp } from './target-http.ts';

const value = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** What a webhook may answer; whatever else it says is passed over. An empty body says nothing. */
const answer = v.object({
  healthy: v.exactOptional(v.boolean()),
  values: v.exactOptional(v.record(v.string(), value)),
  detail: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
});

export type Webhook = NonNullable<TargetConfig['webhook']> & { readonly url: string };

interface Message {
  readonly content: JsonObject;
  readonly use: 'read' | 'change';
  readonly patience: Patience;
  /** Of what changes something. */
  readonly effect?: Effect;
}

/** A server of the application's own, which does to the target what it is told in signed messages. */
export function createWebhookTarget(target: string, webhook: Webhook, world: TargetHttp): TargetAdapter {
  const { url, timeout_ms: tryMs } = webhook;

  const send = async ({ content, use, patience, effect }: Message) => {
    const secret = await secretOf(world, [target, 'webhook', use]);
    const { body } = await tryAgain(
      async (timeoutMs) => {
        await effect?.confirm();
        // Signed anew at each try: a timestamp is good for minutes.
        const message = signMessage(content, { secret, use, now: world.clock.now() });
        const headers = { ...message.headers, ...(effect && { 'idempotency-key': effect.id }) };
        const request = { url, method: 'POST', body: message.body, headers, timeoutMs } as const;
        return accepted(target, () => world.http({ ...request, maxBodyBytes: MAX_BODY_BYTES }));
      },
      patience,
      world,
    );
    return body.toString('utf8');
  };

  return {
    kind: 'webhook',
    serves: (what: Served) => webhook.serves.includes(what),
    observe: async () => {
      const content = webhookBody(target, { name: 'check' });
      const body = await send({ content, use: 'read', patience: patienceOfLook(world.clock) });
      return toObservation(parseAnswer(target, body));
    },
    describe: (operation) => ({ method: 'POST', url, body: webhookBody(target, operation) }),
    apply: async (operation, effect) => {
      const content = { ...webhookBody(target, operation), effect_id: effect.id };
      const body = await send({ content, use: 'change', patience: patienceOf(effect, tryMs), effect });
      return detailOf(body) ?? 'taken';
    },
  };
}

/** Only what is said of an order is looked at: by its status it has been taken, whatever stands in its body. */
function detailOf(body: string): string | undefined {
  try {
    return v.parse(v.object({ detail: answer.entries.detail }), JSON.parse(body)).detail;
  } catch {
    return undefined;
  }
}

function parseAnswer(target: string, body: string): v.InferOutput<typeof answer> {
  if (body.trim() === '') return {};
  try {
    return v.parse(answer, JSON.parse(body));
  } catch (cause) {
    throw new TargetRefusedError(target, 'answered something else than the JSON of a webhook', cause);
  }
}

function toObservation({ healthy, values = {}, detail }: v.InferOutput<typeof answer>): Observation {
  const said = healthy === undefined ? 'does not say how it is' : healthy ? 'is well' : 'is not well';
  return { healthy: healthy ?? null, values, text: detail ?? said };
}
