import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import type { Alarm } from '../../../../../local/cloudwatch/alarms/alarm.ts';
import { createAlarmSchedule } from '../../../../../local/cloudwatch/alarms/alarm-schedule.ts';

const anAlarm = (name: string, periodSeconds: number): Alarm =>
  ({ definition: { name, periodSeconds } }) as Alarm;

function aSchedule({ startAt = 0, delayMs = 0 } = {}) {
  const clock = createMovableClock({ running: false, startAt });
  const alarms: Alarm[] = [];
  const evaluated: string[] = [];
  const schedule = createAlarmSchedule({
    clock,
    delayMs,
    alarms: () => alarms,
    evaluate: ({ definition }) => {
      evaluated.push(`${definition.name} ${clock.now() / 1_000}`);
    },
  });
  const add = (...more: Alarm[]) => {
    alarms.push(...more);
    schedule.rearm();
  };
  return { clock, schedule, add, alarms, evaluated };
}

describe('the schedule of evaluations', () => {
  it('is every whole minute for periods of a minute or more, every whole ten seconds for shorter ones', async () => {
    const { clock, add, evaluated } = aSchedule({ startAt: 35_000 });
    add(anAlarm('hour', 3_600), anAlarm('minute', 60), anAlarm('ten', 10));

    await clock.advance(30_000);

    expect(evaluated).toEqual(['ten 40', 'ten 50', 'hour 60', 'minute 60', 'ten 60']);
  });

  it('can be later than the intervals by a while, to see what came late', async () => {
    const { clock, add, evaluated } = aSchedule({ startAt: 500, delayMs: 2_000 });
    add(anAlarm('ten', 10));

    await clock.advance(30_000);

    expect(evaluated).toEqual(['ten 2', 'ten 12', 'ten 22']);
  });

  it('takes in an alarm that comes later, and leaves out one that is gone', async () => {
    const { clock, schedule, add, alarms, evaluated } = aSchedule();
    add(anAlarm('minute', 60));
    await clock.advance(65_000);
    add(anAlarm('ten', 10));
    await clock.advance(6_000);
    alarms.length = 0;
    schedule.rearm();

    await clock.advance(120_000);

    expect(evaluated).toEqual(['minute 60', 'ten 70']);
  });

  it('goes on when an evaluation throws', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    let evaluations = 0;
    const schedule = createAlarmSchedule({
      clock,
      delayMs: 0,
      alarms: () => [anAlarm('ten', 10)],
      evaluate: () => {
        evaluations += 1;
        if (evaluations === 1) throw new Error('the disk is full');
      },
    });
    schedule.rearm();

    await expect(clock.advance(10_000)).rejects.toThrow('the disk is full');
    await clock.advance(10_000);

    expect(evaluations).toBe(2);
  });

  it('is over when it is closed', async () => {
    const { clock, schedule, add, evaluated } = aSchedule();
    add(anAlarm('ten', 10));

    schedule.close();
    schedule.rearm();
    await clock.advance(60_000);

    expect(evaluated).toEqual([]);
  });
});
