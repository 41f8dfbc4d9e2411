import type { BlockReason } from '../contracts/runbook-execution.ts';
import { ArtisanError } from '../shared/errors.ts';

export class UnknownRunbookError extends ArtisanError {
  override readonly name = 'UnknownRunbookError';

  constructor(id: string) {
    super(`There is no runbook ${JSON.stringify(id.slice(0, 200))}`);
  }
}

export class UnknownExecutionError extends ArtisanError {
  override readonly name = 'UnknownExecutionError';

  constructor(id: string) {
    super(`There is no execution ${JSON.stringify(id.slice(0, 200))}`);
  }
}

/** What a person asked for may not start now. */
export class BlockedError extends ArtisanError {
  override readonly name = 'BlockedError';
  readonly reason: BlockReason;

  constructor(reason: BlockReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** The inputs do not fit the runbook. */
export class RunbookInputError extends ArtisanError {
  override readonly name = 'RunbookInputError';
}

export class ExecutionEndedError extends ArtisanError {
  override readonly name = 'ExecutionEndedError';

  constructor(id: string, status: string) {
    super(`Execution ${id} has ended: ${status}`);
  }
}
