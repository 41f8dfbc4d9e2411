import type { Clock } from '../shared/clock.ts';
import type { SigningKeyStore } from './ports.ts';

export interface SigningKeyOptions {
  readonly store: Pick<SigningKeyStore, 'loadOrCreate'>;
  readonly clock: Clock;
  /** 32 random bytes. */
  readonly candidate: Buffer;
  readonly onError: (error: unknown) => void;
}

/** As the settings cache does: each try may take until its time-out. */
const RETRY_AFTER_MS = 5_000;

/**
 * The key of selection ids, loaded once a container. While it can't be had, selections are still answered, signed
 * with the container's own candidate: their outcomes will be refused as unknown, which costs a sample, not an answer.
 */
export function createSigningKey({
  store,
  clock,
  candidate,
  onError,
}: SigningKeyOptions): () => Promise<Buffer> {
  let key: Buffer | undefined;
  let triedAt = -Infinity;
  let loading: Promise<void> | undefined;

  const load = async (): Promise<void> => {
    triedAt = clock.now();
    try {
      key = await store.loadOrCreate(candidate);
    } catch (error) {
      onError(error);
    }
  };

  return async () => {
    if (!key && clock.now() - triedAt >= RETRY_AFTER_MS)
      loading ??= load().finally(() => (loading = undefined));
    if (loading) await loading;
    return key ?? candidate;
  };
}
