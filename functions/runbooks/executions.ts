import type { ExecutionItem, RecordStatus } from '../../lib/contracts/execution-item.ts';
import { executionsQuery, stopRequest } from '../../lib/contracts/executions.ts';
import type { ExecutionAnswer } from '../../lib/contracts/answers/runbooks.ts';
import type { ExecutionStatus } from '../../lib/contracts/runbook-execution.ts';
import { UnknownExecutionError } from '../../lib/runbooks/errors.ts';
import type { ExecutionPage } from '../../lib/runbooks/ports.ts';
import { stopExecution } from '../../lib/runbooks/stop.ts';
import { idempotent } from '../shared/idempotent.ts';
import { page, pageOf, type PageRequest } from '../shared/page.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { executionAnswer, executionLine } from './answers.ts';
import type { RunbooksDependencies } from './ports.ts';

const READERS = ['viewer', 'operator', 'approver'] as const;
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

interface Filter {
  readonly runbook?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
}

export function executionsRoutes(deps: RunbooksDependencies) {
  return {
    'GET /v1/executions': route({
      roles: READERS,
      query: executionsQuery,
      handle: async (request) => {
        const waiting = await approvalsByExecution(deps);
        const { items, next } = await find(deps, { ...pageOf(request), ...request.query, waiting });
        const lines = items.map((item) => executionLine(item, waiting.get(item.execution_id)));
        return { status: 200, headers: { 'cache-control': 'no-store' }, body: page(request, lines, next) };
      },
    }),
    'GET /v1/executions/{id}': route({
      roles: READERS,
      handle: async ({ path }) => {
        const id = idOf(path);
        const execution = await deps.executions.read(id);
        if (!execution) throw new UnknownExecutionError(id);
        return resource(await show(deps, execution));
      },
    }),
    'POST /v1/executions/{id}/stop': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: stopRequest,
        handle: async ({ path, body, caller }) => {
          const order = { by: caller.name, reason: body.reason };
          return resource(await show(deps, await stopExecution(deps, idOf(path), order)), { status: 202 });
        },
      }),
    ),
  };
}

/** @throws UnknownExecutionError for what is no id: no execution has it */
function idOf({ id = '' }: Readonly<Record<string, string>>): string {
  if (!ULID.test(id)) throw new UnknownExecutionError(id);
  return id;
}

async function show(deps: RunbooksDependencies, execution: ExecutionItem): Promise<ExecutionAnswer> {
  const [steps, waiting] = await Promise.all([deps.history.steps(execution), approvalsByExecution(deps)]);
  return executionAnswer(execution, waiting.get(execution.execution_id), steps);
}

async function approvalsByExecution({ approvals }: RunbooksDependencies) {
  const pending = await approvals.pending();
  return new Map(pending.map(({ execution_id, approval_id }) => [execution_id, approval_id]));
}

type Search = PageRequest & Filter & { readonly waiting: ReadonlyMap<string, string> };

async function find(deps: RunbooksDependencies, search: Search): Promise<ExecutionPage> {
  const { status, waiting, runbook } = search;
  if (status === 'waiting_approval') return findWaiting(deps, search);
  const found = await deps.executions.list(search, {
    ...(runbook !== undefined && { runbook }),
    ...(status !== undefined && { statuses: recordsOf(status) }),
  });
  if (status !== 'running') return found;
  return { ...found, items: found.items.filter(({ execution_id: id }) => !waiting.has(id)) };
}

function recordsOf(status: Exclude<ExecutionStatus, 'waiting_approval'>): readonly RecordStatus[] {
  return status === 'running' ? ['starting', 'running'] : [status];
}

/** Few wait at once: they are read one by one, newest first. */
async function findWaiting({ executions }: RunbooksDependencies, search: Search): Promise<ExecutionPage> {
  const { limit, after, runbook, waiting } = search;
  const ids = [...waiting.keys()].toSorted().toReversed();
  const read = await Promise.all(ids.map((id) => executions.read(id)));
  const matching = read
    .flatMap((execution) => (execution && execution.ended_at === undefined ? [execution] : []))
    .filter((execution) => runbook === undefined || execution.runbook === runbook)
    .filter(({ execution_id: id }) => after === undefined || id < after);
  const items = matching.slice(0, limit);
  const last = matching.length > limit ? items.at(-1)?.execution_id : undefined;
  return { items, ...(last !== undefined && { next: last }) };
}
