import type { Clock } from '../../clock/clock.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { KeyLocks } from '../storage/key-locks.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../tables/tables.ts';

/** What every operation works with. */
export interface Engine {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly storage: Storage;
  readonly tables: Tables;
  /** Of items (by their key in the storage) and of tables. */
  readonly locks: KeyLocks;
}

/** A request that is parsed as JSON and nothing more. */
export type Input = Readonly<Record<string, unknown>>;

/** Answers what AWS answers, or a promise of it. Throws AwsError, or rejects with one. */
export type Operate = (engine: Engine, input: Input) => unknown;
