import { createHash } from 'node:crypto';
import type { Operation } from 'dynalite/db/index.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { rangeUnder } from '../storage/layout.ts';
import type { Storage } from '../storage/storage.ts';

/** Amazon DynamoDB API Reference, "TransactWriteItems", ClientRequestToken: valid for 10 minutes after the first use. */
const REMEMBERED_MS = 10 * 60 * 1000;

const TOKENS = 'token~';

/** Hashed, because a client may put any character into a token. */
const keyOf = (token: string): string => TOKENS + createHash('sha256').update(token).digest('hex');

interface Use {
  readonly token: string;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Which transactions were done, by the token that their client gave them. */
export interface RequestTokens {
  load(): Promise<void>;
  /**
   * Runs `first` with operations to commit together with what the transaction writes. A request that was done within
   * 10 minutes runs `again` instead. Throws IdempotentParameterMismatchException, TransactionInProgressException.
   */
  once<Result>(
    request: { readonly token: string | undefined; readonly content: unknown },
    run: {
      readonly first: (operations: readonly Operation[]) => Promise<Result>;
      readonly again: () => Result;
    },
  ): Promise<Result>;
}

export function createRequestTokens(storage: Storage, clock: Clock): RequestTokens {
  // In the order of use, so that what is to be forgotten comes first.
  const done = new Map<string, Use>();
  const inProgress = new Map<string, string>();
  return {
    load: async () => {
      const uses: Use[] = [];
      for await (const chunk of storage.values(rangeUnder(TOKENS))) uses.push(...(chunk as readonly Use[]));
      for (const use of uses.sort((left, right) => left.at - right.at)) done.set(use.token, use);
    },
    once: async ({ token, content }, { first, again }) => {
      if (token === undefined) return first([]);
      const use = { token, digest: digestOf(content), at: clock.now() };
      const forgotten = forgetExpired(done, use.at);
      const earlier = done.get(token)?.digest ?? inProgress.get(token);
      if (earlier !== undefined && earlier !== use.digest) throw mismatch();
      if (inProgress.has(token)) throw alreadyInProgress();
      if (earlier !== undefined) return again();
      inProgress.set(token, use.digest);
      try {
        const result = await first([...forgotten, { type: 'put', key: keyOf(token), value: use }]);
        done.set(token, use);
        return result;
      } finally {
        inProgress.delete(token);
      }
    },
  };
}

/** What it forgets here but is not deleted there (a transaction that fails) goes at the next start. */
function forgetExpired(done: Map<string, Use>, now: number): Operation[] {
  const operations: Operation[] = [];
  for (const { token, at } of done.values()) {
    if (now - at < REMEMBERED_MS) break;
    done.delete(token);
    operations.push({ type: 'del', key: keyOf(token) });
  }
  return operations;
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64');
}

function mismatch(): AwsError {
  return new AwsError(
    'IdempotentParameterMismatchException',
    'The ClientRequestToken was used within the last 10 minutes with different parameters',
  );
}

function alreadyInProgress(): AwsError {
  return new AwsError(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress',
  );
}
