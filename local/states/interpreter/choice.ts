import type { ChoiceState } from '../asl/definition.ts';
import { StatesError } from './states-error.ts';
import { expectBoolean } from './typed-result.ts';
import type { Exit, Visit } from './visit.ts';

/** The first rule that holds leads on, with its own Output and Assign; those of the state belong to Default. */
export async function runChoice(visit: Visit, state: ChoiceState): Promise<Exit> {
  const { input } = visit;
  for (const [index, rule] of state.choices.entries()) {
    const location = `Choices[${index}]/Condition`;
    const holds = expectBoolean(rule.condition, location, await visit.evaluate(rule.condition, location));
    if (holds) return visit.leave(rule, rule.next, { fallback: input, location: `Choices[${index}]/` });
  }
  if (state.default !== undefined) return visit.leave(state, state.default, { fallback: input });
  throw new StatesError(
    'States.NoChoiceMatched',
    visit.explain('Failed to transition out of the state. The state does not point to a next state.'),
  );
}
