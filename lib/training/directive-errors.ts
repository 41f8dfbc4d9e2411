import type { RunItem } from '../contracts/run-item.ts';
import { ArtisanError } from '../shared/errors.ts';

/** The run is not where this directive would make sense. */
export class DirectiveRefusedError extends ArtisanError {
  override readonly name = 'DirectiveRefusedError';
  /** What the trainer is told instead. */
  readonly standing: RunItem['directive'];

  constructor(action: string, run: Pick<RunItem, 'status' | 'directive'>, allowed: string) {
    super(
      `The run is ${run.status} and its directive is ${run.directive.action}: ${action} is not possible, ${allowed}`,
    );
    this.standing = run.directive;
  }
}

/** The run has used up the rollbacks that happen without asking. */
export class RollbackLimitError extends ArtisanError {
  override readonly name = 'RollbackLimitError';

  constructor(max: number) {
    super(`The run was rolled back ${max} times already, as often as is allowed without asking a person`);
  }
}
