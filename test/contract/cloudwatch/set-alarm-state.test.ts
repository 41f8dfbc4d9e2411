import { DisableAlarmActionsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { at, refusalOf } from './served-cloudwatch.ts';
import { describeAlarm, putAlarm } from './shop-alarm.ts';
import { FUNCTION_ARN, serveWatchedCloudWatch } from './watched-cloudwatch.ts';

const MINUTE = 60_000;

let served: Awaited<ReturnType<typeof serveWatchedCloudWatch>>;
beforeEach(async () => {
  served = await serveWatchedCloudWatch();
});
afterEach(() => served.close());

describe('SetAlarmState', () => {
  const set = (StateValue: 'OK' | 'ALARM', input: object = {}) =>
    served.client.send(
      new SetAlarmStateCommand({ AlarmName: 'shop-errors', StateValue, StateReason: 'testing', ...input }),
    );

  it('changes the state at once, with event and served.actions, until the next evaluation', async () => {
    await putAlarm(served.client, { TreatMissingData: 'notBreaching', AlarmActions: [FUNCTION_ARN] });
    await served.clock.advance(MINUTE);

    await set('ALARM', { StateReasonData: '{"why":"drill"}' });
    const inBetween = await describeAlarm(served.client);
    await served.clock.advance(MINUTE);

    expect(inBetween).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'testing',
      StateReasonData: '{"why":"drill"}',
      StateTransitionedTimestamp: at(MINUTE),
    });
    expect(served.told()).toEqual([
      'shop-errors: INSUFFICIENT_DATA -> OK',
      'shop-errors: OK -> ALARM',
      'shop-errors: ALARM -> OK',
    ]);
    expect(served.actions).toHaveLength(1);
  });

  it('to the state that is there already tells nobody', async () => {
    await putAlarm(served.client, { AlarmActions: [FUNCTION_ARN] });
    await set('ALARM');
    await served.clock.advance(20_000);

    await set('ALARM', { StateReason: 'again' });

    expect(await describeAlarm(served.client)).toMatchObject({
      StateReason: 'again',
      StateUpdatedTimestamp: at(20_000),
      StateTransitionedTimestamp: at(0),
    });
    expect([served.events.length, served.actions.length]).toEqual([1, 1]);
  });

  it('acts on nothing while actions are disabled, but tells', async () => {
    await putAlarm(served.client, { AlarmActions: [FUNCTION_ARN] });
    await served.client.send(new DisableAlarmActionsCommand({ AlarmNames: ['shop-errors'] }));

    await set('ALARM');

    expect([served.events.length, served.actions.length]).toEqual([1, 0]);
  });

  it('refuses an alarm that does not exist, and data that is not JSON', async () => {
    await putAlarm(served.client);

    const missing = await refusalOf(set('OK', { AlarmName: 'nothing' }));
    const malformed = await refusalOf(set('OK', { StateReasonData: '{' }));

    expect([missing.name, malformed.name]).toEqual(['ResourceNotFound', 'InvalidFormatFault']);
  });
});
