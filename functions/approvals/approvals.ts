import * as v from 'valibot';
import { decide, type DecideDependencies } from '../../lib/approvals/decide.ts';
import { ApprovalNotFoundError } from '../../lib/approvals/not-found-error.ts';
import type { ApprovalStore } from '../../lib/approvals/ports.ts';
import type { ApprovalItem } from '../../lib/contracts/approval-item.ts';
import { approvalId, approvalsQuery, decisionRequest } from '../../lib/contracts/approvals.ts';
import type { OnceDependencies } from '../../lib/idempotency/run-once.ts';
import type { ApiResponse } from '../shared/http.ts';
import { idempotent } from '../shared/idempotent.ts';
import { page, pageOf } from '../shared/page.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { approvalAnswer, approvalWithAudit } from './answers.ts';
import { withRefusals } from './refusals.ts';

export type ApprovalsDependencies = DecideDependencies & {
  readonly store: ApprovalStore;
  readonly idempotency: OnceDependencies;
};

/** What people see of approvals, and how they decide them. */
export function approvalsRoutes(deps: ApprovalsDependencies) {
  return { ...readRoutes(deps), ...decisionRoutes(deps) };
}

const READERS = ['viewer', 'operator', 'approver'] as const;
/** Far more than people make, and far less than a function may answer. */
const SHOWN_LINES = 100;

function readRoutes(deps: ApprovalsDependencies) {
  return {
    'GET /v1/approvals': route({
      roles: READERS,
      query: approvalsQuery,
      handle: async (request) => {
        const { status } = request.query;
        const { items, next } = await deps.store.list({ ...pageOf(request), ...(status && { status }) });
        const body = page(request, items.map(approvalAnswer), next);
        return { status: 200, headers: { 'cache-control': 'no-store' }, body };
      },
    }),
    'GET /v1/approvals/{id}': route({
      roles: READERS,
      handle: ({ path }) =>
        withRefusals(async () => {
          const id = idOf(path);
          const approval = await deps.store.read(id);
          if (!approval) throw new ApprovalNotFoundError(id);
          return answer(deps, approval);
        }),
    }),
  };
}

function decisionRoutes(deps: ApprovalsDependencies) {
  return {
    // Without roles here: what the token says of groups is not asked, and whoever is refused is on record.
    'POST /v1/approvals/{id}/decision': idempotent(
      deps.idempotency,
      route({
        body: decisionRequest,
        handle: ({ path, body, caller, headers }) =>
          withRefusals(async () => {
            const { decision, plan_hash: planHash, comment } = body;
            const decided = await decide(deps, {
              approvalId: idOf(path),
              decision,
              planHash,
              ...(comment !== undefined && { comment }),
              actor: caller.name,
              via: headers['x-artisan-via'] === 'console' ? 'console' : 'api',
              authority: 'pool',
            });
            return answer(deps, decided);
          }),
      }),
    ),
  };
}

async function answer({ store }: ApprovalsDependencies, approval: ApprovalItem): Promise<ApiResponse> {
  const audit = await store.auditLines(approval.approval_id, SHOWN_LINES);
  return resource(approvalWithAudit(approval, audit));
}

/** @throws ApprovalNotFoundError for what is no id at all, too */
function idOf({ id = '' }: Readonly<Record<string, string>>): string {
  const parsed = v.safeParse(approvalId, id);
  if (!parsed.success) throw new ApprovalNotFoundError(JSON.stringify(id.slice(0, 200)));
  return parsed.output;
}
