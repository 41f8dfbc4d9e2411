import type { Clock } from '../clock/clock.ts';
import type { FunctionLog } from './function-log.ts';
import { createIdleList } from './idle-list.ts';
import type { Sandbox, StartedSandbox } from './sandbox.ts';

/** A sandbox, or why there is none, with the log it writes to. */
export interface Acquired {
  readonly log: FunctionLog;
  readonly started: StartedSandbox;
  /** What starting it has used up of the first invocation's time. */
  readonly spentMs: number;
  /** True for the first invocation of a sandbox. */
  readonly cold: boolean;
}

/** The sandboxes of one function. */
export interface SandboxPool {
  /** The warm sandbox used last, or a new one; under a burst, whichever comes first. */
  acquire(): Promise<Acquired>;
  /** Ends an invocation. A sandbox whose thread has ended is forgotten. */
  release(acquired: Acquired): void;
  close(): Promise<void>;
}

export interface SandboxPoolOptions {
  readonly clock: Clock;
  readonly start: () => Promise<Omit<Acquired, 'cold'>>;
}

/** Starting more threads at once than there are processors makes all of them late. */
const MOST_STARTING = 4;
/** Each takes 10 MB and more. Beyond it invocations wait for a sandbox instead of getting one each. */
const MOST_SANDBOXES = 100;

export function createSandboxPool({ clock, start }: SandboxPoolOptions): SandboxPool {
  const live = new Set<Sandbox>();
  const waiting: ((acquired: Acquired) => void)[] = [];
  const idle = createIdleList<Acquired>(clock, (acquired) => void stop(live, acquired));
  let starting = 0;
  let closed = false;

  const give = (acquired: Acquired): void => {
    const next = waiting.shift();
    if (next) next(acquired);
    else if (closed) void stop(live, acquired);
    else if (acquired.started.kind === 'sandbox') idle.park(acquired);
  };
  const startOne = async (): Promise<void> => {
    starting += 1;
    const acquired = await start();
    starting -= 1;
    if (acquired.started.kind === 'sandbox') live.add(acquired.started.sandbox);
    give({ ...acquired, cold: true });
    startMissing();
  };
  const startMissing = (): void => {
    while (starting < Math.min(waiting.length, MOST_STARTING) && live.size + starting < MOST_SANDBOXES) {
      void startOne();
    }
  };

  return {
    acquire: () => {
      const warm = idle.take();
      if (warm) return Promise.resolve({ ...warm, cold: false, spentMs: 0 });
      return new Promise((resolve) => {
        waiting.push(resolve);
        startMissing();
      });
    },
    release: (acquired) => {
      const { started } = acquired;
      if (started.kind !== 'sandbox') return;
      if (started.sandbox.isAlive()) give({ ...acquired, cold: false, spentMs: 0 });
      else live.delete(started.sandbox);
      startMissing();
    },
    close: async () => {
      closed = true;
      idle.close();
      await Promise.all([...live].map((sandbox) => sandbox.stop()));
    },
  };
}

async function stop(live: Set<Sandbox>, { started }: Acquired): Promise<void> {
  if (started.kind !== 'sandbox') return;
  live.delete(started.sandbox);
  await started.sandbox.stop();
}
