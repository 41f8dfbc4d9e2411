import type { Options, Schemas } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { choiceOf, oneOf } from '../choice.ts';
import { CHANGES, type Command, type OptionSpec } from '../command.ts';
import { needed } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { oneLine } from '../one-line.ts';
import { facts, print, table, time } from '../print.ts';

const text = (about: string): OptionSpec => ({ type: 'string', value: 'TEXT', about, isRequired: true });

export const incidents: readonly Command[] = [
  {
    name: 'incidents ls',
    summary: 'incidents, newest first',
    options: { ...PAGING, status: { type: 'string', value: 'STATUS', about: 'open or resolved' } },
    run: async (world, input) => {
      const query = { status: choiceOf(input, 'status', STATUSES) };
      const items = await listed(world.api.items('/v1/incidents', { query, signal: world.signal }), input);
      const rows = items.map((one) => [one.id, one.severity, one.status, time(one.created_at), one.title]);
      print(world, { items }, () => table(['INCIDENT', 'SEVERITY', 'STATUS', 'OPENED', 'TITLE'], rows));
      return undefined;
    },
  },
  {
    name: 'incidents show',
    args: '<id>',
    summary: 'its timeline, and what can be done about it',
    run: async (world, { args: [id = ''] }) => {
      const { data } = await world.api.get('/v1/incidents/{id}', { path: { id }, signal: world.signal });
      print(world, data, () => textOf(data));
      return undefined;
    },
  },
  {
    name: 'incidents create',
    summary: 'open one by hand',
    options: {
      ...CHANGES,
      title: text('in a few words'),
      description: text('what happens, and since when'),
      severity: { type: 'string', value: 'SEV', about: 'sev1 to sev4', isRequired: true },
      components: { type: 'string', value: 'A,B', about: 'what it is about', isRequired: true },
    },
    run: async (world, input) => {
      const [title, description] = [needed(input, 'title'), needed(input, 'description')];
      const severity = oneOf(SEVERITIES, needed(input, 'severity'), '--severity');
      const components = needed(input, 'components').split(',');
      await change(world, input, {
        does: `Open an incident of ${severity}: ${title}`,
        route: 'POST /v1/incidents',
        body: { title, description, severity, components },
      });
      return undefined;
    },
  },
  {
    name: 'incidents note',
    args: '<id>',
    summary: 'add a line to its timeline',
    options: { ...CHANGES, text: text('what to note') },
    run: async (world, input) => {
      const [id = ''] = input.args;
      await change(world, input, {
        does: `Add a note to ${id}`,
        route: 'POST /v1/incidents/{id}/timeline',
        path: { id },
        body: { note: needed(input, 'text') },
      });
      return undefined;
    },
  },
  {
    name: 'incidents resolve',
    args: '<id>',
    summary: 'it is over',
    options: { ...CHANGES, resolution: text('what was done') },
    run: async (world, input) => {
      const [id = ''] = input.args;
      await change(world, input, {
        does: `Resolve ${id}`,
        route: 'POST /v1/incidents/{id}/resolve',
        path: { id },
        body: { resolution: needed(input, 'resolution') },
        ifUnchanged: { route: 'GET /v1/incidents/{id}', path: { id } },
      });
      return undefined;
    },
  },
];

type Severity = Options<'/v1/incidents', 'post'>['body']['severity'];
const SEVERITIES: readonly Severity[] = ['sev1', 'sev2', 'sev3', 'sev4'];

type Incident = Schemas['Incident'];

const STATUSES: readonly Incident['status'][] = ['open', 'resolved'];

function textOf(incident: Incident): string {
  const { timeline, commands } = incident;
  const lines = timeline.map(({ at, kind, text, actor }) => [time(at), kind, text, actor]);
  return [
    `${incident.severity} ${oneLine(incident.title)}\n\n`,
    facts({
      incident: incident.id,
      status: incident.status,
      components: incident.components.join(', '),
      runbook: incident.runbook,
      executions: incident.executions.join(', ') || undefined,
      approvals: incident.approvals.join(', ') || undefined,
      resolution: incident.resolution,
    }),
    `\n${oneLine(incident.description)}\n\n`,
    table(['AT', 'KIND', 'WHAT', 'WHO'], lines),
    ...(commands.length > 0 ? ['\nWhat can be done\n'] : []),
    ...commands.map(({ title, method, path }) => `- ${oneLine(title)}: ${method} ${path}\n`),
  ].join('');
}
