import { InvalidConfigError } from '../../lib/config/invalid-config-error.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';

/** The stack has alarms of its own: the configuration alone does not know all of them. @throws InvalidConfigError */
export function assertKnownAlarms(runbooks: readonly Runbook[], names: readonly string[]): void {
  const problems = runbooks.flatMap(({ id, triggers }) =>
    triggers
      .filter(({ alarm }) => !names.includes(alarm))
      .map(({ alarm }) => ({
        file: `runbooks/${id}.yaml`,
        path: `${id}.triggers.${alarm}`,
        found: 'an alarm that there is not',
        allowed: names.join(', '),
      })),
  );
  if (problems.length > 0) throw new InvalidConfigError('configs', problems);
}
