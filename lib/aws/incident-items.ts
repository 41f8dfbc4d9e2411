import type { Put, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import type { NotificationItem } from '../contracts/notification.ts';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { shorten } from '../shared/shorten.ts';
import { assign } from './update-expression.ts';

/** Of one line: an execution's error may be any length, and an incident is read whole. */
const LONGEST_TEXT = 2_000;

/**
 * An incident with its places in the lists, to write within a transaction of one's own. The record comes first, under
 * the condition that there is none of its id. Lines are apart: timelinePuts.
 */
export function incidentPuts(TableName: string, incident: IncidentItem): TransactWriteItem[] {
  const id = incident.incident_id;
  return [
    {
      Put: {
        TableName,
        Item: marshall({ ...INCIDENT_KEYS.record(id), ...incident }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    { Put: { TableName, Item: marshall({ ...INCIDENT_KEYS.listLine(id), ...summaryOf(incident) }) } },
    { Put: { TableName, Item: marshall({ ...INCIDENT_KEYS.openLine(id), ...summaryOf(incident) }) } },
  ];
}

/** Its title, in its record and in the lists, while it is open. */
export function titleUpdates(TableName: string, id: string, title: string): TransactWriteItem[] {
  const change = assign({ title });
  const everywhere = [INCIDENT_KEYS.listLine(id), INCIDENT_KEYS.openLine(id)];
  return [
    {
      Update: {
        ...{ TableName, Key: marshall(INCIDENT_KEYS.record(id)), ...change },
        ConditionExpression: '#status = :open',
        ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#status': 'status' },
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':open': { S: 'open' } },
      },
    },
    ...everywhere.map((key) => ({ Update: { TableName, Key: marshall(key), ...change } })),
  ];
}

/**
 * A line of an incident's timeline, and what people are told of it, to write within a transaction of one's own. Without
 * a condition: the transaction's own has to see to it that it happens once, and a line that was there stays the same,
 * since its id follows from what it tells of.
 */
export function timelinePuts(TableName: string, incidentId: string, line: TimelineLine): TransactWriteItem[] {
  return [{ Put: linePut(TableName, incidentId, line) }, ...notificationPuts(TableName, incidentId, line)];
}

/** The same, for a line of its own: under the condition that there is none of its id. */
export function newTimelinePuts(
  TableName: string,
  incidentId: string,
  line: TimelineLine,
): [{ Put: Put }, ...TransactWriteItem[]] {
  const ConditionExpression = 'attribute_not_exists(pk)';
  return [
    { Put: { ...linePut(TableName, incidentId, line), ConditionExpression } },
    ...notificationPuts(TableName, incidentId, line),
  ];
}

function linePut(TableName: string, incidentId: string, line: TimelineLine): Put {
  const text = shorten(line.text, LONGEST_TEXT);
  return {
    TableName,
    Item: marshall({ ...INCIDENT_KEYS.line(incidentId, line.id), ...line, text }, OMITTING),
  };
}

function summaryOf(incident: IncidentItem) {
  const { incident_id, title, severity, components, status, created_at, created_by } = incident;
  const { runbook, resource, resolved_at } = incident;
  return {
    ...{ incident_id, title, severity, components, status, created_at, created_by },
    ...(runbook !== undefined && { runbook }),
    ...(resource !== undefined && { resource }),
    ...(resolved_at !== undefined && { resolved_at }),
  };
}

/** Inputs of runbooks come from anywhere: what JSON can hold, and now and then an absent member. */
const OMITTING = { removeUndefinedValues: true };

function notificationPuts(TableName: string, incident_id: string, line: TimelineLine): TransactWriteItem[] {
  if (line.notify === undefined) return [];
  const notification: NotificationItem = {
    incident_id,
    line_id: line.id,
    kind: line.notify,
    at: line.at,
    delivered: [],
  };
  return [
    {
      Put: {
        TableName,
        Item: marshall({ ...INCIDENT_KEYS.notification(incident_id, line.id), ...notification }),
      },
    },
  ];
}
