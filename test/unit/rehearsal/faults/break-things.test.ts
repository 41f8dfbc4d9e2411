import * as v from 'valibot';
import { duration } from '../../../../lib/config/values/duration.ts';
import { breakThings, type Fault } from '../../../../rehearsal/faults/break-things.ts';
import { LaunchTime } from '../../../../rehearsal/launch/launch-time.ts';

const milliseconds = (count: number) => v.parse(duration, `${count}ms`);
const fault = (at: number, length?: number): Fault => ({
  ...{ fault: 'model_outage', model: 'qwen', at: milliseconds(at) },
  for: length === undefined ? undefined : milliseconds(length),
});

describe('what a scenario breaks', () => {
  it('breaks when its time has come, in order, and ends where it ends by itself', async () => {
    const time = new LaunchTime();
    const told: string[] = [];
    const faults = { 'it is cold': fault(20), 'nobody answers': fault(10, 15) };
    const done = breakThings(faults, time, {
      begin: (_fault, name) => told.push(`${time.reached}: ${name}`),
      end: (_fault, name) => told.push(`${time.reached}: no longer ${name}`),
    });
    const reach = async (at: number) => {
      time.reach(at);
      await new Promise(setImmediate);
    };

    await reach(9);
    expect(told).toEqual([]);
    for (const at of [10, 20, 24, 25]) await reach(at);
    await done;

    expect(told).toEqual(['10: nobody answers', '20: it is cold', '25: no longer nobody answers']);
  });
});
