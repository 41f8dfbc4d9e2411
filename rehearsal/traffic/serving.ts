import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/shared/clock.ts';
import type { ApiClient, Credential } from '../api-client.ts';
import type { JsonLines } from '../log/json-lines.ts';
import { callModel } from '../models/call-model.ts';
import { outcomeReport, type Served } from './outcome-report.ts';
import { parseOutcomesAnswer } from './outcomes-answer.ts';
import type { SelectionSeen } from './selection-seen.ts';

export interface ServingOptions {
  readonly client: Pick<ApiClient, 'call'>;
  /** Of the serving team. */
  readonly credential: Credential;
  /** URLs of the models, by name. */
  readonly modelUrls: Readonly<Record<string, string>>;
  /** Share of the selections that is served; the others go no further. */
  readonly share: number;
  /** What an answer in this mode takes, in milliseconds of the launch. */
  readonly latencyOf: (mode: string) => number;
  /** Told of each outcome that was not taken: why not. */
  readonly onRejected: (reason: string) => void;
  /** Waits before a batch is sent again; `tries` counts from 1. */
  readonly backOff: (tries: number) => Promise<unknown>;
  readonly log: JsonLines;
  /** Of the log's times. */
  readonly clock: Clock;
}

export interface Serving {
  /** Asks the first model of the selection, if it is one of those to be served. Nobody has to wait for it. */
  serve(selection: SelectionSeen): void;
  /** Once everything is served and reported: how many outcomes were accepted. */
  finish(): Promise<number>;
}

/** A fifth of what the API takes at once. */
const BATCH = 100;
/** Over a quarter of a minute, as `backOff` waits: whoever is busy for longer loses them. */
const TRIES = 10;

/** Serves beside the selections, and reports how that went in batches. */
export function createServing(options: ServingOptions): Serving {
  const { modelUrls, share, latencyOf } = options;
  const underWay = new Set<Promise<void>>();
  const unreported: Served[] = [];
  let [seen, accepted] = [0, 0];

  const report = async (): Promise<void> => {
    accepted += await send(options, unreported.splice(0).map(outcomeReport));
  };
  const serveOne = async (selection: SelectionSeen): Promise<void> => {
    const [model = ''] = selection.models;
    const { ok, latencyMs: measured } = await callModel(modelUrls[model]);
    // A model that fails does so at once; one that answers takes what it takes in the launch.
    unreported.push({ selection, model, ok, latencyMs: ok ? latencyOf(selection.mode) : measured });
    if (unreported.length >= BATCH) await report();
  };
  return {
    serve: (selection) => {
      seen += 1;
      if (Math.floor(seen * share) === Math.floor((seen - 1) * share)) return;
      const work = serveOne(selection);
      underWay.add(work);
      // Removed however it ends; a failure is thrown by `finish`.
      work.then(
        () => underWay.delete(work),
        () => undefined,
      );
    },
    finish: async () => {
      await Promise.all(underWay);
      await report();
      return accepted;
    },
  };
}

/** @returns how many were accepted */
async function send(options: ServingOptions, outcomes: readonly Outcome[]): Promise<number> {
  if (outcomes.length === 0) return 0;
  const { onRejected, log, clock } = options;
  const sentAt = clock.now();
  const { status, body } = await sendOnce(options, outcomes);
  const times = { sent_at: sentAt, answered_at: clock.now() };
  log.write({ type: 'outcomes', ...times, outcomes, status, answer: body });
  if (status !== 202) {
    outcomes.forEach(() => {
      onRejected(`the whole batch: ${status} ${JSON.stringify(body)}`);
    });
    return 0;
  }
  const answer = parseOutcomesAnswer(body);
  for (const { code, detail } of answer.rejected) onRejected(`${code}: ${detail}`);
  return answer.accepted;
}

type Outcome = ReturnType<typeof outcomeReport>;

/** Again and again while it is not answered for good: by its key a batch counts once. */
async function sendOnce(
  { client, credential, backOff }: ServingOptions,
  outcomes: readonly Outcome[],
): Promise<{ readonly status: number; readonly body: unknown }> {
  const call = {
    ...{ method: 'POST', path: '/v1/outcomes', body: { outcomes } },
    headers: { 'idempotency-key': randomUUID() },
  };
  for (let tries = 1; ; tries += 1) {
    const answer = await client.call(credential, call).catch((error: unknown) => ({
      ...{ status: 0, body: String(error) },
    }));
    if (!isForLater(answer.status) || tries === TRIES) return answer;
    await backOff(tries);
  }
}

/** No answer, none at the moment, or (409) still at work on the batch of this key. */
const isForLater = (status: number): boolean =>
  status === 0 || status === 409 || status === 429 || status >= 500;
