import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { BusEvent } from './event.ts';
import { matches } from './pattern/matches.ts';
import { parsePatternText } from './pattern/pattern.ts';
import { parseSchedule, type Schedule } from './schedule/schedule.ts';
import { targetSchema } from './target.ts';

export const DEFAULT_BUS = 'default';

const state = v.picklist(['ENABLED', 'DISABLED']);

/** A rule as it is kept, also in the journal. */
export const ruleSchema = v.object({
  name: v.string(),
  bus: v.string(),
  state,
  description: v.exactOptional(v.string()),
  roleArn: v.exactOptional(v.string()),
  /** JSON text. */
  eventPattern: v.exactOptional(v.string()),
  scheduleExpression: v.exactOptional(v.string()),
  targets: v.array(targetSchema),
  /** Milliseconds since the epoch: what a rate counts from. */
  createdAt: v.number(),
  /** The state a template gave it; absent for a rule made by PutRule. */
  declaredState: v.exactOptional(state),
});

export type Rule = Readonly<v.InferOutput<typeof ruleSchema>>;

/** A rule made ready to run. */
export interface LiveRule {
  readonly rule: Rule;
  readonly arn: string;
  readonly schedule?: Schedule;
  matches(event: BusEvent): boolean;
}

/** The same name may exist on several buses. */
export function ruleKey({ name, bus }: { readonly name: string; readonly bus: string }): string {
  return `${bus}|${name}`;
}

export function ruleArn(
  { name, bus }: { readonly name: string; readonly bus: string },
  { account, region }: Environment,
): string {
  return `arn:aws:events:${region}:${account}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${name}`;
}

/** Throws InvalidEventPatternException or ValidationException. */
export function makeLive(rule: Rule, environment: Environment): LiveRule {
  const { eventPattern, scheduleExpression } = rule;
  if (eventPattern === undefined && scheduleExpression === undefined) {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  }
  if (scheduleExpression !== undefined && rule.bus !== DEFAULT_BUS) {
    throw new AwsError(
      'ValidationException',
      'ScheduleExpression is supported only on the default event bus.',
    );
  }
  const pattern = eventPattern === undefined ? undefined : parsePatternText(eventPattern);
  return {
    rule,
    arn: ruleArn(rule, environment),
    ...(scheduleExpression !== undefined && { schedule: parseSchedule(scheduleExpression) }),
    matches: (event) => pattern !== undefined && matches(pattern, event),
  };
}
