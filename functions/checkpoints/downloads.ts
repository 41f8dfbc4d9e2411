import { chooseAndHold } from '../../lib/checkpoints/hold.ts';
import type { ApiRequest } from '../shared/http.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { iso } from './answers.ts';
import type { CheckpointDependencies } from './dependencies.ts';
import { selectorOf } from './path.ts';
import { chosen } from './reads.ts';
import { withRefusals } from './refusals.ts';

/** A URL of the bytes; until it expires the checkpoint is not pruned. */
export function downloadRoutes(deps: CheckpointDependencies) {
  const download = ({ path }: Pick<ApiRequest<unknown>, 'path'>) =>
    withRefusals(deps.downloads, async () => {
      const expiresAt = deps.clock.now() + deps.policy.upload_expiry_seconds * 1_000;
      const record = await chooseAndHold(
        deps,
        expiresAt,
        async () => (await chosen(deps, runOf(path), selectorOf(path, {}))).record,
      );
      const { sha256, sizeBytes } = record.content;
      const url = await deps.signer.get(record);
      const body = { url, sha256, size_bytes: sizeBytes, step: record.step, expires_at: iso(expiresAt) };
      return { status: 200, headers: { 'cache-control': 'no-store' }, body };
    });
  return {
    'GET /v1/runs/{run}/checkpoints/{sel}/download': route({ handle: download }),
    'POST /v1/runs/{run}/checkpoints/{sel}/download': route({ roles: ['operator'], handle: download }),
  };
}
