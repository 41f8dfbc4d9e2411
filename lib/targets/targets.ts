import type { TargetOperation } from '../contracts/target-operation.ts';
import type { Served } from '../contracts/target-names.ts';
import type { TargetConfig } from '../contracts/targets.ts';
import { notConfigured, planChange, withinBounds, type Asked, type Bounded, type Change } from './change.ts';
import { TargetError, TargetUnavailableError } from './errors.ts';
import type { Effect, Observation, TargetAdapter } from './ports.ts';

/** A target with the ways to reach it, in the order they are tried. */
export interface ConfiguredTarget {
  readonly config: TargetConfig;
  readonly adapters: readonly TargetAdapter[];
}

export interface Applied extends Omit<Change, 'outcome'> {
  readonly outcome: 'changed' | 'nothing_to_do' | 'not_configured';
}

/** What runbooks act on, by name. All of it throws a TargetError. */
export interface Targets {
  /** Undefined when nothing is configured that could tell. */
  check(target: string): Promise<Observation | undefined>;
  /** Changes nothing: a role that can only read will do. */
  plan(target: string, operation: TargetOperation): Promise<Change>;
  /** Plans anew and acts on that. The same effect id again has no second effect. Throws what `confirm` throws, too. */
  apply(target: string, operation: TargetOperation, effect: Effect): Promise<Applied>;
}

interface Prepared {
  readonly change: Change;
  readonly bounded?: Bounded;
  readonly adapter?: TargetAdapter;
}

export function createTargets(configured: Readonly<Record<string, ConfiguredTarget>>): Targets {
  const adapterFor = (target: string, what: Served) =>
    Object.hasOwn(configured, target)
      ? configured[target]?.adapters.find((adapter) => adapter.serves(what))
      : undefined;

  const prepare = async (
    asked: Asked,
    isSeen: (operation: TargetOperation) => boolean,
  ): Promise<Prepared> => {
    const { target, operation } = asked;
    const adapter = adapterFor(target, operation.name);
    const config = configured[target]?.config;
    if (!adapter || !config) return { change: notConfigured(asked) };
    const bounded = withinBounds(operation, config);
    const before = isSeen(operation) ? await lookAt(adapterFor(target, 'check'), operation) : undefined;
    return { change: planChange(asked, bounded, { adapter, before }), bounded, adapter };
  };

  return {
    check: async (target) => adapterFor(target, 'check')?.observe(),
    plan: async (target, operation) => {
      const { change, bounded, adapter } = await prepare({ target, operation }, () => true);
      if (bounded) await adapter?.verify?.(bounded.operation);
      return change;
    },
    apply: async (target, operation, effect) => {
      const { change, bounded, adapter } = await prepare({ target, operation }, goesByCount);
      const { outcome } = change;
      if (outcome !== 'change') return { ...change, outcome };
      if (!bounded || !adapter) throw new Error(`${target} has a change and no adapter`);
      const text = await ordered(target, () => adapter.apply(bounded.operation, effect));
      return { ...change, outcome: 'changed', text: `${change.text}: ${text}` };
    },
  };
}

/** Whoever reads that no answer came must not take it that nothing was done. */
async function ordered(target: string, order: () => Promise<string>): Promise<string> {
  try {
    return await order();
  } catch (error) {
    if (!(error instanceof TargetUnavailableError)) throw error;
    throw new TargetUnavailableError(target, `${error.said}; it may have been done all the same`, error);
  }
}

/** Nothing else needs to know how the target is before it is done, and asking a sick one takes time. */
function goesByCount({ name }: TargetOperation): boolean {
  return name === 'scale';
}

/** Without a count nothing is scaled. Anything else is done to a target that can't be asked, too: it may be why. */
async function lookAt(
  checker: TargetAdapter | undefined,
  operation: TargetOperation,
): Promise<Observation | undefined> {
  try {
    return await checker?.observe();
  } catch (error) {
    if (goesByCount(operation) || !(error instanceof TargetError)) throw error;
    return { healthy: null, values: {}, text: error.message };
  }
}
