import type { ApiClient, Credential } from '../api-client.ts';
import { inParallel } from '../parallel.ts';
import { parseSelection, type SelectionSeen } from './selection-seen.ts';

export interface ReplayOptions {
  readonly client: ApiClient;
  readonly credential: Credential;
  /** Tells the sessions of this replay from those of an earlier one. */
  readonly name: string;
  /** When each selection is due, ascending, as `wait` takes it. */
  readonly arrivals: readonly number[];
  /** Share of the selections that are of sessions which were there before. */
  readonly returning: number;
  /** [0, 1), anew at each call. */
  readonly random: () => number;
  readonly concurrency: number;
  /** Resolves once it is time. */
  readonly wait: (arrival: number) => Promise<void>;
  /** Told of each answer. Must not throw. */
  readonly onAnswer: (asked: Asked) => void;
}

export interface Asked {
  readonly session: string;
  readonly status: number;
  readonly body: unknown;
  /** With status 200. */
  readonly selection?: SelectionSeen;
  /** Of a session that returned: what it was assigned at first, if that was kept. */
  readonly before?: string;
}

/** Of so many selections, how many are of new sessions; the first one is. */
export function newSessionsOf(selections: number, returning: number): number {
  return Math.ceil(selections * (1 - returning) - 1e-9);
}

/** Sends selections as they are due, of new sessions and of some that return, in turns. */
export async function replayTraffic(options: ReplayOptions): Promise<void> {
  const { arrivals, returning, random, name, concurrency } = options;
  const assigned: Promise<string | undefined>[] = [];
  const isNew = (index: number) => newSessionsOf(index + 1, returning) > newSessionsOf(index, returning);

  const sendOf = async (index: number): Promise<void> => {
    if (isNew(index)) {
      const first = ask(options, `${name}-${assigned.length}`);
      assigned.push(first);
      await first;
      return;
    }
    const which = Math.floor(random() * assigned.length);
    await ask(options, `${name}-${which}`, await assigned[which]);
  };
  await inParallel([...arrivals.keys()], concurrency, async (index) => {
    await options.wait(arrivals[index] ?? 0);
    await sendOf(index);
  });
}

/** @returns the mode that the session keeps */
async function ask(
  { client, credential, onAnswer }: ReplayOptions,
  session: string,
  before?: string,
): Promise<string | undefined> {
  const call = { method: 'POST', path: '/v1/selections', body: { session_id: session } };
  const { status, body } = await client.call(credential, call).catch((error: unknown) => ({
    status: 0,
    body: String(error),
  }));
  const selection = status === 200 ? parseSelection(body) : undefined;
  onAnswer({
    ...{ session, status, body },
    ...(selection && { selection }),
    ...(before !== undefined && { before }),
  });
  return selection?.expires_at === undefined ? undefined : selection.assigned_mode;
}
