import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { refuseUnknownActions } from '../alarms/action-policy.ts';
import type { Alarms } from '../alarms/alarms.ts';
import { setState, type TransitionContext } from '../alarms/transition.ts';
import { parseAlarm } from './alarm-definition.ts';
import type { Operation } from './operation.ts';
import { text } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const alarmNames = v.strictObject({
  AlarmNames: v.pipe(v.array(text(255)), v.maxLength(100, 'At most 100 alarms in a call.')),
});

const newState = v.strictObject({
  AlarmName: text(255),
  StateValue: v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  StateReason: v.pipe(v.string(), v.maxLength(1_023)),
  StateReasonData: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
});

export function putMetricAlarm(alarms: Alarms, acceptsAction: (actionArn: string) => boolean): Operation {
  return (source) => {
    const definition = parseAlarm(source);
    refuseUnknownActions(definition, acceptsAction);
    alarms.put({ definition, source, isProvisioned: false });
    return {};
  };
}

/** Deletes those that exist, and then says which do not. */
export function deleteAlarms(alarms: Alarms): Operation {
  return (input) => {
    const { AlarmNames } = parseInput(alarmNames, input, 'ValidationException');
    const unknown = AlarmNames.filter((name) => !alarms.delete(name));
    if (unknown.length === 0) return {};
    throw new AwsError('ResourceNotFound', `There is no alarm ${unknown.join(', ')}`, { statusCode: 404 });
  };
}

export function setAlarmState(context: TransitionContext): Operation {
  return (input) => {
    const state = parseInput(newState, input, 'ValidationException');
    const { AlarmName, StateValue: value, StateReason: reason, StateReasonData: reasonData } = state;
    if (reasonData !== undefined) refuseBadJson(reasonData);
    setState(context, AlarmName, { value, reason, ...(reasonData === undefined ? {} : { reasonData }) });
    return {};
  };
}

/** EnableAlarmActions and DisableAlarmActions. Names of no alarm are passed over, as there is no error for them. */
export function switchAlarmActions(alarms: Alarms, ActionsEnabled: boolean): Operation {
  return (input) => {
    const { AlarmNames } = parseInput(alarmNames, input, 'ValidationException');
    for (const alarm of AlarmNames.flatMap((name) => alarms.get(name) ?? [])) {
      const source = { ...alarm.source, ActionsEnabled };
      alarms.put({ ...alarm, definition: { ...alarm.definition, actionsEnabled: ActionsEnabled }, source });
    }
    return {};
  };
}

function refuseBadJson(data: string): void {
  try {
    JSON.parse(data);
  } catch (cause) {
    throw new AwsError('InvalidFormatFault', `StateReasonData is not valid JSON: ${String(cause)}`);
  }
}
