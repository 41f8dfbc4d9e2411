import type { StepRequest } from '../../lib/contracts/runbook-step.ts';
import { writeLine } from './log.ts';

/** A line of the log for each try of a step, found by the execution: the console tells how. */
export function tellStep({ execution, step }: StepRequest, ended: string): void {
  const { execution_id } = execution;
  const line = { level: 'INFO', message: 'A try of a step', execution_id, step: step.name, ended };
  writeLine(JSON.stringify(line));
}
