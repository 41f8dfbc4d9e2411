import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  /** What it sends first, by itself. */
  readonly greeting: Promise<unknown>;
  /** What it sends next, once it is told this. */
  ask(question: string): Promise<unknown>;
  /** Asks it to leave, by disconnecting, and waits until it has. */
  end(): Promise<void>;
}

export interface ChildOptions {
  readonly args?: readonly string[];
  /** Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A script in a process of its own, so that its figures are its own. It says what it has to say in messages. */
export function startChild(script: string, { args = [], env }: ChildOptions = {}): Child {
  const child = fork(script, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(env && { env }),
  });
  const ended = once(child, 'exit');
  const nextMessage = async (): Promise<unknown> => {
    const values: unknown[] = await Promise.race([
      once(child, 'message'),
      ended.then(([code]: unknown[]) => {
        throw new Error(`${script} ended with ${String(code)}`);
      }),
    ]);
    return values[0];
  };
  return {
    greeting: nextMessage(),
    ask: (question) => {
      const answer = nextMessage();
      child.send(question);
      return answer;
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
