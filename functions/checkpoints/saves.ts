import { commitCheckpoint, type Committed } from '../../lib/checkpoints/commit.ts';
import { contentOf } from '../../lib/checkpoints/content.ts';
import { commitFigures } from '../../lib/checkpoints/stage-figures.ts';
import { createCheckpoint } from '../../lib/checkpoints/create.ts';
import { checkpointCommit, checkpointCreation, CREATION_MAX_BYTES } from '../../lib/contracts/checkpoints.ts';
import type { UploadRequest } from '../../lib/contracts/answers/checkpoints.ts';
import type { PendingUpload } from '../../lib/checkpoints/checkpoint.ts';
import type { SignedRequest } from '../../lib/checkpoints/ports.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import type { ApiResponse } from '../shared/http.ts';
import { idempotent } from '../shared/idempotent.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { checkpointAnswer, iso } from './answers.ts';
import type { CheckpointDependencies } from './dependencies.ts';
import { stepOf } from './path.ts';
import { withRefusals } from './refusals.ts';

const NO_STORE = { 'cache-control': 'no-store' };
/** The commit has waited for S3 already: what is left is seconds, or a second such wait. */
const STILL_COMMITTING = { ...NO_STORE, 'retry-after': '5' };

/** What a trainer does: it announces a checkpoint, uploads it with the URLs that it is given, and commits it. */
export function saveRoutes(deps: CheckpointDependencies) {
  return {
    'POST /v1/runs/{run}/checkpoints': idempotent(deps.idempotency, createRoute(deps), { replay: 'rerun' }),
    'POST /v1/runs/{run}/checkpoints/{step}/commit': commitRoute(deps),
  };
}

function createRoute(deps: CheckpointDependencies) {
  return route({
    body: checkpointCreation,
    maxBodyBytes: CREATION_MAX_BYTES,
    handle: ({ body, path }) =>
      withRefusals(deps.downloads, async () => {
        const { attempt, step, metrics, part_sha256 } = body;
        const { reward, loss, kl, episode_reward } = metrics;
        const content = contentOf({
          sizeBytes: body.size_bytes,
          sha256: body.sha256,
          partSize: body.part_size,
          partSha256: part_sha256,
        });
        const figures = {
          reward,
          loss,
          kl,
          ...(episode_reward !== undefined && { episodeReward: episode_reward }),
        };
        const upload = await createCheckpoint(deps, runOf(path), { attempt, step, content, figures });
        const expiresAt = deps.clock.now() + deps.policy.upload_expiry_seconds * 1_000;
        const requests = await requestsOf(deps, upload, part_sha256);
        return {
          status: 201,
          headers: NO_STORE,
          body: { step, upload: requests, expires_at: iso(expiresAt) },
        };
      }),
  });
}

async function requestsOf(
  { signer }: CheckpointDependencies,
  upload: PendingUpload,
  partSha256: readonly string[] | undefined,
): Promise<UploadRequest | { parts: readonly (UploadRequest & { part_number: number })[] }> {
  if (!partSha256) return toRequest(await signer.put(upload));
  const parts = await signer.parts(upload, partSha256);
  return { parts: parts.map((signed, index) => ({ part_number: index + 1, ...toRequest(signed) })) };
}

const toRequest = ({ url, headers }: SignedRequest): UploadRequest => ({ url, method: 'PUT', headers });

function commitRoute(deps: CheckpointDependencies) {
  return route({
    body: checkpointCommit,
    handle: ({ body, path }) =>
      withRefusals(deps.downloads, async () => {
        const id = { attempt: body.attempt, step: stepOf(path) };
        const parts = body.parts?.map(({ part_number, etag }) => ({ number: part_number, etag }));
        const committed = await commitCheckpoint(deps, runOf(path), { ...id, parts });
        if (!committed) return stillCommitting(id.step);
        const { record, run, live, isBest, isNew, pruned } = committed;
        if (isNew) await tell(deps, committed);
        const among = { live, lineage: run.lineage, policy: deps.policy };
        return {
          status: 200,
          headers: NO_STORE,
          body: {
            checkpoint: checkpointAnswer(record, among),
            is_best: isBest,
            pruned: pruned.map(({ step }) => step),
          },
        };
      }),
  });
}

/** Whoever watches the stage misses a checkpoint rather than the trainer its answer. */
async function tell({ metrics, figures, onUntold, policy }: CheckpointDependencies, committed: Committed) {
  const told = commitFigures(committed.live, committed.run.lineage, policy);
  metrics([{ name: METRICS.checkpointSaves, value: 1 }]);
  if (told.bestReward !== undefined)
    metrics([{ name: METRICS.bestReward, value: told.bestReward, unit: 'None' }]);
  await figures.tell(told).catch(onUntold);
}

function stillCommitting(step: number): ApiResponse {
  return { status: 202, headers: STILL_COMMITTING, body: { step, status: 'committing' } };
}
