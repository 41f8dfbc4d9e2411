import * as v from 'valibot';
import { NoAnswerInTimeError } from '../../../lib/http/errors.ts';
import type { GuardedHttp } from '../../../lib/http/guarded-http.ts';
import { createWebhookTarget } from '../../../lib/http/targets/webhook-target.ts';
import { SERVED, type Served } from '../../../lib/contracts/target-names.ts';
import { createTargets, type Targets } from '../../../lib/targets/targets.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { CONFIGURED, type TargetPlant } from './target-plant.ts';

/** Whether a message gets no answer: it waits as long as its sender does. */
export type Hangs = (target: string, operation: Served) => boolean;

const message = v.object({
  target: v.string(),
  operation: v.picklist(SERVED),
  effect_id: v.optional(v.string()),
  replicas: v.optional(v.number(), 0),
});

/** The webhooks of a plant behind the real adapter, whose waits and time-outs pass on the clock. */
export function plantWebhooks(plant: TargetPlant, clock: MovableClock, hangs: Hangs): Targets {
  const pause = (milliseconds: number) =>
    new Promise<void>((wake) => {
      clock.setTimer(wake, milliseconds);
    });
  const http: GuardedHttp = async ({ body = '', timeoutMs }) => {
    const { target, operation: name, effect_id: effectId, replicas } = v.parse(message, JSON.parse(body));
    if (hangs(target, name)) {
      await pause(timeoutMs);
      throw new NoAnswerInTimeError(timeoutMs);
    }
    const order = name === 'scale' ? { name, replicas } : { name };
    const answer = JSON.stringify(plant.answer(target, order, effectId));
    return { status: 200, headers: {}, body: Buffer.from(answer) };
  };
  const world = {
    ...{ http, clock, pause, random: () => 1, secretsPrefix: '/artisan/test/targets' },
    secrets: () => Promise.resolve({ value: 'secret', version: 1 }),
  };
  return createTargets(
    Object.fromEntries(
      Object.entries(CONFIGURED).map(([name, config]) => {
        const { serves = [], timeout_ms = 0 } = config.webhook ?? {};
        const webhook = { url: `https://ops.example.com/${name}`, serves, timeout_ms };
        return [name, { config, adapters: [createWebhookTarget(name, webhook, world)] }];
      }),
    ),
  );
}
