import type { DrilledRunbook, DrilledStep, DrillItem } from '../../contracts/drill-item.ts';

/** The report as a page to read, to file, or to send round. */
export function drillMarkdown(drill: DrillItem): string {
  const { drill_id, by, reason, started_at, ended_at, gap_count, runbooks, gaps = [] } = drill;
  const state =
    ended_at === undefined ? 'It runs.' : `Complete at ${iso(ended_at)}, gaps: ${gap_count ?? 0}.`;
  return [
    `# Drill ${drill_id}`,
    `Started at ${iso(started_at)} by ${inline(by)}: ${inline(reason)}. ${state}`,
    ...gapList(gaps),
    ...runbooks.flatMap(runbookSection),
  ].join('\n\n');
}

function runbookSection({
  runbook,
  status,
  milliseconds,
  execution_id,
  steps,
  gaps,
}: DrilledRunbook): string[] {
  const took = milliseconds === undefined ? '' : ` in ${seconds(milliseconds)}`;
  const execution = execution_id === undefined ? '' : `, execution ${execution_id}`;
  return [
    `## ${runbook}`,
    `${status.replace('_', ' ')}${took}${execution}`,
    ...gapList(gaps),
    ...(steps.length === 0
      ? []
      : [
          [
            '| step | status | took | plan and gaps |',
            '| --- | --- | --- | --- |',
            ...steps.map(stepRow),
          ].join('\n'),
        ]),
  ];
}

function gapList(gaps: readonly string[]): readonly string[] {
  return gaps.length === 0 ? [] : [gaps.map((gap) => `- **Gap:** ${inline(gap)}`).join('\n')];
}

function stepRow({ name, status, milliseconds, plan, gaps }: DrilledStep): string {
  const took = milliseconds === undefined ? '' : seconds(milliseconds);
  const told = [...(plan === undefined ? [] : [plan]), ...gaps.map((gap) => `**Gap:** ${gap}`)].join(' ');
  return `| ${inline(name)} | ${status} | ${took} | ${inline(told)} |`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;

/** Within a cell of a table, or a sentence. */
const inline = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
