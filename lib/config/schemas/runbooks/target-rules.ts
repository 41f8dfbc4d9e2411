import * as v from 'valibot';
import { formatDuration } from '../../../shared/duration.ts';
import { actingMs, timeoutFor } from '../../../contracts/acting-time.ts';
import { OPERATIONS, type OperationName } from '../../../contracts/target-names.ts';
import { LOOK_MS, TARGET_TRIES, tellingMs } from '../../../contracts/target-timing.ts';
import { isExpression } from '../../check/expression.ts';
import { quote } from '../../check/found.ts';
import { isPlainMap } from '../../check/plain-map.ts';
import type { Rule } from '../../check/rule.ts';
import type { Finding } from '../../problem.ts';
import { targets as targetsSchema, type TargetSection } from '../targets/sections.ts';
import { waysOf } from '../targets/ways.ts';
import { runbookSection, type RunbookSection } from './sections.ts';
import { placedIn, type Placed } from './steps.ts';

type Targets = Readonly<Record<string, TargetSection>>;

const ACTION = 'target.';
const RESOURCE = 'target#';

/** What runbooks say of targets, held against targets.yaml. Each runbook by itself, as soon as its own keys hold. */
export const targetsOfRunbooks: Rule = {
  findingsIn: (documents) => {
    const { targets, runbooks } = isPlainMap(documents) ? documents : {};
    const known = v.safeParse(targetsSchema, targets);
    if (!known.success) return [];
    return Object.entries(isPlainMap(runbooks) ? runbooks : {}).flatMap(([id, file]) => {
      const runbook = v.safeParse(runbookSection, file);
      if (!runbook.success) return [];
      const findings = [
        ...unknownTargets(runbook.output, known.output),
        ...tooShort(runbook.output, known.output),
      ];
      return findings.map((finding) => ({ ...finding, path: ['runbooks', id, ...finding.path] }));
    });
  },
};

function unknownTargets(runbook: RunbookSection, targets: Targets): Finding[] {
  const { resource } = runbook;
  const named = targetsNamedIn(runbook).map(({ target, path }) => ({
    target,
    path: [...path, 'inputs', 'target'],
  }));
  const locked = resource.startsWith(RESOURCE) ? resource.slice(RESOURCE.length) : '{}';
  // Braces stand for an input: known at run time only.
  const all = locked.startsWith('{') ? named : [{ target: locked, path: ['resource'] }, ...named];
  return all
    .filter(({ target }) => !Object.hasOwn(targets, target))
    .map(({ target, path }) => ({
      path,
      found: `the target ${quote(target)}`,
      allowed: `one of targets.yaml: ${Object.keys(targets).join(', ')} (one that people see to is {} there)`,
    }));
}

/** A try of a step has to hold all that it may take to ask a target and to tell it something, however slow it is. */
function tooShort(runbook: RunbookSection, targets: Targets): Finding[] {
  return targetsNamedIn(runbook).flatMap(({ target, path, doing }) => {
    const section = Object.hasOwn(targets, target) ? targets[target] : undefined;
    const { milliseconds, text } = section ? needsOf(doing, section) : NOTHING;
    if (milliseconds <= actingMs(doing.timeout / 1_000)) return [];
    const seconds = timeoutFor(milliseconds);
    const least = seconds === undefined ? 'no time-out, so a faster target' : `at least ${seconds}s`;
    const why = `each try of ${quote(doing.name)} may spend ${milliseconds / 1_000} s on ${target}`;
    return [
      {
        path: [...path, 'timeout'],
        found: formatDuration(doing.timeout),
        allowed: `${least}: ${why} (${text})`,
      },
    ];
  });
}

interface Needs {
  readonly milliseconds: number;
  readonly text: string;
}

const NOTHING: Needs = { milliseconds: 0, text: '' };

function needsOf(doing: Placed['doing'], target: TargetSection): Needs {
  const operation = operationOf(doing);
  const looks = waysOf(target, 'check').length > 0 ? looksOf(doing, operation) : 0;
  const [way] = operation === undefined ? [] : waysOf(target, operation);
  const asking = { milliseconds: looks * LOOK_MS, text: `${looks} x ${formatDuration(LOOK_MS)} to ask it` };
  const telling = way && {
    milliseconds: tellingMs(way.tryMs),
    text: `${TARGET_TRIES} x ${formatDuration(way.tryMs)} and pauses to tell it by ${way.name}`,
  };
  const parts = [...(looks > 0 ? [asking] : []), ...(telling ? [telling] : [])];
  return {
    milliseconds: parts.reduce((sum, part) => sum + part.milliseconds, 0),
    text: parts.map((part) => part.text).join(', '),
  };
}

/** An approved step plans again, and a plan looks; so does what goes by what it sees. */
function looksOf(doing: Placed['doing'], operation: OperationName | undefined): number {
  const { if_well: ifWell, unless_well: unlessWell } = doing.inputs;
  const goesBySight =
    operation === undefined || operation === 'scale' || ifWell === true || unlessWell === true;
  const isApproved = 'approval' in doing && doing.approval === true;
  return (goesBySight ? 1 : 0) + (isApproved ? 1 : 0);
}

function operationOf({ action }: Placed['doing']): OperationName | undefined {
  return OPERATIONS.find((name) => action === `${ACTION}${name}`);
}

/** Steps and compensations that name a target. An expression is known at run time only. */
function targetsNamedIn(
  runbook: RunbookSection,
): readonly (Pick<Placed, 'path' | 'doing'> & { target: string })[] {
  return placedIn(runbook).flatMap(({ path, doing }) => {
    const { target } = doing.inputs;
    const isNamed = doing.action.startsWith(ACTION) && typeof target === 'string' && !isExpression(target);
    return isNamed ? [{ path, doing, target }] : [];
  });
}
