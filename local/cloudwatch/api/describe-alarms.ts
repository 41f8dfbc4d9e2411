import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { Alarm } from '../alarms/alarm.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { alarmArn } from '../alarms/state-change-event.ts';
import type { Operation } from './operation.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { text } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const schema = v.strictObject({
  AlarmNames: v.optional(v.pipe(v.array(text(255)), v.maxLength(100))),
  AlarmNamePrefix: v.optional(text(255)),
  AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm'])), ['MetricAlarm']),
  StateValue: v.optional(v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
  ActionPrefix: v.optional(text(1_024)),
  MaxRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 50),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** There are no composite alarms here, so none are ever found. */
export function describeAlarms(alarms: Alarms, environment: Environment): Operation {
  return (raw) => {
    const input = parseInput(schema, raw, 'ValidationException');
    if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
      throw new AwsError('ValidationException', 'AlarmNames and AlarmNamePrefix are mutually exclusive.');
    }
    const after = input.NextToken === undefined ? '' : nameOf(input.NextToken);
    const remaining = alarms.list().filter((alarm) => alarm.definition.name > after && matches(alarm, input));
    const page = remaining.slice(0, input.MaxRecords);
    const last = page.at(-1);
    return {
      MetricAlarms: page.map((alarm) => described(alarm, environment)),
      CompositeAlarms: [],
      ...(last && remaining.length > page.length ? { NextToken: pageToken(last.definition.name) } : {}),
    };
  };
}

function nameOf(token: string): string {
  const name = readPageToken(v.string(), token);
  if (name !== undefined) return name;
  throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
}

function matches({ definition, state }: Alarm, filter: Input): boolean {
  const { AlarmNames, AlarmNamePrefix = '', StateValue, ActionPrefix } = filter;
  const { name, actions } = definition;
  return (
    filter.AlarmTypes.includes('MetricAlarm') &&
    (AlarmNames === undefined || AlarmNames.includes(name)) &&
    name.startsWith(AlarmNamePrefix) &&
    (StateValue === undefined || state.value === StateValue) &&
    (ActionPrefix === undefined ||
      Object.values(actions)
        .flat()
        .some((arn) => arn.startsWith(ActionPrefix)))
  );
}

function described({ definition, source, configuredMs, state }: Alarm, environment: Environment) {
  return {
    ...source,
    // Told by ListTagsForResource only.
    Tags: undefined,
    AlarmArn: alarmArn(environment, definition.name),
    AlarmConfigurationUpdatedTimestamp: configuredMs / 1_000,
    ActionsEnabled: definition.actionsEnabled,
    OKActions: definition.actions.OK,
    AlarmActions: definition.actions.ALARM,
    InsufficientDataActions: definition.actions.INSUFFICIENT_DATA,
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: state.updatedMs / 1_000,
    StateTransitionedTimestamp: state.transitionedMs / 1_000,
  };
}
