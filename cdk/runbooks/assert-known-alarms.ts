import { InvalidConfigError } from '../../lib/config/invalid-config-error.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';

/** The stack has alarms of its own: the configuration alone does not know all of them. @throws InvalidConfigError */
export function assertKnownAlarms(runbooks: readonly Runbook[], names: readonly string[]): void {
  const problems = runbooks.flatMap((runbook) =>
    namedIn(runbook)
      .filter(({ name }) => !names.includes(name))
      .map(({ name, path }) => ({
        file: `runbooks/${runbook.id}.yaml`,
        path: [runbook.id, path, name].join('.'),
        found: 'an alarm that there is not',
        allowed: names.join(', '),
      })),
  );
  if (problems.length > 0) throw new InvalidConfigError('configs', problems);
}

/** Inputs of actions that name alarms. */
const ALARMS = ['any_of', 'all_of', 'none_of'];

/** As triggers, or by steps that ask the figures behind them. Names that an expression gives are known at run time only. */
function namedIn({ triggers, steps }: Runbook): readonly { readonly name: string; readonly path: string }[] {
  return [
    ...triggers.map(({ alarm }) => ({ name: alarm, path: 'triggers' })),
    ...steps.flatMap(({ id, inputs }) =>
      ALARMS.flatMap((key) => inputs[key])
        .filter((name) => typeof name === 'string' && !name.startsWith('{%'))
        .map((name) => ({ name: String(name), path: `steps.${id}.inputs` })),
    ),
  ];
}
