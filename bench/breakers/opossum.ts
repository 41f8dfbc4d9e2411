import CircuitBreaker from 'opossum';
import { oneByOne, POLICY, type Container, type Contestant } from './contestant.ts';

/** A request whose end is told from outside. */
interface Pending {
  readonly answer: Promise<void>;
  readonly end: (ok: boolean) => void;
  begun: boolean;
}

/** opossum keeps its state in the process: a breaker for each container, or one where all callers share a process. */
export function opossum(containers: 'one process' | 'a process each'): Contestant & { stop(): void } {
  const breakers: CircuitBreaker<[Pending], void>[] = [];
  const create = (): Container => {
    const breaker = new CircuitBreaker(
      (pending: Pending) => {
        pending.begun = true;
        return pending.answer;
      },
      {
        timeout: false,
        // It opens above this share, not at it, and requests on their way count as answers that did not fail.
        errorThresholdPercentage: POLICY.errorRate * 100 - 1,
        volumeThreshold: POLICY.minVolume,
        resetTimeout: POLICY.waitMs,
        rollingCountTimeout: 60_000,
      },
    );
    breakers.push(breaker);
    return {
      ask: async () => {
        const pending = aRequest();
        const fired = breaker.fire(pending).catch(() => undefined);
        if (!pending.begun) return fired.then(() => undefined);
        return async (ok) => {
          pending.end(ok);
          await fired;
        };
      },
    };
  };
  const shared = containers === 'one process' ? create() : undefined;
  return {
    name: `opossum, ${containers}`,
    aContainer: () => shared ?? create(),
    reportWell: oneByOne,
    stop: () => {
      for (const breaker of breakers) breaker.shutdown();
    },
  };
}

function aRequest(): Pending {
  let end: Pending['end'] = () => undefined;
  const answer = new Promise<void>((resolve, reject) => {
    end = (ok) => {
      if (ok) resolve();
      else reject(new Error('injected'));
    };
  });
  return { answer, end, begun: false };
}
