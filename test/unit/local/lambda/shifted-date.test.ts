import { describe, expect, it } from '@jest/globals';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { until } from '../../../support/until.ts';
import { useLambda } from './a-lambda.ts';

const start = useLambda();
const WHEN = Date.UTC(2030, 0, 2, 3, 4, 5, 678);

describe("a sandbox's Date", () => {
  it('is the stack’s, in every way to ask for now', async () => {
    const lambda = start(
      `
      export const handler = () => ({
        now: Date.now(),
        made: new Date().getTime(),
        called: Date().slice(0, 15),
        subclass: new (class Mine extends Date {})().getTime(),
        reflected: Reflect.construct(Date, []).getTime(),
      });
    `,
      { clock: createMovableClock({ running: false, startAt: WHEN }) },
    );

    const { value } = await lambda.call();

    expect(value).toEqual({
      now: WHEN,
      made: WHEN,
      called: 'Wed Jan 02 2030',
      subclass: WHEN,
      reflected: WHEN,
    });
  });

  it('is else what it was', async () => {
    const lambda = start(`
      class Mine extends Date { hello() { return 'hello'; } }
      const mine = new Mine(5);
      export const handler = () => ({
        fromNumber: new Date(7).getTime(),
        fromText: new Date('2020-01-01T00:00:00Z').getTime(),
        fromParts: new Date(Date.UTC(2020, 1, 2)).toISOString(),
        fromUndefined: String(new Date(undefined)),
        parse: Date.parse('1970-01-01T00:00:01Z'),
        length: Date.length,
        name: Date.name,
        instance: new Date() instanceof Date,
        subclass: [mine instanceof Mine, mine instanceof Date, mine.hello(), mine.getTime()],
        constructor: new Date().constructor === Date,
        cloned: structuredClone(new Date(3)) instanceof Date,
        tag: Object.prototype.toString.call(new Date()),
        writable: Object.getOwnPropertyDescriptor(Date, 'now').enumerable,
      });
    `);

    const { value } = await lambda.call();

    expect(value).toEqual({
      fromNumber: 7,
      fromText: 1_577_836_800_000,
      fromParts: '2020-02-02T00:00:00.000Z',
      fromUndefined: 'Invalid Date',
      parse: 1_000,
      length: 7,
      name: 'Date',
      instance: true,
      subclass: [true, true, 'hello', 5],
      constructor: true,
      cloned: true,
      tag: '[object Date]',
      writable: false,
    });
  });

  it('follows the clock at once, also within an invocation, while its timers stay real', async () => {
    const lambda = start(`
      export const handler = async () => {
        const before = Date.now();
        console.log('begun');
        while (Date.now() < before + 3_600_000) await new Promise((resolve) => setTimeout(resolve, 5));
        return Date.now() - before;
      };
    `);
    const running = lambda.call();
    await until(() => lambda.lines.some(({ message }) => message.endsWith('begun')));
    await lambda.clock.advance(3_600_000);
    const { value } = await running;

    expect(value).toBeGreaterThanOrEqual(3_600_000);
    expect(value).toBeLessThan(3_603_000);
  });
});
