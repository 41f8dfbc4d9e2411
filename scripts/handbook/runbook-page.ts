import type { ActionContract } from '../../lib/contracts/action-contract.ts';
import { ACTIONS } from '../../lib/contracts/actions.ts';
import type { Runbook, RunbookStep } from '../../lib/contracts/runbook.ts';
import { formatDuration } from '../../lib/shared/duration.ts';

const AUTOMATION = {
  automatic: 'automatic: nobody has to be there',
  semi_automatic: 'semi-automatic: a person approves what is marked so below',
} as const;

const RESOLVED = {
  when_verified: 'resolved by itself once its verification holds and its alarms are OK',
  by_person: 'resolved by a person',
} as const;

/** The page of the on-call handbook on one runbook, in Markdown. */
export function runbookPage(runbook: Runbook): string {
  return [
    `# ${runbook.title}`,
    `<!-- Made of configs/runbooks/${runbook.id}.yaml by \`npm run handbook\`: change that file, not this page. -->`,
    runbook.incident.description,
    ...facts(runbook),
    '## Steps',
    'A step that fails is tried again within its time; what passes by itself is over by then. A failure that stops the runbook takes back what has begun, newest first, and ends FAILED: the incident says so, and somebody is paged.',
    runbook.steps.map(stepItem).join('\n'),
    ...byHand(runbook),
    ...list('Manual recovery', runbook.manual_recovery, '1.'),
    ...list('Prevention', runbook.prevention, '-'),
  ].join('\n\n');
}

function facts(runbook: Runbook): readonly string[] {
  const { id, severity, automation, components, resource } = runbook;
  const rows = [
    ['Id', `\`${id}\``],
    ['Severity', severity],
    ['Automation', AUTOMATION[automation]],
    ['Recovery expected within', inWords(runbook.expected_recovery_seconds)],
    ['Ended at the latest after', inWords(runbook.timeout_seconds)],
    ['Components', components.join(', ')],
    ['Locks', `\`${resource}\`, so that nothing else acts on it meanwhile`],
    ['Started by', startedBy(runbook)],
    ['Incident', `${titles(runbook)}; ${RESOLVED[runbook.incident.resolve]}`],
  ];
  return [
    ['| | |', '| --- | --- |', ...rows.map(([name = '', text = '']) => `| ${name} | ${text} |`)].join('\n'),
  ];
}

function titles({ incident: { title, opens_as } }: Runbook): string {
  return opens_as === undefined ? title : `${opens_as}, and once it has been done ${title}`;
}

function startedBy({ triggers }: Runbook): string {
  const alarms = triggers.map(({ alarm, for_each }) => {
    const link = `[${alarm}](../operator-handbook.md#${alarm.toLowerCase()})`;
    return for_each === undefined ? link : `${link}, once for each run that is marked`;
  });
  return [...alarms, 'a person', 'the drill'].join('; ');
}

function stepItem({ id, name, action, ...step }: RunbookStep): string {
  const sentences = [
    `1. **${name}** (\`${id}\`, \`${action}\`, at most ${inWords(step.timeout_seconds)}). ${contractOf(action).does}`,
    ...namesIn(step.inputs),
    ...(step.when === undefined
      ? []
      : [`Only if \`${step.when.slice(2, -2).trim()}\`; else the incident says that it is not needed.`]),
    ...(step.approval
      ? ['**A person approves it first**, on the plan that it shows; silence means no.']
      : []),
    ...(step.on_unmet === undefined ? [] : [UNMET[step.on_unmet]]),
    step.on_failure === 'continue' ? 'If it fails, the incident says so and the runbook goes on.' : '',
    ...step.compensation.map((back) => `Taken back by: ${back.name} (\`${back.action}\`).`),
    step.no_compensation === undefined ? '' : `Not taken back: ${sentence(step.no_compensation)}`,
    step.stays === undefined ? '' : `**Stays** after a success, too: ${sentence(step.stays)}`,
  ];
  return sentences.filter((text) => text !== '').join(' ');
}

/** Which alarms a step goes by: `all_of`, `any_of` and `none_of` of its inputs. */
function namesIn(inputs: RunbookStep['inputs']): readonly string[] {
  return Object.entries(inputs).flatMap(([key, names]) =>
    Array.isArray(names) && names.every((name) => typeof name === 'string')
      ? [
          `\`${key}\`: ${names.map((name) => `[${name}](../operator-handbook.md#${name.toLowerCase()})`).join(', ')}.`,
        ]
      : [],
  );
}

const UNMET = {
  end: 'If it is not so, there is nothing to do, and the runbook ends well.',
  fail: 'If it is not so, the runbook fails.',
} as const;

function byHand({ id, inputs }: Runbook): readonly string[] {
  const names = Object.keys(inputs);
  const input =
    names.length === 0 ? '' : `, "input": {${names.map((name) => `"${name}": "..."`).join(', ')}}`;
  const body = `{"mode": "dry_run"${input}, "reason": "..."}`;
  return [
    '## Start it by hand',
    'As an operator. `dry_run` plans every step and changes nothing; `live` acts. It does not pass by the lock: while another execution holds it, or this one is open already, it answers 409 with the reason.',
    [
      '```sh',
      `curl -sS -X POST "$API/v1/runbooks/${id}/executions" -H "authorization: Bearer $TOKEN" \\`,
      `  -H 'content-type: application/json' -d '${body}'`,
      '```',
    ].join('\n'),
    ...Object.entries(inputs).map(([name, { description }]) => `- \`${name}\`: ${sentence(description)}`),
  ];
}

function list(title: string, texts: readonly string[], mark: string): readonly string[] {
  if (texts.length === 0) return [];
  return [`## ${title}`, texts.map((text) => `${mark} ${sentence(text)}`).join('\n')];
}

function contractOf(action: string): ActionContract {
  const contract = new Map<string, ActionContract>(Object.entries(ACTIONS)).get(action);
  if (contract === undefined) throw new Error(`There is no action ${action}`);
  return contract;
}

function inWords(seconds: number): string {
  return formatDuration(seconds < 600 ? seconds * 1_000 : Math.ceil(seconds / 60) * 60_000);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
