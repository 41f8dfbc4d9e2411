import * as v from 'valibot';
import { totalOf } from '../lib/cost/cost-line.ts';
import { PRICES } from '../lib/cost/prices.ts';
import { builtAssembly } from '../scripts/lib/build/built.ts';
import type { Bench } from './bench.ts';
import { startChild } from './child.ts';
import type { Counted } from './replay/counted.ts';

const measured = v.object({
  selectionsPerSecond: v.number(),
  stepsPerSecond: v.number(),
  peakBytes: v.number(),
  seconds: v.number(),
  unmet: v.number(),
  selections: v.number(),
  steps: v.number(),
  counted: v.object({
    invocations: v.number(),
    gbSeconds: v.number(),
    writeUnits: v.number(),
    readUnits: v.number(),
    metricReads: v.number(),
    logBytes: v.number(),
    s3Writes: v.number(),
    s3Reads: v.number(),
    transitions: v.number(),
  }),
});

/** 48 hours of a month of 30 days. */
const LAUNCH_SHARE = 2 / 30;
const USUAL_USE = {
  ...{ selections: 0, newSessions: 0, steps: 0, checkpoints: 0, storedGb: 0, runbookRuns: 0, scrapes: 0 },
};

export const replay: Bench = {
  title: 'A rehearsed launch',
  method:
    'The scenario first-48-hours as `npm start` rehearses it, in a process of its own: stack, models, plant, traffic and ' +
    'trainer. Before it, on the same stack, 4,000 selections and 10,000 steps as fast as they can be, each by itself. ' +
    'Memory is the most that was resident, looked at four times a second; 1 MB is 1,000,000 bytes. What the launch uses ' +
    'is counted by the local stack: calls of functions and their time (of this machine), capacity units that DynamoDB ' +
    'reports, bytes that are logged, metrics that are asked for, requests of S3 that are not free, transitions of state ' +
    'machines; those who watch the rehearsal each second are in it. What a stage of prod costs in 48 hours by being there ' +
    'is that of `npm run cost`. Prices are those of lib/cost/prices.ts.',
  run: async () => {
    const child = startChild('bench/replay/child.ts', { args: [await builtAssembly('rehearsal')] });
    const launch = v.parse(measured, await child.greeting);
    await child.end();
    // aws-cdk-lib takes a while to load: only for who needs it.
    const { estimate } = await import('../scripts/cost/estimate.ts');
    const { standing } = await estimate('prod', USUAL_USE);
    const used = usedCost(launch.counted);
    const { counted, selections } = launch;
    const row = (name: string, figure: number, unit: string) => ({ name, figure, unit });
    return [
      row('selections, as fast as can be', launch.selectionsPerSecond, 'a second'),
      row('steps, as fast as can be', launch.stepsPerSecond, 'a second'),
      row('the launch: takes', launch.seconds, 's'),
      { ...row('the launch: expectations not met', launch.unmet, ''), limit: { atMost: 0 } },
      row('the launch: selections', selections, ''),
      row('the launch: steps reported', launch.steps, ''),
      { ...row('peak memory', launch.peakBytes / 1_000_000, 'MB'), limit: { atMost: 2_000 } },
      row('invocations', counted.invocations, ''),
      row('time of functions', counted.gbSeconds, 'GB s'),
      row('DynamoDB write units', counted.writeUnits, ''),
      row('DynamoDB read units', counted.readUnits, ''),
      row('logs', counted.logBytes / 1_000_000, 'MB'),
      row('S3: PUT, POST and LIST', counted.s3Writes, ''),
      row('S3: GET and HEAD', counted.s3Reads, ''),
      row('state transitions', counted.transitions, ''),
      row('cost of what is used', used, 'USD'),
      row('cost of being there for 48 hours', totalOf(standing) * LAUNCH_SHARE, 'USD'),
      row('cost of what is used, a million selections', (1_000_000 * used) / selections, 'USD'),
    ];
  },
};

/** US dollars. Nearly each invocation answers a request of the API; counting all of them as such errs upwards. */
export function usedCost({
  invocations,
  gbSeconds,
  writeUnits,
  readUnits,
  metricReads,
  logBytes,
  s3Writes,
  s3Reads,
  transitions,
}: Counted): number {
  return (
    invocations * (PRICES.lambdaRequest + PRICES.httpApiRequest) +
    gbSeconds * PRICES.lambdaGbSecond +
    writeUnits * PRICES.dynamoDbWriteUnit +
    readUnits * PRICES.dynamoDbReadUnit +
    metricReads * PRICES.metricRead +
    (logBytes / 1e9) * PRICES.logGb +
    s3Writes * PRICES.s3Write +
    s3Reads * PRICES.s3Read +
    transitions * PRICES.stateTransition
  );
}
