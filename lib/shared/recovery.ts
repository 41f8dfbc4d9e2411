import { ArtisanError } from './errors.ts';

/** Why a model that was given up can't be relied upon again yet. */
export interface Unrecovered {
  readonly model: string;
  /** Healthy checks in a row, and how many are asked for. */
  readonly healthyChecks: number;
  readonly needed: number;
  /** For people: what its health checks say. */
  readonly detail: string;
}

/** Whether models are well again. Throws StoreUnavailableError or StoreDeniedError. */
export interface Recovery {
  /** Those that are not, in the order asked. */
  unrecovered(models: readonly string[]): Promise<readonly Unrecovered[]>;
}

/** What a runbook has done for a model that fails is not undone while it may fail still, unless somebody insists. */
export class NotRecoveredError extends ArtisanError {
  override readonly name = 'NotRecoveredError';
  readonly missing: readonly Unrecovered[];

  constructor(what: string, missing: readonly Unrecovered[]) {
    const why = missing.map(({ detail }) => detail).join('; ');
    super(`${what}: ${why}. To do it all the same, say so with force and a reason`);
    this.missing = missing;
  }
}
