import { createAnswerMemory } from './answer-memory.ts';
import { inspect } from './inspection.ts';
import { follow, type Order, type PartName } from './operations.ts';
import type { PlantState } from './plant-state.ts';
import type { KeyUse } from './signed-message.ts';
import { answerMessage, type Reply } from './webhook.ts';
import type { Answering } from './webhook-server.ts';

export const PARTS: readonly PartName[] = ['api', 'database', 'cache'];

/** The secret of a target's webhook by its use and version, as the parameter store has it. */
export type PlantKeys = (target: string, use: KeyUse, version: string) => string | undefined;

export interface PartWebhooksOptions {
  readonly now: () => number;
  readonly keys: PlantKeys;
  readonly state: () => PlantState;
  readonly become: (state: PlantState) => void;
  /** Told of each order. */
  readonly tell: (part: PartName, kind: 'told' | 'refused', text: string) => void;
}

/** One webhook for each part of the plant. */
export function partWebhooks({ now, keys, state, become, tell }: PartWebhooksOptions): Answering {
  const memory = createAnswerMemory<Reply>(now, ({ status }) => status < 300);
  const obey = (part: PartName, order: Order): Reply => {
    const done = follow(state(), part, { order, now: now() });
    if ('state' in done) {
      become(done.state);
      tell(part, 'told', done.detail);
      return { status: 200, body: { detail: done.detail } };
    }
    const [status, detail] = 'busy' in done ? ([409, done.busy] as const) : ([400, done.unknown] as const);
    tell(part, 'refused', detail);
    return { status, body: { detail } };
  };
  return (target, message) => {
    const part = PARTS.find((name) => name === target);
    if (!part) return undefined;
    return answerMessage(message, {
      target: part,
      handled: { inspect: () => inspect(state(), part, now()), follow: (order) => obey(part, order) },
      keys: (use, version) => keys(part, use, version),
      ...{ memory, now },
    });
  };
}
