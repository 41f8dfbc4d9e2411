import type { ExecutionItem } from '../../../lib/contracts/execution-item.ts';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { Trouble } from '../../../lib/contracts/offered-command.ts';
import type { Runbook } from '../../../lib/contracts/runbook.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import type { MarkDependencies } from '../../../lib/runbooks/marks.ts';
import type {
  IncidentToOpen,
  MachineOutcome,
  MachineStatus,
  RunawayMark,
} from '../../../lib/runbooks/ports.ts';
import type { SettleDependencies } from '../../../lib/runbooks/settle-incidents.ts';
import { NoMachineError } from '../../../lib/runbooks/store-errors.ts';
import { watchRunbooks, type Watched } from '../../../lib/runbooks/watch.ts';
import { aRunbook, DISPATCH, MINUTE, NOW } from './builders.ts';
import { InMemoryRunbookStores } from './in-memory-stores.ts';
import { InMemorySettlings } from './in-memory-settlings.ts';

/** The process is gone: nothing it calls from now on has an effect. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
}

export const SETTLE_WITHIN_MS = 15 * MINUTE;

interface Incident extends IncidentToOpen {
  isOpen: boolean;
  readonly lines: Map<string, TimelineLine>;
}

/** Everything that dispatcher, endings and watch touch, in memory. */
export class RunbookWorld {
  readonly stores: InMemoryRunbookStores;
  readonly runs = new Map<string, MachineStatus>();
  readonly incidents = new Map<string, Incident>();
  readonly closed: string[] = [];
  readonly ended: ExecutionItem[] = [];
  runbooks: readonly Runbook[] = [aRunbook()];
  readonly settlings = new InMemorySettlings();
  /** Alarms that are in ALARM. */
  readonly ringing = new Set<string>();
  /** Alarms without data. */
  readonly silent = new Set<string>();
  /** Resolutions that Artisan itself has written. */
  readonly resolutions: string[] = [];
  marks: readonly RunawayMark[] = [];
  troubles: readonly Trouble[] = [];
  /** Runbooks whose machines are gone. */
  readonly withoutMachine = new Set<string>();
  time = NOW;
  readonly config = DISPATCH;

  constructor(turn?: () => Promise<void>) {
    this.stores = new InMemoryRunbookStores(turn);
  }

