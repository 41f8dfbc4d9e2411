import { standingOf } from '../../../lib/cost/template.ts';

const alarm = (Period: number) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: { Period } });
const rule = (ScheduleExpression: string | undefined, ...ids: readonly string[]) => ({
  Type: 'AWS::Events::Rule',
  Properties: { ScheduleExpression, Targets: ids.map((id) => ({ Arn: { 'Fn::GetAtt': [id, 'Arn'] } })) },
});
const Watch = { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 256 } };
const Later = { Type: 'AWS::SQS::Queue' };

it('tells alarms of short periods, which cost three times as much, from the others', () => {
  const standing = standingOf({ Resources: { a: alarm(60), b: alarm(10), c: alarm(300) } });

  expect(standing).toMatchObject({ alarms: 2, highResolutionAlarms: 1 });
});

it('counts a run for each target of a schedule, at the memory of the function it leads to', () => {
  const { schedules } = standingOf({
    Resources: { Watch, Later, r: rule('rate(5 minutes)', 'Watch', 'Later') },
  });

  expect(schedules).toEqual([
    { runsPerMonth: 8_640, memoryMb: 256 },
    { runsPerMonth: 8_640, memoryMb: 256 },
  ]);
});

it('takes a cron expression for one run a day, and a rule of events for none', () => {
  const { schedules } = standingOf({
    Resources: { Watch, cron: rule('cron(0 6 1 * ? *)', 'Watch'), event: rule(undefined, 'Watch') },
  });

  expect(schedules).toEqual([{ runsPerMonth: 30, memoryMb: 256 }]);
});

it('refuses what is no template', () => {
  expect(() => standingOf({ resources: {} })).toThrow(/Resources/);
});
