import { createHash } from 'node:crypto';
import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import type { ArtisanStack, Reply } from '../artisan-stack.ts';
import { aRun } from '../training/a-run.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Figures of a checkpoint that may be the best and is stable. */
export const GOOD = { reward: 12, loss: 0.5, kl: 0.01 };

interface Upload {
  readonly url: string;
  readonly headers: Record<string, string>;
}

export const put = (upload: unknown, bytes: Uint8Array | string): Promise<Response> => {
  const { url, headers } = upload as Upload;
  return fetch(url, { method: 'PUT', headers, body: Buffer.from(bytes) });
};

export interface Saving {
  readonly attempt?: number;
  readonly metrics?: Record<string, unknown>;
  readonly bytes?: Uint8Array | string;
}

/** What a trainer and the people around it do with one run of a running stack. */
export class TrainerClient {
  readonly #artisan: ArtisanStack;
  readonly runId: string;

  constructor(artisan: ArtisanStack, runId: string) {
    this.#artisan = artisan;
    this.runId = runId;
  }

  get path(): string {
    return `/v1/runs/${this.runId}/checkpoints`;
  }

  /** As the functions of runs make it. */
  async begin(change: Partial<RunItem> = {}): Promise<RunItem> {
    const { aws, stack } = this.#artisan;
    const store = new DynamoDbRunStore(aws.dynamodb, stack.outputs['ControlTableName'] ?? '');
    const run = aRun({ run_id: this.runId, windows: Buffer.from('windows'), ...change });
    const standing = await store.create(run);
    if (standing.version < run.version) await store.save(run);
    return run;
  }

  create(
    step: number,
    { attempt = 1, metrics = GOOD, bytes = `model ${step}` }: Saving = {},
  ): Promise<Reply> {
    const size_bytes = Buffer.byteLength(bytes);
    const body = { attempt, step, size_bytes, sha256: sha256(bytes), metrics };
    return this.#artisan.asTrainer({ method: 'POST', path: this.path, body });
  }

  commit(step: number, attempt = 1, more: Record<string, unknown> = {}): Promise<Reply> {
    return this.#artisan.asTrainer({
      method: 'POST',
      path: `${this.path}/${step}/commit`,
      body: { attempt, ...more },
    });
  }

  async save(step: number, saving: Saving = {}): Promise<Reply> {
    const created = await this.create(step, saving);
    if (created.status !== 201) return created;
    const answer = await put(created.body['upload'], saving.bytes ?? `model ${step}`);
    if (answer.status !== 200) throw new Error(`The upload was refused: ${await answer.text()}`);
    return this.commit(step, saving.attempt);
  }

  get(selector: string, query = ''): Promise<Reply> {
    return this.#artisan.as('viewer', { method: 'GET', path: `${this.path}/${selector}${query}` });
  }

  /** What a table loses that is restored from an old backup. */
  async forgetRecords(): Promise<void> {
    const client = this.#artisan.aws.dynamodb;
    const TableName = this.#artisan.stack.outputs['ControlTableName'];
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :live)',
        ExpressionAttributeValues: { ':pk': { S: `run#${this.runId}` }, ':live': { S: 'checkpoint#' } },
      }),
    );
    for (const { pk, sk } of Items)
      if (pk && sk) await client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
  }

  /** Of all objects of the run. */
  async keys(): Promise<readonly string[]> {
    const { s3, bucket } = bucketClient(this.#artisan);
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: `checkpoints/${this.runId}/` });
    const { Contents = [] } = await s3.send(command);
    return Contents.map(({ Key = '' }) => Key);
  }

  /** As the viewer sees it: step and state. */
  async list(query = ''): Promise<readonly string[]> {
    const { body } = await this.#artisan.as('viewer', { method: 'GET', path: `${this.path}${query}` });
    const items = body['items'] as { step: number; state: string }[];
    return items.map(({ step, state }) => `${step} ${state}`);
  }

  download(selector: string): Promise<Reply> {
    return this.#artisan.asTrainer({ method: 'GET', path: `${this.path}/${selector}/download` });
  }
}

let runs = 0;

/** With a run that has begun, one of its own unless another is named. */
export async function aTrainer(artisan: ArtisanStack, runId = `run-${(runs += 1)}`): Promise<TrainerClient> {
  const trainer = new TrainerClient(artisan, runId);
  await trainer.begin();
  return trainer;
}

export function bucketClient({ aws, stack }: ArtisanStack) {
  return { s3: aws.s3, bucket: stack.outputs['CheckpointBucketName'] ?? '' };
}
