import { selectionRequest, type SelectionRequest } from '../../lib/contracts/selections.ts';
import type { SelectionAnswer } from '../../lib/contracts/answers/traffic.ts';
import { signSelection } from '../../lib/traffic/selection-id.ts';
import type { Selection } from '../../lib/traffic/selection.ts';
import { route, type BoundRoute } from '../shared/route.ts';

export interface SelectionsDependencies {
  readonly select: (request: SelectionRequest) => Promise<Selection>;
  readonly signingKey: () => Promise<Buffer>;
}

/** POST /v1/selections */
export function selectionsRoute({ select, signingKey }: SelectionsDependencies): BoundRoute {
  return route({
    body: selectionRequest,
    handle: async ({ body }) => {
      const [selection, key] = await Promise.all([select(body), signingKey()]);
      return { status: 200, headers: { 'cache-control': 'no-store' }, body: toAnswer(selection, key) };
    },
  });
}

function toAnswer(selection: Selection, key: Buffer): SelectionAnswer {
  const { expiresAtSeconds, replica, leaseId } = selection;
  return {
    selection_id: signSelection(selection, key),
    mode: selection.mode,
    assigned_mode: selection.assignedMode,
    reason: selection.reason,
    models: selection.models,
    ...(replica !== undefined && { replica }),
    ...(leaseId !== undefined && { lease_id: leaseId }),
    weights_version: selection.weightsVersion,
    ...(expiresAtSeconds !== undefined && { expires_at: new Date(expiresAtSeconds * 1_000).toISOString() }),
  };
}
