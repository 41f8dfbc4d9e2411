import { h } from 'preact';
import type { ExecutionAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { RESOURCES } from '../api/resources.ts';
import type { StateNode, StepSeen } from '../graph/states.ts';
import { useLive } from '../live/use-live.ts';
import { Badge } from '../view/badge.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { section } from '../view/section.ts';
import { valueText } from '../view/value-text.ts';
import { clockText, lastedText } from '../view/times.ts';
import { useNow } from '../view/use-now.ts';

interface Props {
  readonly node: StateNode;
  readonly execution: Pick<ExecutionAnswer, 'id' | 'mode'>;
}

/** What a state did, each time it was entered. */
export function StepDetails({ node: { label, seen, status }, execution }: Props) {
  const { stage = 'STAGE' } = useLive(RESOURCES.version).body ?? {};
  return section(
    { id: 'step', 'aria-live': 'polite' },
    [`${label} `, h(Badge, { status })],
    seen.length === 0 && h('p', { class: 'faint' }, 'It has done nothing.'),
    ...seen.map((step) => h(StepFacts, { key: `${step.name} ${step.started_at}`, step })),
    seen.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, 'Logs: how each of its tries ended, and errors whole'),
        h('pre', { tabIndex: 0 }, logsCommand(stage, execution)),
      ),
  );
}

/** Lines of the function that did it: each names its step. */
function logsCommand(stage: string, { id, mode }: Props['execution']): string {
  const group = `/aws/lambda/artisan-${stage}-runbook-${mode === 'live' ? 'steps' : 'plans'}`;
  return `aws logs filter-log-events --log-group-name ${group} --filter-pattern '"${id}"'`;
}

function StepFacts({ step }: { readonly step: StepSeen }) {
  const now = useNow();
  const { name, status, started_at, ended_at, input, output, error, cause } = step;
  const facts: readonly Fact[] = [
    ['State', [name, ' ', h(Badge, { status })]],
    ['Time', `${clockText(started_at)}, ${lastedText(started_at, ended_at, now)}`],
    ...(input === undefined ? [] : [['Input', h('pre', { tabIndex: 0 }, valueText(input))] as const]),
    ...(error === undefined
      ? []
      : [['Error', `${error}${cause === undefined ? '' : `: ${cause}`}`] as const]),
    ...(output === undefined || output === null ? [] : outputFacts(output)),
  ];
  return h(Facts, { facts });
}

/** What it says of itself comes first, and the rest as it is. */
function outputFacts(output: unknown): readonly Fact[] {
  const text = typeof output === 'object' && output !== null && 'text' in output ? output.text : undefined;
  const raw: Fact = ['Output', h('pre', { tabIndex: 0 }, valueText(output))];
  return typeof text === 'string' ? [['Said', text], raw] : [raw];
}
