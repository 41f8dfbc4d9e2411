import * as v from 'valibot';
import type { HttpAnswer } from '../api-client.ts';
import { ANSWERS } from './answers.ts';
import type { Seen } from './launch-event.ts';
import type { Look } from './watch.ts';

/** GET as a viewer. Rejects without an answer. */
export type Get = (path: string) => Promise<HttpAnswer>;

/** An alarm as CloudWatch has it, by the name it has in configs/alarms.yaml and in the handbook. */
export interface AlarmSeen {
  readonly name: string;
  readonly isOn: boolean;
}

const NEWEST = '?limit=100';
const SAVED = `${NEWEST}&state=committed`;

/** Everything that a person on call would look at. */
export function looksAt(
  get: Get,
  alarms: () => Promise<readonly AlarmSeen[]>,
  runId: string,
): readonly Look[] {
  const read: Read = async (schema, path) => {
    const { status, body } = await get(path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return v.parse(schema, body);
  };
  return [
    async () => (await alarms()).map(alarmSeen),
    async () => trafficSeen(await read(ANSWERS.traffic, '/v1/traffic')),
    async () => (await read(ANSWERS.executions, `/v1/executions${NEWEST}`)).items.map(executionSeen),
    async () => (await read(ANSWERS.approvals, `/v1/approvals${NEWEST}`)).items.map(approvalSeen),
    lookAtIncidents(read),
    async () => {
      const { status, body } = await get(`/v1/runs/${runId}`);
      // It begins later than the looking does.
      if (status === 404) return [];
      const checkpoints = await read(ANSWERS.checkpoints, `/v1/runs/${runId}/checkpoints${SAVED}`);
      return [
        ...checkpoints.items.map((one) => checkpointSeen(runId, one)),
        ...runSeen(v.parse(ANSWERS.run, body)),
      ];
    },
  ];
}

type Read = <Schema extends v.GenericSchema>(schema: Schema, path: string) => Promise<v.InferOutput<Schema>>;

/** Timelines of incidents that are open, and once more of those that are not any longer. */
function lookAtIncidents(read: Read): Look {
  const ended = new Set<string>();
  return async () => {
    const { items } = await read(ANSWERS.incidents, `/v1/incidents${NEWEST}`);
    const unread = items.filter(({ id }) => !ended.has(id));
    const told = await Promise.all(unread.map(({ id }) => read(ANSWERS.incident, `/v1/incidents/${id}`)));
    for (const { id, status } of told) if (status === 'resolved') ended.add(id);
    return [...items.map(incidentSeen), ...told.flatMap(linesSeen)];
  };
}

type Answer<Name extends keyof typeof ANSWERS> = v.InferOutput<(typeof ANSWERS)[Name]>;
type Item<Name extends 'approvals' | 'checkpoints' | 'executions' | 'incidents'> =
  Answer<Name>['items'][number];

function alarmSeen({ name, isOn }: AlarmSeen): Seen {
  const as = isOn ? 'on' : 'off';
  return { id: `alarm/${name}`, event: 'alarm', of: name, as, text: `${name} is ${as}` };
}

function trafficSeen({ weights, downshifts, breakers }: Answer<'traffic'>): readonly Seen[] {
  const shifted = Object.keys(weights).map((mode): Seen => {
    const to = downshifts[mode];
    const text = to ? `${mode} is answered as ${to.to}: ${to.reason}` : `${mode} is answered as itself again`;
    return { id: `downshift/${mode}`, event: 'downshift', of: mode, as: to ? 'begun' : 'ended', text };
  });
  const states = breakers.map(({ model, state }): Seen => {
    // A probe of a breaker that is open says nothing until it is back.
    const as = state === 'half_open' ? 'open' : state;
    const text = `of ${model}: ${as.replace('_', ' ')}`;
    return { id: `breaker/${model}`, event: 'breaker', of: model, as, text };
  });
  return [...shifted, ...states];
}

function executionSeen({ id, runbook, status, cause }: Item<'executions'>): Seen {
  const text = `${runbook}: ${status.replace('_', ' ')}${cause === undefined ? '' : `, ${cause}`}`;
  return { id: `execution/${id}`, event: 'runbook', of: runbook, as: status, text };
}

function approvalSeen({ id, runbook, status, summary, decided_by: by }: Item<'approvals'>): Seen {
  const text =
    status === 'pending' ? `wanted: ${summary}` : `${status}${by === undefined ? '' : ` by ${by}`}`;
  return { id: `approval/${id}`, event: 'approval', of: runbook, as: status, text };
}

function incidentSeen({ id, runbook = '', status, title }: Item<'incidents'>): Seen {
  return { id: `incident/${id}`, event: 'incident', of: runbook, as: status, text: `${status}: ${title}` };
}

function linesSeen({ runbook = '', timeline }: Answer<'incident'>): readonly Seen[] {
  return timeline.map(({ id, kind, text }): Seen => ({
    id: `line/${id}`,
    event: 'told',
    of: runbook,
    as: kind,
    text,
  }));
}

function checkpointSeen(run: string, { attempt, step, size_bytes: size }: Item<'checkpoints'>): Seen {
  const text = `of step ${step}, ${size} bytes`;
  return { id: `checkpoint/${run}/${attempt}/${step}`, event: 'checkpoint', of: run, as: `${step}`, text };
}

function runSeen({ run_id: run, status, findings, lineage }: Answer<'run'>): readonly Seen[] {
  return [
    { id: `run/${run}`, event: 'run', of: run, as: status, text: status },
    ...findings.map(({ kind, attempt, step, detail }): Seen => ({
      ...{ id: `finding/${run}/${kind}/${attempt}/${step}`, event: 'finding', of: kind, as: `${step}` },
      text: `${kind.replaceAll('_', ' ')} at step ${step}: ${detail}`,
    })),
    ...lineage.map(({ attempt, step, by, reason }): Seen => ({
      ...{ id: `rollback/${run}/${attempt}`, event: 'rollback', of: by, as: `${step}` },
      text: `to step ${step}, by ${by}: ${reason}`,
    })),
  ];
}
