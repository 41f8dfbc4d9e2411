import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { GATE_KEYS, INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import type { Idle } from '../incidents/ports.ts';

/** Holds a transaction of one's own to the incident's being open. */
export function whileIncidentIsOpen(TableName: string, incidentId: string): TransactWriteItem {
  return { ConditionCheck: isOpen(TableName, incidentId) };
}

/** The same; and from now on it counts as seen to by nobody only once that is so again. */
export function goingOnWithIncident(TableName: string, incidentId: string): TransactWriteItem {
  return { Update: { ...isOpen(TableName, incidentId), UpdateExpression: 'REMOVE unattended_at' } };
}

function isOpen(TableName: string, incidentId: string) {
  return {
    TableName,
    Key: marshall(INCIDENT_KEYS.record(incidentId)),
    ConditionExpression: '#status = :open',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':open': { S: 'open' } },
  };
}

/** Holds a transaction of one's own to the runbook's having done nothing for the resource since this execution. */
export function whileIdle(TableName: string, { runbook, resource, executionId }: Idle): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName,
      Key: marshall(GATE_KEYS.gate(runbook, resource)),
      ConditionExpression: 'attribute_not_exists(open_execution) AND ended_execution = :newest',
      ExpressionAttributeValues: marshall({ ':newest': executionId }),
    },
  };
}

/** Marks an open incident as one that nobody has seen to, unless it is. */
export function onceUnattended(TableName: string, incidentId: string, at: number): TransactWriteItem {
  return {
    Update: {
      TableName,
      Key: marshall(INCIDENT_KEYS.record(incidentId)),
      UpdateExpression: 'SET unattended_at = :at',
      ConditionExpression: '#status = :open AND attribute_not_exists(unattended_at)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: marshall({ ':at': at, ':open': 'open' }),
    },
  };
}
