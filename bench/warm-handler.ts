import * as v from 'valibot';
import type { Bench, Row } from './bench.ts';
import { startChild } from './child.ts';
import { runtimeVariables, selectionsVariables } from './selections/environment.ts';

const LIMIT_MS = 0.15;

const medians = v.object({ returningMs: v.number(), newMs: v.number(), anonymousMs: v.number() });

export const warmHandler: Bench = {
  title: 'Warm select handler',
  method:
    'From event to answer in one warm process, with the send method of the DynamoDB client stubbed: middy, parsing, the draw, ' +
    'signing the selection id, and writing the metrics to the log. Medians of 10,000 calls after 5,000 to warm up.',
  run: async () => {
    const child = startChild('bench/warm-handler/child.ts', {
      // Nobody is there: port 9 is discard. Whatever gets past the stub fails.
      env: { ...runtimeVariables('http://127.0.0.1:9'), ...selectionsVariables() },
    });
    const message = await child.greeting;
    await child.end();
    const { returningMs, newMs, anonymousMs } = v.parse(medians, message);
    const row = (name: string, figure: number): Row => ({
      name,
      figure,
      unit: 'ms',
      limit: { atMost: LIMIT_MS },
    });
    return [row('returning session', returningMs), row('new session', newMs), row('no session', anonymousMs)];
  },
};
