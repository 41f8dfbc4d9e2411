import type { ApiClient, Credential } from '../api-client.ts';
import { inParallel } from '../parallel.ts';
import { parseSelection, type SelectionSeen } from './selection-seen.ts';

export interface ReplayOptions {
  readonly client: ApiClient;
  readonly credential: Credential;
  /** Tells the sessions of this replay from those of an earlier one. */
  readonly name: string;
  readonly newSessions: number;
  readonly returningSessions: number;
  readonly concurrency: number;
  readonly onProgress: (done: number) => void;
  /** Told of each answer. Must not throw. */
  readonly onSelection?: (selection: SelectionSeen) => void;
}

export interface ReplayResult {
  /** First answers, by session. */
  readonly assigned: ReadonlyMap<string, SelectionSeen>;
  /** Returns that did not get the mode of the first answer. */
  readonly moved: readonly string[];
  readonly failures: readonly string[];
  readonly selections: number;
  readonly seconds: number;
}

/** Sends each session once, then lets sessions return at random, and remembers what they were told. */
export async function replayTraffic(options: ReplayOptions): Promise<ReplayResult> {
  const assigned = new Map<string, SelectionSeen>();
  const moved: string[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();
  let done = 0;

  const select = async (session: string): Promise<SelectionSeen | undefined> => {
    const answer = await options.client.call(options.credential, {
      method: 'POST',
      path: '/v1/selections',
      body: { session_id: session },
    });
    options.onProgress((done += 1));
    if (answer.status === 200) {
      const selection = parseSelection(answer.body);
      options.onSelection?.(selection);
      return selection;
    }
    failures.push(`${session}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return undefined;
  };

  const sessions = Array.from({ length: options.newSessions }, (_, index) => `${options.name}-${index}`);
  await inParallel(sessions, options.concurrency, async (session) => {
    const selection = await select(session);
    if (selection) assigned.set(session, selection);
  });

  // A step that shares no factor with the number of sessions visits them in an order of its own.
  const returning = Array.from(
    { length: options.returningSessions },
    (_, index) => sessions[(index * 7919) % sessions.length] ?? '',
  );
  await inParallel(returning, options.concurrency, async (session) => {
    const selection = await select(session);
    if (selection && selection.mode !== assigned.get(session)?.mode) moved.push(session);
  });

  return { assigned, moved, failures, selections: done, seconds: (performance.now() - startedAt) / 1_000 };
}
