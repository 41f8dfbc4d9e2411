import * as v from 'valibot';
import { MINUTES_A_MONTH, type Schedule, type Standing } from './standing.ts';

const resource = v.object({ Type: v.string(), Properties: v.optional(v.looseObject({}), {}) });
const templateShape = v.object({ Resources: v.record(v.string(), resource) });

const alarm = v.object({ Period: v.number() });
const reference = v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) });
const rule = v.object({
  ScheduleExpression: v.string(),
  Targets: v.array(v.object({ Arn: v.unknown() })),
});
const lambda = v.object({ MemorySize: v.number() });
const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const MINUTES = { minute: 1, hour: 60, day: 24 * 60 } as const;

/**
 * Counts what stands in a synthesized template. Rules that a condition may switch off count as switched on.
 * @param template parsed JSON
 * @throws ValiError if it is no template
 */
export function standingOf(template: unknown): Omit<Standing, 'series'> {
  const { Resources } = v.parse(templateShape, template);
  const of = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
  const alarms = of('AWS::CloudWatch::Alarm').map(({ Properties }) => v.parse(alarm, Properties));
  const fast = alarms.filter(({ Period }) => Period < 60);
  return {
    alarms: alarms.length - fast.length,
    highResolutionAlarms: fast.length,
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    schedules: of('AWS::Events::Rule').flatMap(({ Properties }) => schedulesOf(Properties, Resources)),
    polledQueues: of('AWS::Lambda::EventSourceMapping').length,
  };
}

type Resources = v.InferOutput<typeof templateShape>['Resources'];

/** One for each target: a message to a queue starts its function as well. */
function schedulesOf(properties: unknown, resources: Resources): readonly Schedule[] {
  const parsed = v.safeParse(rule, properties);
  if (!parsed.success) return [];
  const { ScheduleExpression, Targets } = parsed.output;
  const memories = Targets.flatMap(({ Arn }) => memoryOf(Arn, resources));
  const memoryMb = Math.max(...memories, 0);
  return Targets.map(() => ({ runsPerMonth: runsOf(ScheduleExpression), memoryMb }));
}

function memoryOf(arn: unknown, resources: Resources): readonly number[] {
  const parsed = v.safeParse(reference, arn);
  if (!parsed.success) return [];
  const [id] = parsed.output['Fn::GetAtt'];
  const target = resources[id];
  return target?.Type === 'AWS::Lambda::Function' ? [v.parse(lambda, target.Properties).MemorySize] : [];
}

/** A rate, or a cron expression, none of which here is due more than once a day. */
function runsOf(expression: string): number {
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return MINUTES_A_MONTH / MINUTES.day;
  return MINUTES_A_MONTH / (Number(count) * MINUTES[unit]);
}
