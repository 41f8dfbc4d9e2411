import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import type { Alarms } from './alarms.ts';
import { evaluate } from './evaluate.ts';
import type { AlarmHistory } from './history.ts';
import type { Delivery } from './outbox.ts';
import { reasonDataOf, reasonOf } from './reason.ts';
import { actionEvent, stateChangeEvent, type Transition } from './state-change-event.ts';

export interface TransitionContext {
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly history: AlarmHistory;
}

type NewState = Pick<AlarmState, 'value' | 'reason' | 'reasonData'>;

/** For as long as no evaluation finds otherwise. Throws AwsError ResourceNotFound. */
export function setState(context: TransitionContext, name: string, state: NewState): void {
  const alarm = context.alarms.get(name);
  if (!alarm) throw new AwsError('ResourceNotFound', `There is no alarm ${name}`, { statusCode: 404 });
  moveTo(context, alarm, state);
}

/** Moves an alarm to the state its data asks for. Does nothing when there is no such alarm (any more). */
export function reevaluate(context: TransitionContext, name: string, store: MetricStore): void {
  const alarm = context.alarms.get(name);
  if (!alarm) return;
  const now = context.clock.now();
  const { definition, state } = alarm;
  const evaluation = evaluate(definition, store, now);
  const [from, to] = [state.value, evaluation.state];
  if (to === 'retain' || to === from) return;
  moveTo(context, alarm, {
    value: to,
    reason: reasonOf(definition, evaluation, { from, to }),
    reasonData: reasonDataOf(definition, evaluation, now),
  });
}

/** What follows from a change of state, follows only when it is a change. */
function moveTo(
  { alarms, clock, environment, history }: TransitionContext,
  alarm: Alarm,
  next: NewState,
): void {
  const { definition, state: previous } = alarm;
  const updatedMs = clock.now();
  const isTransition = previous.value !== next.value;
  const current = { ...next, updatedMs, transitionedMs: isTransition ? updatedMs : previous.transitionedMs };
  const transition = { definition, previous, current };
  if (isTransition) history.add(stateUpdate(transition));
  alarms.change({ ...alarm, state: current }, isTransition ? deliveriesOf(transition, environment) : []);
}

function stateUpdate({ definition, previous, current }: Transition) {
  return {
    alarmName: definition.name,
    type: 'StateUpdate',
    summary: `Alarm updated from ${previous.value} to ${current.value}`,
    data: { version: '1.0', oldState: historyState(previous), newState: historyState(current) },
  } as const;
}

function historyState({ value, reason, reasonData }: AlarmState) {
  const data: unknown = reasonData === undefined ? undefined : JSON.parse(reasonData);
  return { stateValue: value, stateReason: reason, stateReasonData: data };
}

/** The event first: rules learn of every change, actions only where they are configured and enabled. */
function deliveriesOf(transition: Transition, environment: Environment): Delivery[] {
  const { definition, current } = transition;
  const id = randomUUID();
  const arns = definition.actionsEnabled ? definition.actions[current.value] : [];
  const actions = arns.map((actionArn) => ({
    id: randomUUID(),
    action: { actionArn, event: actionEvent(transition, environment) },
  }));
  return [{ id, event: stateChangeEvent(transition, environment, id) }, ...actions];
}
