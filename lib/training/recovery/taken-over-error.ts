import { ArtisanError } from '../../shared/errors.ts';

/** Somebody has given the run another order since the runbook began. Theirs counts. */
export class TakenOverError extends ArtisanError {
  override readonly name = 'TakenOverError';

  constructor(runId: string, what: string) {
    super(
      `${runId} ${what}: the runbook leaves it to them. To have it done after all, start the runbook by hand`,
    );
  }
}
