import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  paginateDescribeAlarmHistory,
  type DescribeAlarmHistoryCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';
import { putAlarm } from './shop-alarm.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch({
    acceptsAction: () => true,
    onAlarmAction: ({ actionArn }) =>
      actionArn === 'arn:broken' ? Promise.reject(new Error('no such topic')) : undefined,
  });
});
afterEach(() => served.close());

async function history(input: DescribeAlarmHistoryCommandInput = {}) {
  const { AlarmHistoryItems = [] } = await served.client.send(new DescribeAlarmHistoryCommand(input));
  return AlarmHistoryItems;
}

const summaries = async (input: DescribeAlarmHistoryCommandInput = {}) =>
  (await history(input)).map(({ AlarmName, HistorySummary }) => `${AlarmName}: ${HistorySummary}`);

describe('DescribeAlarmHistory', () => {
  it('tells what became of an alarm, newest first, also after it was deleted', async () => {
    await putAlarm(served.client, {
      TreatMissingData: 'breaching',
      AlarmActions: ['arn:works', 'arn:broken'],
    });
    await served.clock.advance(MINUTE);
    await putAlarm(served.client, { TreatMissingData: 'breaching' });
    await served.client.send(new DeleteAlarmsCommand({ AlarmNames: ['shop-errors'] }));

    expect(await summaries({ AlarmName: 'shop-errors' })).toEqual([
      'shop-errors: Alarm "shop-errors" deleted',
      'shop-errors: Alarm "shop-errors" updated',
      'shop-errors: Failed to execute action arn:broken. Received error: "no such topic"',
      'shop-errors: Successfully executed action arn:works',
      'shop-errors: Alarm updated from INSUFFICIENT_DATA to ALARM',
      'shop-errors: Alarm "shop-errors" created',
    ]);
  });

  it('holds the states before and after a change, with their data', async () => {
    await putAlarm(served.client, { TreatMissingData: 'notBreaching' });
    await served.clock.advance(MINUTE);

    const [item] = await history({ HistoryItemType: 'StateUpdate' });

    expect(item).toMatchObject({ AlarmType: 'MetricAlarm', Timestamp: at(MINUTE) });
    expect(JSON.parse(item?.HistoryData ?? '')).toMatchObject({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: {
        stateValue: 'OK',
        stateReason: expect.stringContaining('no datapoints were received for 1 period') as string,
        stateReasonData: { version: '1.0', statistic: 'Sum', period: 60, threshold: 10 },
      },
    });
  });

  it('filters by alarm, kind, dates and type, and turns round', async () => {
    await putAlarm(served.client, { AlarmName: 'a', TreatMissingData: 'notBreaching' });
    await served.clock.advance(MINUTE);
    await putAlarm(served.client, { AlarmName: 'b' });

    const found = await Promise.all([
      summaries({ AlarmName: 'b' }),
      summaries({ HistoryItemType: 'ConfigurationUpdate', ScanBy: 'TimestampAscending' }),
      summaries({ EndDate: at(MINUTE - 1) }),
      summaries({ StartDate: at(MINUTE), HistoryItemType: 'StateUpdate' }),
      summaries({ AlarmTypes: ['CompositeAlarm'] }),
    ]);

    expect(found).toEqual([
      ['b: Alarm "b" created'],
      ['a: Alarm "a" created', 'b: Alarm "b" created'],
      ['a: Alarm "a" created'],
      ['a: Alarm updated from INSUFFICIENT_DATA to OK'],
      [],
    ]);
  });

  it.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'gives all in pages, %s',
    async (ScanBy) => {
      const names = Array.from({ length: 7 }, (_, index) => `alarm-${index}`);
      for (const AlarmName of names) await putAlarm(served.client, { AlarmName });

      const seen: (string | undefined)[] = [];
      const pages = paginateDescribeAlarmHistory({ client: served.client }, { MaxRecords: 3, ScanBy });
      for await (const { AlarmHistoryItems = [] } of pages) {
        seen.push(...AlarmHistoryItems.map(({ AlarmName }) => AlarmName));
        await putAlarm(served.client, { AlarmName: 'in-between' });
      }

      const expected = ScanBy === 'TimestampAscending' ? names : names.reverse();
      expect(seen.filter((name) => name !== 'in-between')).toEqual(expected);
    },
  );

  it('forgets after 30 days', async () => {
    await putAlarm(served.client, { Period: 3_600, TreatMissingData: 'ignore' });
    await served.client.send(new DeleteAlarmsCommand({ AlarmNames: ['shop-errors'] }));

    await served.clock.advance(30 * DAY);
    const before = await summaries();
    await served.clock.advance(1);

    expect([before.length, (await summaries()).length]).toEqual([2, 0]);
  });

  it('refuses a made-up token', async () => {
    expect((await refusalOf(history({ NextToken: 'nonsense' }))).name).toBe('InvalidNextToken');
  });
});
