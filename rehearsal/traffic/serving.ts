import type { ApiClient, Credential } from '../api-client.ts';
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
  /** One in so many selections is served; the others go no further. */
  readonly serveEvery: number;
}

/** What the API took of what was served, and why not the rest: a sentence for each. */
export interface OutcomesReported {
  readonly accepted: number;
  readonly rejected: readonly string[];
}

export interface Serving {
  /** Asks the first model of the selection, if it is one of those to be served. Nobody has to wait for it. */
  serve(selection: SelectionSeen): void;
  /** Once everything is served and reported. */
  finish(): Promise<OutcomesReported>;
}

/** A fifth of what the API takes at once. */
const BATCH = 100;

/** Serves beside the selections, and reports how that went in batches. */
export function createServing({ client, credential, modelUrls, serveEvery }: ServingOptions): Serving {
  const underWay = new Set<Promise<void>>();
  let seen = 0;
  let accepted = 0;
  const unreported: Served[] = [];
  const rejected: string[] = [];

  const report = async (): Promise<void> => {
    const outcomes = unreported.splice(0).map(outcomeReport);
    if (outcomes.length === 0) return;
    const { status, body } = await client.call(credential, {
      method: 'POST',
      path: '/v1/outcomes',
      body: { outcomes },
    });
    if (status !== 202) {
      rejected.push(...outcomes.map(() => `the whole batch: ${status} ${JSON.stringify(body)}`));
      return;
    }
    const answer = parseOutcomesAnswer(body);
    accepted += answer.accepted;
    rejected.push(...answer.rejected.map(({ code, detail }) => `${code}: ${detail}`));
  };

  const serveOne = async (selection: SelectionSeen): Promise<void> => {
    const [model = ''] = selection.models;
    const answer = await callModel(modelUrls[model]);
    unreported.push({ selection, model, ...answer });
    if (unreported.length >= BATCH) await report();
  };

  return {
    serve: (selection) => {
      if ((seen += 1) % serveEvery !== 0) return;
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
      return { accepted, rejected };
    },
  };
}
