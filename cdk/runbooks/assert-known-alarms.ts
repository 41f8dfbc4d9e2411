import { InvalidConfigError } from '../../lib/config/invalid-config-error.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import { ALARMS } from '../monitoring/alarms.ts';

/** The table of alarms is the stack's: the configuration alone can't know it. @throws InvalidConfigError */
export function assertKnownAlarms(runbooks: readonly Runbook[]): void {
  const names: readonly string[] = ALARMS.map(({ name }) => name);
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
