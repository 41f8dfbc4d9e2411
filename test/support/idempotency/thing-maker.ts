import * as v from 'valibot';
import { idempotent } from '../../../functions/shared/idempotent.ts';
import { route } from '../../../functions/shared/route.ts';
import { aFunction, PATH } from '../a-function.ts';
import { InMemoryIdempotencyStore } from './in-memory-idempotency-store.ts';

const START = Date.UTC(2026, 0, 1);

interface Setting {
  readonly replay: 'stored' | 'rerun';
  readonly during: (attempt: number) => Promise<unknown>;
}

/** Things are made under the name in the body. `during` runs in the middle of the n-th try, after its effect. */
export function aThingMaker({ replay = 'stored', during = () => Promise.resolve() }: Partial<Setting> = {}) {
  const store = new InMemoryIdempotencyStore();
  const clock = { time: START, now: () => clock.time };
  const made: string[] = [];
  let tries = 0;
  let lastId = 0;
  const bound = route({
    roles: ['operator'],
    body: v.strictObject({ name: v.string() }),
    handle: async ({ body }) => {
      tries += 1;
      const attempt = tries;
      made.push(body.name);
      await during(attempt);
      return { status: 201, headers: { location: `${PATH}/${attempt}` }, body: { attempt } };
    },
  });
  const dependencies = { store, clock, ids: () => `try-${(lastId += 1)}` };
  const { call: send, logged } = aFunction(idempotent(dependencies, bound, { replay }));
  const call = (name: string, key?: string, more: Parameters<typeof send>[0] = {}) =>
    send({ body: { name }, ...more, headers: key === undefined ? {} : { 'idempotency-key': key } });
  return { call, made, store, clock, logged };
}