  /** What a process of ours is given; killed after its nth call, if it makes so many. */
  deps(killedAfter = Infinity): MarkDependencies {
    const life = { calls: 0, isOver: false };
    const mortal = <Port extends object>(port: Port): Port => asMortal(port, life, killedAfter);
    const { executions, gates, locks } = this.stores;
    return {
      executions: mortal(executions),
      gates: mortal(gates),
      locks: mortal(locks),
      machines: mortal(this.#machines()),
      incidents: mortal(this.#incidents()),
      approvals: mortal({
        closeForExecution: (id: string) => {
          this.closed.push(id);
          return Promise.resolve();
        },
      }),
      leftovers: mortal({ of: () => Promise.resolve(this.troubles) }),
      settlings: mortal(this.settlings),
      marks: mortal({ list: () => Promise.resolve(this.marks) }),
      runbooks: { all: () => Promise.resolve(this.runbooks) },
      clock: { now: () => this.time },
      config: this.config,
      onEnded: (execution) => this.ended.push(execution),
    };
  }

  /** What the watch is given to end incidents. */
  settleDeps(killedAfter = Infinity): SettleDependencies {
    const life = { calls: 0, isOver: false };
    const mortal = <Port extends object>(port: Port): Port => asMortal(port, life, killedAfter);
    const { gates, executions } = this.stores;
    return {
      settlings: mortal(this.settlings),
      gates: mortal(gates),
      executions: mortal(executions),
      incidents: mortal(this.#incidents()),
      closing: mortal(this.#closing()),
      alarms: mortal({
        look: (alarms) =>
          Promise.resolve({
            ringing: alarms.filter((one) => this.ringing.has(one)),
            silent: alarms.filter((one) => this.silent.has(one)),
          }),
      }),
      runbooks: { all: () => Promise.resolve(this.runbooks) },
      clock: { now: () => this.time },
      config: this.config,
      settleWithinMs: SETTLE_WITHIN_MS,
    };
  }

  /** The machine comes to its end by itself; nobody has been told. */
  finish(id: string, outcome: MachineOutcome = { status: 'succeeded' }): void {
    if (this.runs.get(id)?.status !== 'running') throw new Error(`${id} does not run`);
    this.runs.set(id, { at: this.time, ...outcome });
  }

  /** The machine ends, and its event arrives. */
  async end(id: string, outcome: MachineOutcome = { status: 'succeeded' }): Promise<void> {
    this.finish(id, outcome);
    await endExecution(this.deps(), id, { at: this.time, ...outcome });
  }

  /** So many looks, a minute apart. */
  async watch(minutes = 1): Promise<Watched> {
    let watched: Watched = { looked: 0, stuck: 0, failures: [] };
    for (let minute = 0; minute < minutes; minute += 1) {
      this.time += 60_000;
      watched = await watchRunbooks(this.deps());
    }
    return watched;
  }

  get running(): readonly string[] {
    return [...this.runs].flatMap(([id, { status }]) => (status === 'running' ? [id] : []));
  }

  get heldLocks(): readonly string[] {
    return [...this.stores.lockItems.values()].flatMap(({ owner }) => (owner === undefined ? [] : [owner]));
  }

  linesOf(incidentId: string): readonly TimelineLine[] {
    return [...(this.incidents.get(incidentId)?.lines.values() ?? [])];
  }

  #machines(): MarkDependencies['machines'] {
    return {
      start: ({ execution_id: id, runbook }) => {
        if (this.withoutMachine.has(runbook)) throw new NoMachineError(runbook, undefined);
        if (!this.runs.has(id)) this.runs.set(id, { status: 'running' });
        return Promise.resolve();
      },
      describe: ({ execution_id: id }) => Promise.resolve(this.runs.get(id)),
      stop: ({ execution_id: id }) => {
        if (this.runs.get(id)?.status === 'running')
          this.runs.set(id, { status: 'aborted', at: this.time, error: 'Stopped' });
        return Promise.resolve(this.runs.has(id));
      },
    };
  }

  #closing(): SettleDependencies['closing'] {
    return {
      resolveIdle: async ({ incidentId, resolution, runbook, resource, executionId }) => {
        const gate = await this.stores.gates.read(runbook, resource);
        if (gate?.open_execution !== undefined || gate?.ended_execution !== executionId) return false;
        const incident = this.incidents.get(incidentId);
        if (incident?.isOpen) this.resolutions.push(resolution);
        if (incident) incident.isOpen = false;
        return true;
      },
      escalate: async (id, line) => {
        if (this.incidents.get(id)?.isOpen) await this.#incidents().append(id, line);
      },
    };
  }

  #incidents(): MarkDependencies['incidents'] {
    return {
      isOpen: (id) => Promise.resolve(this.incidents.get(id)?.isOpen ?? false),
      needsPerson: (id, executionId) =>
        Promise.resolve(
          this.linesOf(id).some(
            ({ kind, actor, execution_id }) =>
              kind === 'warning' && execution_id === executionId && actor.startsWith('runbook:'),
          ),
        ),
      open: (incident) => {
        const id = `INC-${incident.ulid}`;
        if (!this.incidents.has(id)) this.incidents.set(id, { ...incident, isOpen: true, lines: new Map() });
        return Promise.resolve();
      },
      retitle: (id, title) => {
        const incident = this.incidents.get(id);
        if (incident?.isOpen) this.incidents.set(id, { ...incident, title });
        return Promise.resolve();
      },
      append: (id, line) => {
        const incident = this.incidents.get(id);
        if (!incident) throw new Error(`There is no ${id}`);
        if (!incident.lines.has(line.id)) incident.lines.set(line.id, line);
        return Promise.resolve();
      },
    };
  }
}

function asMortal<Port extends object>(
  port: Port,
  life: { calls: number; isOver: boolean },
  killedAfter: number,
): Port {
  return new Proxy(port, {
    get: (target, name, receiver): unknown => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        if (life.isOver) throw new KilledError();
        life.calls += 1;
        const isLast = life.calls >= killedAfter;
        life.isOver ||= isLast;
        const result: unknown = await Reflect.apply(member, target, args);
        if (isLast) throw new KilledError();
        return result;
      };
    },
  });
}
