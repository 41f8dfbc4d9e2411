import fc from 'fast-check';
import type { Decision } from '../../../lib/contracts/approval-audit.ts';
import { aQuestion, TIMEOUT_MS } from '../../support/approvals/builders.ts';
import { InMemoryApprovalStore } from '../../support/approvals/in-memory-approval-store.ts';
import { anApprovalWorld } from '../../support/approvals/world.ts';

/** The process died in the middle: whatever it was about to do is not done. */
class Killed extends Error {
  override readonly name = 'Killed';
}

type Move =
  | { readonly kind: 'ask' }
  | { readonly kind: 'decide'; readonly actor: string; readonly decision: Decision }
  | { readonly kind: 'raw' | 'watch' | 'close' | 'confirm' }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const MOVES = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Move>({ kind: 'ask' }) },
    {
      weight: 4,
      arbitrary: fc.record<Move & { kind: 'decide' }>({
        kind: fc.constant('decide'),
        actor: fc.constantFrom('ada', 'bob', 'vera', 'eve'),
        decision: fc.constantFrom('approve', 'reject'),
      }),
    },
    fc.constantFrom<Move>({ kind: 'raw' }, { kind: 'watch' }, { kind: 'close' }, { kind: 'confirm' }),
    fc.record<Move & { kind: 'wait' }>({
      kind: fc.constant('wait'),
      milliseconds: fc.constantFrom(1, TIMEOUT_MS / 2, TIMEOUT_MS),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

const PENDING = 'pending';

/**
 * One approval, and everything that may happen to it at once: each call to the store is a turn of the scheduler, and
 * some of them kill the process that made it. Then the watch runs until it has nothing to do.
 */
async function play(moves: readonly Move[], deaths: ReadonlySet<number>, scheduler: fc.Scheduler) {
  let calls = 0;
  let isOver = false;
  const store = new InMemoryApprovalStore(async () => {
    calls += 1;
    const mine = calls;
    if (isOver) return;
    await scheduler.schedule(Promise.resolve(), `call ${mine}`);
    if (deaths.has(mine)) throw new Killed();
  });
  const world = anApprovalWorld(store);
  const statuses = new Set<string>();
  const answers: { readonly decision: Decision; readonly status: string; readonly by: string | undefined }[] =
    [];
  const confirmed: string[] = [];
  const look = () => {
    const standing = store.approvals.get(world.id);
    if (standing && standing.status !== PENDING)
      statuses.add(`${standing.status} by ${standing.decided_by} at ${standing.decided_at}`);
  };
  let token = 0;
  const doMove = async (move: Move): Promise<void> => {
    switch (move.kind) {
      case 'ask': {
        // A task that is tried again has a new token, and the old one is closed.
        world.tasks.waiting.clear();
        token += 1;
        await world.ask(`token-${token}`);
        return;
      }
      case 'decide': {
        const decided = await world.decide(move.actor, { decision: move.decision });
        answers.push({ decision: move.decision, status: decided.status, by: decided.decided_by });
        return;
      }
      case 'raw':
        world.tasks.waiting.clear();
        return;
      case 'confirm': {
        // The machine confirms only what it waits for no more.
        if (world.tasks.waiting.size > 0) return;
        confirmed.push((await world.confirm()).decided_by);
        return;
      }
      case 'watch':
        await world.watch();
        return;
      case 'close':
        await world.close();
        return;
      case 'wait':
        world.time.now += move.milliseconds;
    }
  };
  const played = moves.map(async (move) => {
    await scheduler.schedule(Promise.resolve(), move.kind);
    await doMove(move).catch((error: unknown) => {
      if (!(error instanceof Error) || !EXPECTED.has(error.name)) throw error;
    });
    look();
  });
  await scheduler.waitFor(Promise.all(played));
  isOver = true;
  for (let round = 0; round < 3; round += 1) {
    await world.watch();
    look();
  }
  return { world, store, statuses, answers, confirmed };
}

/** What a caller may be told, and what happens to one that is killed. */
const EXPECTED = new Set([
  'Killed',
  'ApprovalNotFoundError',
  'NotAnApproverError',
  'AlreadyDecidedError',
  'ApprovalOverError',
  'ApprovalNotCountedError',
  'ApprovalRejectedError',
  'ApprovalExpiredError',
]);

describe('the protocol of an approval, whatever happens at once and whoever dies', () => {
  it('settles once, tells the machine what stands, and leaves nothing due', async () => {
    await fc.assert(
      fc.asyncProperty(
        MOVES,
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
        fc.scheduler(),
        async (moves, deaths, scheduler) => {
          const { world, store, statuses, answers, confirmed } = await play(
            moves,
            new Set(deaths),
            scheduler,
          );

          const standing = store.approvals.get(world.id);
          const settled = (await store.auditLines(world.id, 1_000)).filter(
            ({ outcome }) => outcome !== 'asked' && outcome !== 'refused',
          );
          const isSettled = standing !== undefined && standing.status !== PENDING;
          // It never changes its mind, and the audit has exactly what stands.
          expect(statuses.size).toBeLessThanOrEqual(1);
          expect(settled.map(({ outcome }) => outcome)).toEqual(isSettled ? [standing.status] : []);
          // Who was told that it is decided was told what stands, and wanted that.
          for (const answer of answers)
            expect(answer).toEqual({
              decision: standing?.status === 'approved' ? 'approve' : 'reject',
              status: standing?.status,
              by: standing?.decided_by,
            });
          // Nobody who may not has decided, and no machine went on without an approval.
          expect(['ada', 'bob', 'unknown', undefined]).toContain(standing?.decided_by);
          for (const by of confirmed)
            expect([standing?.status, standing?.decided_by]).toEqual(['approved', by]);
          // Whoever waited was told of nothing else than what stands, and of a settled one nobody waits on.
          for (const { output } of world.tasks.taken)
            expect(output).toEqual({ approval_id: world.id, decision: standing?.status });
          if (isSettled && standing.callback !== 'none') {
            expect(standing.callback).toBe('done');
            expect([...world.tasks.waiting].filter((token) => isKnown(store, token))).toEqual([]);
            expect(store.opened.size).toBe(0);
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('finds a store that lets two decide', async () => {
    const broken = () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const store = new TwoWinners(async () => {
            await scheduler.schedule(Promise.resolve());
          });
          const world = anApprovalWorld(store);
          const asked = world.ask('token-1', aQuestion());
          await scheduler.waitFor(asked);
          const both = [world.decide('ada'), world.decide('bob', { decision: 'reject' })];
          const results = await scheduler.waitFor(Promise.allSettled(both));
          expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        }),
        { numRuns: 200 },
      );

    await expect(broken()).rejects.toThrow('Property failed');
  });
});

/** Those that the store was given: a token of an asking that died before is nobody's to tell. */
function isKnown(store: InMemoryApprovalStore, token: string): boolean {
  return [...store.waiting.values()].some((tokens) => tokens.has(token));
}

/** Forgets to look whether it is pending still. */
class TwoWinners extends InMemoryApprovalStore {
  override async settle(...[settled, trace]: Parameters<InMemoryApprovalStore['settle']>) {
    const standing = this.approvals.get(settled.approval_id);
    if (standing) this.approvals.set(settled.approval_id, { ...standing, status: 'pending' });
    return super.settle(settled, trace);
  }
}
