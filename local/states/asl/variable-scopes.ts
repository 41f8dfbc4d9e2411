import type { Template } from '../jsonata/template.ts';
import type { State, StateGroup } from './definition.ts';
import type { Problem } from './problems.ts';
import { assignedNames } from './variable-names.ts';

/**
 * "Passing data between states with variables", scope: states of a branch or an iteration read the variables outside
 * but may not assign a name that is assigned outside.
 */
export function findShadowedVariables(
  group: StateGroup,
  outer: ReadonlySet<string> = new Set(),
): readonly Problem[] {
  const states = [...group.states.values()];
  const scope = new Set([...outer, ...states.flatMap(namesAssignedBy)]);
  return states.flatMap((state) => [
    ...namesAssignedBy(state)
      .filter((name) => outer.has(name))
      .map((name) => shadowing(state, name)),
    ...groupsOf(state).flatMap((inner) => findShadowedVariables(inner, scope)),
  ]);
}

function shadowing(state: State, name: string): Problem {
  return {
    code: 'SCHEMA_VALIDATION_FAILED',
    location: `/${state.name}/Assign/${name}`,
    message: `The state '${state.name}' assigns '${name}', a variable of the scope around it`,
  };
}

function namesAssignedBy(state: State): readonly string[] {
  const assigns: (Template | undefined)[] = [];
  if ('assign' in state) assigns.push(state.assign);
  if ('catch' in state) assigns.push(...state.catch.map(({ assign }) => assign));
  if (state.type === 'Choice') assigns.push(...state.choices.map(({ assign }) => assign));
  return assigns.flatMap((assign) => (assign && assignedNames(assign)) ?? []);
}

function groupsOf(state: State): readonly StateGroup[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.processor] : [];
}
