import type { CheckpointAnswer } from '../../lib/contracts/answers/checkpoints.ts';
import { change } from '../api/change.ts';
import type { Action } from './action.ts';

const pathOf = (run: string): string => `/v1/runs/${encodeURIComponent(run)}`;

export function pinAction(run: string, { step, pinned }: CheckpointAnswer): Action {
  const path = { run, step };
  const guard = { route: 'GET /v1/runs/{run}/checkpoints/{sel}', path: { run, sel: step } } as const;
  return {
    title: pinned ? `Unpin the checkpoint of step ${step}` : `Pin the checkpoint of step ${step}`,
    says: [
      pinned
        ? 'It is pruned like any other from now on, when newer ones come.'
        : 'It stays until somebody unpins it, whatever else is pruned.',
    ],
    confirm: pinned ? 'Unpin' : 'Pin',
    guard,
    changes: [pathOf(run)],
    call: () =>
      change({
        route: pinned
          ? 'DELETE /v1/runs/{run}/checkpoints/{step}/pin'
          : 'PUT /v1/runs/{run}/checkpoints/{step}/pin',
        path,
        ifUnchanged: guard,
      }),
  };
}

export function downloadAction(run: string, { step, size_bytes, sha256 }: CheckpointAnswer): Action {
  return {
    title: `Download the checkpoint of step ${step}`,
    says: [
      `${size_bytes.toLocaleString('en')} bytes, SHA-256 ${sha256}.`,
      'It is not pruned until the address of its bytes expires.',
    ],
    confirm: 'Download',
    isCreation: true,
    changes: [],
    call: () => change({ route: 'POST /v1/runs/{run}/checkpoints/{sel}/download', path: { run, sel: step } }),
    next: urlOf,
  };
}

/** Addresses of bytes are of S3: a navigation, which the page's policy leaves to the browser. */
function urlOf(body: unknown): string | undefined {
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined;
  return typeof url === 'string' && /^https?:\/\//.test(url) ? url : undefined;
}
