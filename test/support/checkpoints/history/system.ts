import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbRunStore } from '../../../../lib/aws/dynamodb-run-store.ts';
import type { PendingUpload } from '../../../../lib/checkpoints/checkpoint.ts';
import type {
  CheckpointListing,
  CheckpointObjects,
  CheckpointRuns,
  CheckpointStore,
  PendingUploads,
} from '../../../../lib/checkpoints/ports.ts';
import { CHECKPOINT_KEYS, uploadFolder, type UploadName } from '../../../../lib/contracts/checkpoint-keys.ts';
import { RUN_KEYS } from '../../../../lib/contracts/tables.ts';
import { TargetGoneError } from '../../../../lib/training/errors.ts';
import type { RunEffects, RunStore } from '../../../../lib/training/ports.ts';
import type { RunItem } from '../../../../lib/contracts/run-item.ts';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { InMemoryRunStore } from '../../training/in-memory-run-store.ts';
import { startEngines } from '../engines.ts';
import { CheckpointWorld } from '../world.ts';

/** What use cases are driven over. A history has a run of its own. */
export interface System {
  readonly runs: CheckpointRuns;
  readonly runStore: RunStore;
  readonly store: CheckpointStore;
  readonly pending: PendingUploads;
  readonly objects: CheckpointObjects;
  readonly listing: CheckpointListing;
  /** The least that may be a part of an upload, unless it is the last. */
  readonly partBytes: number;
  readonly clock: { now(): number; advance(ms: number): Promise<void> };
  upload(upload: PendingUpload, bytes: Uint8Array): Promise<void>;
  uploadPart(upload: PendingUpload, number: number, bytes: Uint8Array): Promise<void>;
  download(upload: UploadName): Promise<Uint8Array>;
  /** As a table that is restored without them. */
  forgetRecords(runId: string): Promise<void>;
  close(): Promise<void>;
}

/** The fake run store, whose rollbacks go by the records of the fake checkpoint store. */
class RunsOfWorld extends InMemoryRunStore {
  readonly #world: CheckpointWorld;

  constructor(world: CheckpointWorld) {
    super();
    this.#world = world;
  }

  override save(next: RunItem, effects: RunEffects = {}): Promise<void> {
    const { requires, ...rest } = effects;
    if (requires && !this.#world.records.has(`${next.run_id}/${requires.sk}`))
      throw new TargetGoneError(requires);
    return super.save(next, rest);
  }
}

export function systemInMemory(runId: string): System {
  const world = new CheckpointWorld(runId);
  const runStore = new RunsOfWorld(world);
  return {
    runs: runStore,
    runStore,
    store: world.store,
    pending: world.pending,
    objects: world.objects,
    listing: world.listing,
    partBytes: 7,
    clock: {
      now: () => world.time,
      advance: (ms) => {
        world.time += ms;
        return Promise.resolve();
      },
    },
    upload: (upload, bytes) => world.upload(upload, bytes),
    uploadPart: (upload, number, bytes) => world.uploadPart(upload, number, bytes),
    download: (upload) =>
      Promise.resolve(world.bucket.get(`${uploadFolder(upload)}model`)?.bytes ?? new Uint8Array()),
    forgetRecords: () => {
      world.records.clear();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/** The real adapters on the local DynamoDB and S3, whose clock stands still but for what a history moves it. */
export async function systemOnEngines(): Promise<System> {
  const clock = createMovableClock({ running: false, startAt: 1_800_000_000_000 });
  const engines = await startEngines(clock);
  const { database } = engines.client;
  const TableName = engines.place.table;
  return {
    ...engines,
    runStore: new DynamoDbRunStore(database, TableName),
    clock,
    partBytes: 5 * 1_024 * 1_024,
    forgetRecords: async (runId) => {
      const { Items = [] } = await database.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :live)',
          ExpressionAttributeValues: {
            ':pk': { S: RUN_KEYS.item(runId).pk },
            ':live': { S: CHECKPOINT_KEYS.live },
          },
        }),
      );
      for (const { pk, sk } of Items)
        if (pk && sk) await database.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
    },
  };
}
