import type { State, StateGroup } from './definition.ts';
import type { FieldReader } from './field-reader.ts';

/** Every target exists beside its source, and every state can be reached. */
export function checkTransitions(reader: FieldReader, group: StateGroup): void {
  if (reader.has('StartAt') && !group.states.has(group.startAt)) {
    reader.complain('StartAt', `StartAt is '${group.startAt}', which is none of the states here`);
    return;
  }
  for (const state of group.states.values()) {
    for (const target of targetsOf(state)) {
      if (!group.states.has(target)) {
        reader.complain(`States/${state.name}`, `It leads to '${target}', which is none of the states here`);
      }
    }
  }
  const reached = reachable(group);
  for (const name of group.states.keys()) {
    if (!reached.has(name)) reader.complain(`States/${name}`, 'No other state leads here');
  }
}

function targetsOf(state: State): readonly string[] {
  const targets: (string | undefined)[] = [];
  if ('next' in state) targets.push(state.next);
  if ('catch' in state) targets.push(...state.catch.map(({ next }) => next));
  if (state.type === 'Choice') targets.push(...state.choices.map(({ next }) => next), state.default);
  return targets.filter((target) => target !== undefined);
}

function reachable({ startAt, states }: StateGroup): ReadonlySet<string> {
  const reached = new Set([startAt]);
  // A Set hands out what is added while it is walked.
  for (const name of reached) {
    const state = states.get(name);
    if (state) targetsOf(state).forEach((target) => reached.add(target));
  }
  return reached;
}
