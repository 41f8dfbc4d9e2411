import { randomUUID } from 'node:crypto';
import { DynamoDbExecutionStore } from '../../../lib/aws/dynamodb-execution-store.ts';
import { DynamoDbGateStore } from '../../../lib/aws/dynamodb-gate-store.ts';
import { DynamoDbLockStore } from '../../../lib/aws/dynamodb-lock-store.ts';
import type { ExecutionItem } from '../../../lib/contracts/execution-item.ts';
import { rehearse } from '../../../lib/runbooks/admission.ts';
import type { ExecutionStore, GateStore, LockStore } from '../../../lib/runbooks/ports.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';
import { systemPause } from '../../../lib/shared/pause.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aCandidate, aGate, anAdmission, HOUR, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { InMemoryRunbookStores } from '../../support/runbooks/in-memory-stores.ts';

interface Stores {
  readonly executions: ExecutionStore;
  readonly gates: GateStore;
  readonly locks: LockStore;
}

const id = (name: string, at = NOW): string => derivedUlid(at, name);
const ID = id('candidate');
const CLAIM = { resource: 'run#run-1', owner: ID, fence: 1 };
const STOP = { by: 'ada', at: NOW + 1, reason: 'wrong run' };

function runbookStoresContract(storesOf: () => Stores | Promise<Stores>): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = await storesOf();
  });

  const end = async (change: Partial<ExecutionItem> = {}): Promise<void> => {
    const { execution } = anAdmission();
    const gate = await stores.gates.read('rl_rollback', 'run#run-1');
    await stores.executions.end({
      execution: {
        ...execution,
        status: 'failed',
        ended_at: NOW + 9,
        error: 'Boom',
        cause: 'why',
        ...change,
      },
      ...(gate && { gate: { ...gate, version: gate.version + 1, failures: 1 } }),
      release: CLAIM,
    });
  };

  it('knows nothing of what was never admitted', async () => {
    expect(await stores.executions.read(ID)).toBeUndefined();
    expect(await stores.executions.ofRequest('r')).toBeUndefined();
    expect(await stores.gates.read('rl_rollback', 'run#run-1')).toBeUndefined();
    expect(await stores.locks.read('run#run-1')).toBeUndefined();
    expect(await stores.executions.open()).toEqual([]);
    expect(await stores.executions.list({ limit: 5 }, {})).toEqual({ items: [] });
    expect(await stores.executions.began(ID)).toBe(false);
    expect(await stores.executions.noteStop(ID, STOP)).toBeUndefined();
  });

  it('admits an execution with record, line, gate, lock and request, every field of them', async () => {
    const input = { run_id: 'run-1', odd: [1e300, '', null, { a: {} }] };
    const admission = { ...anAdmission({ input }), request: 'r' };

    await stores.executions.admit(admission);

    expect(await stores.executions.read(ID)).toEqual(admission.execution);
    expect(await stores.executions.ofRequest('r')).toBe(ID);
    expect(await stores.gates.read('rl_rollback', 'run#run-1')).toEqual(admission.gate);
    expect(await stores.locks.read('run#run-1')).toEqual(admission.lock);
    expect(await stores.executions.open()).toEqual([
      { execution_id: ID, runbook: 'rl_rollback', mode: 'live' },
    ]);
    expect((await stores.executions.list({ limit: 5 }, {})).items).toEqual([admission.execution]);
  });

  it('lets one of twenty who admit at once win', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        stores.executions.admit(anAdmission({ execution_id: id(`${i}`) })),
      ),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'StandingChangedError' });
    expect(await stores.executions.open()).toHaveLength(1);
  });

  it.each([
    ['the record stands', { execution_id: ID, resource: 'run#other' }, 'other'],
    ['the gate has moved on', { execution_id: id('new') }, 'other'],
    ['the lock is held', { execution_id: id('new'), runbook: 'another' }, 'other'],
    ['the request was answered', { execution_id: id('new'), resource: 'x', runbook: 'another' }, 'r'],
  ])('writes nothing at all when %s', async (_what, change, request) => {
    await stores.executions.admit({ ...anAdmission(), request: 'r' });
    const { execution, gate, lock } = anAdmission(change);

    const refused = await stores.executions
      .admit({ execution, ...(gate && { gate }), ...(lock && { lock }), request })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'StandingChangedError' });
    expect(await stores.executions.open()).toHaveLength(1);
    expect((await stores.executions.list({ limit: 5 }, {})).items).toHaveLength(1);
    expect((await stores.locks.read('run#run-1'))?.fence).toBe(1);
    if (request === 'other') expect(await stores.executions.ofRequest('other')).toBeUndefined();
  });

  it('gives a lock whose lease ran out to another, with the next fence, and the first has lost it', async () => {
    await stores.executions.admit(anAdmission());
    const later = NOW + HOUR;
    const { execution, lock } = anAdmission({ execution_id: id('late', later), runbook: 'another' }, later);
    const taken = { resource: 'run#run-1', owner: execution.execution_id, fence: 2, until: later + MINUTE };

    await stores.executions.admit({ execution, lock: { ...lock, ...taken } });
    const lost = await stores.locks.renew(CLAIM, later + HOUR).catch((error: unknown) => error);

    expect(lost).toMatchObject({ name: 'LockLostError' });
    expect(await stores.locks.read('run#run-1')).toEqual(taken);
  });

  it('does not give away a lock that was renewed since it was read', async () => {
    await stores.executions.admit(anAdmission());
    await stores.locks.renew(CLAIM, NOW + 2 * HOUR);
    const later = NOW + HOUR;
    const { execution, lock } = anAdmission({ execution_id: id('late', later), runbook: 'another' }, later);

    const refused = await stores.executions
      .admit({ execution, lock: { resource: 'run#run-1', fence: 2, owner: 'x', until: lock?.until ?? 0 } })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'StandingChangedError' });
  });

  it('lengthens a lease, never shortens it, and revives one that nobody took', async () => {
    await stores.executions.admit(anAdmission());

    await stores.locks.renew(CLAIM, NOW + 2 * HOUR);
    await stores.locks.renew(CLAIM, NOW + HOUR);

    expect((await stores.locks.read('run#run-1'))?.until).toBe(NOW + 2 * HOUR);
  });

  it.each([
    ['another owner', { ...CLAIM, owner: 'x' }],
    ['an older fence', { ...CLAIM, fence: 0 }],
    ['a fence to come', { ...CLAIM, fence: 2 }],
    ['a resource that nobody ever locked', { ...CLAIM, resource: 'run#other' }],
  ])('does not renew for %s', async (_who, claim) => {
    await stores.executions.admit(anAdmission());

    const refused = await stores.locks.renew(claim, NOW + HOUR).catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'LockLostError' });
  });

  it('ends an execution: record, line, gate and lock at once, and only once', async () => {
    await stores.executions.admit(anAdmission());
    await stores.executions.began(ID);
    await stores.executions.noteStop(ID, STOP);

    await end();
    const again = await end().catch((error: unknown) => error);

    expect(again).toMatchObject({ name: 'StandingChangedError' });
    expect(await stores.executions.read(ID)).toMatchObject({
      status: 'failed',
      ended_at: NOW + 9,
      error: 'Boom',
      cause: 'why',
      stop: STOP,
      input: { run_id: 'run-1' },
    });
    expect((await stores.executions.list({ limit: 5 }, { statuses: ['failed'] })).items).toHaveLength(1);
    expect(await stores.gates.read('rl_rollback', 'run#run-1')).toMatchObject({ version: 2, failures: 1 });
    expect(await stores.locks.read('run#run-1')).toEqual({ resource: 'run#run-1', fence: 1 });
    expect(await stores.executions.open()).toHaveLength(1);
    expect(await stores.executions.began(ID)).toBe(false);
  });

  it('ends nothing when the lock is not held any more, or the gate has moved on', async () => {
    await stores.executions.admit(anAdmission());
    const { execution, gate } = anAdmission();
    const ended = { ...execution, status: 'aborted' as const, ended_at: NOW };

    const outcomes = await Promise.allSettled([
      stores.executions.end({ execution: ended, release: { ...CLAIM, fence: 7 } }),
      stores.executions.end({ execution: ended, gate: { ...aGate(gate), version: 9 } }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await stores.executions.read(ID))?.status).toBe('starting');
  });

  it('takes a free lock again with the next fence', async () => {
    await stores.executions.admit(anAdmission());
    await end();
    const { execution } = anAdmission({ execution_id: id('next', NOW + 10) }, NOW + 10);

    await stores.executions.admit({
      execution,
      lock: { resource: 'run#run-1', fence: 2, owner: execution.execution_id, until: NOW + HOUR },
    });

    expect(await stores.locks.read('run#run-1')).toMatchObject({ fence: 2, owner: execution.execution_id });
  });

  it('begins an execution, notes the first who stops it, and closes it as often as one likes', async () => {
    await stores.executions.admit(anAdmission());

    const began = [await stores.executions.began(ID), await stores.executions.began(ID)];
    const stopped = await stores.executions.noteStop(ID, STOP);
    const again = await stores.executions.noteStop(ID, { ...STOP, by: 'bob' });
    await stores.executions.close(ID);
    await stores.executions.close(ID);

    expect(began).toEqual([true, true]);
    expect([stopped?.status, stopped?.stop, again?.stop]).toEqual(['running', STOP, STOP]);
    expect(await stores.executions.open()).toEqual([]);
  });

  it('keeps a dry run without gate and lock', async () => {
    const { execution } = rehearse(aCandidate({ mode: 'dry_run' }), NOW);

    await stores.executions.admit({ execution });

    expect(await stores.executions.read(ID)).toEqual(execution);
    expect(await stores.locks.read('run#run-1')).toBeUndefined();
  });

  it('saves a gate only over the version before it', async () => {
    await stores.gates.save(aGate({ version: 1 }));
    await stores.gates.save(aGate({ version: 2, failures: 2, open_execution: 'x' }));

    const results = await Promise.allSettled(
      [1, 2, 4].map((version) => stores.gates.save(aGate({ version }))),
    );

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await stores.gates.read('rl_rollback', 'run#run-1')).toEqual(
      aGate({ version: 2, failures: 2, open_execution: 'x' }),
    );
  });

  it('lists newest first, by runbook and status, page by page', async () => {
    for (let i = 0; i < 7; i += 1) {
      const at = NOW + i;
      const runbook = i % 2 === 0 ? 'even' : 'odd';
      const change = { execution_id: id(`${i}`, at), runbook, resource: `r${i}` };
      await stores.executions.admit(anAdmission(change, at));
    }
    const of = (items: readonly ExecutionItem[]) => items.map(({ created_at }) => created_at - NOW);

    const first = await stores.executions.list({ limit: 2 }, { runbook: 'even', statuses: ['starting'] });
    const second = await stores.executions.list(
      { limit: 2, ...(first.next !== undefined && { after: first.next }) },
      { runbook: 'even' },
    );
    const none = await stores.executions.list({ limit: 2 }, { statuses: ['failed'] });

    expect([of(first.items), of(second.items)]).toEqual([
      [6, 4],
      [2, 0],
    ]);
    expect(first.next).toBeDefined();
    expect(none).toEqual({ items: [] });
  });
}

describe('stores of runbooks in memory', () => {
  runbookStoresContract(() => new InMemoryRunbookStores());
});

onEveryEngine('stores of runbooks in DynamoDB', (client) => {
  runbookStoresContract(async () => {
    const table = await aControlTable(client());
    const transactor = { random: () => 0.5, pause: systemPause, ids: randomUUID };
    return {
      executions: new DynamoDbExecutionStore(client(), table, transactor),
      gates: new DynamoDbGateStore(client(), table),
      locks: new DynamoDbLockStore(client(), table),
    };
  });
});
