import { admissionAt, type Breaker } from './breaker.ts';
import { createProbePlaces, type ProbePlacesDependencies } from './probe-places.ts';
import type { BreakerView } from './view.ts';

export interface GatesDependencies extends ProbePlacesDependencies {
  readonly view: () => Promise<BreakerView>;
}

/** The breakers before one selection. */
export interface Gate {
  readonly stale: boolean;
  /** Whether all of the models may be asked now. Takes the place of the probe where one is needed and free. */
  readonly admits: (models: readonly string[]) => boolean | Promise<boolean>;
  /** The selection goes to these models: gives back the places it got at others. */
  readonly settle: (models: readonly string[]) => Promise<void>;
}

/**
 * Gates for selections, one each, named by its nonce. While all breakers are closed they cost nothing. Of all who
 * meet a half-open breaker, in this container and in others, one gets through; the others go on as if it were open.
 */
export function createGates(deps: GatesDependencies): (nonce: string) => Promise<Gate> {
  const { clock } = deps;
  const places = createProbePlaces(deps);

  return async (nonce) => {
    const view = await deps.view();
    const held = new Map<string, Breaker>();
    const takeAll = async (breakers: readonly Breaker[]): Promise<boolean> => {
      for (const breaker of breakers) {
        const standing = await places.take(view, breaker, nonce);
        if (!standing) return false;
        held.set(breaker.model, standing);
      }
      return true;
    };
    return {
      stale: view.stale,
      admits: (models) => {
        const shut = models.filter((model) => !held.has(model)).map((model) => view.of(model));
        const admissions = shut.map((breaker) => admissionAt(breaker, clock.now()));
        if (admissions.includes('refuse')) return false;
        const probes = shut.filter((_, index) => admissions[index] === 'probe');
        return probes.length === 0 || takeAll(probes);
      },
      settle: async (models) => {
        for (const [model, breaker] of held) {
          if (models.includes(model) || breaker.probe?.owner !== nonce) continue;
          // Not told to the view: so the next try of this container waits for its next reading.
          await places.giveBack(breaker);
        }
      },
    };
  };
}
