import type { AttributeValue, Put } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { CONTROL_KEYS } from '../contracts/tables.ts';
import type { Downshift } from '../traffic/downshifts.ts';
import type { SettingsChange } from '../traffic/ports.ts';
import type { TrafficSettings } from '../traffic/settings.ts';

type Item = Record<string, AttributeValue>;

const downshift = v.pipe(
  v.object({
    to: v.string(),
    until: v.exactOptional(v.number()),
    owner: v.string(),
    reason: v.string(),
    execution_id: v.exactOptional(v.string()),
  }),
  v.transform(({ execution_id: executionId, ...flag }): Downshift => ({
    ...flag,
    ...(executionId !== undefined && { executionId }),
  })),
);

const settingsItem = v.pipe(
  v.object({
    revision: v.number(),
    weights: v.record(v.string(), v.number()),
    weights_version: v.number(),
    minimum_version: v.number(),
    configured: v.string(),
    downshifts: v.record(v.string(), downshift),
    effects: v.exactOptional(v.array(v.string())),
  }),
  v.transform(
    ({ weights_version: weightsVersion, minimum_version: minimumVersion, ...same }): TrafficSettings => ({
      ...same,
      weightsVersion,
      minimumVersion,
    }),
  ),
);

export function toSettings(item: Item): TrafficSettings {
  return v.parse(settingsItem, unmarshall(item));
}

/** Replaces the revision before this one. */
export function settingsPut(TableName: string, next: TrafficSettings, change: SettingsChange) {
  const isFirst = next.revision === 1;
  return {
    TableName,
    Item: marshall({ ...CONTROL_KEYS.trafficSettings, ...toItem(next), ...toTrace(change) }),
    ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'revision = :before',
    ...(isFirst ? {} : { ExpressionAttributeValues: marshall({ ':before': next.revision - 1 }) }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } satisfies Put;
}

/** The SDK tries again when an answer is lost: what stands in the way may be our own first try. */
export function isOwnWrite(standing: Item | undefined, { id }: SettingsChange): boolean {
  return standing?.['change_id']?.S === id;
}

function toItem(settings: TrafficSettings): Record<string, unknown> {
  return {
    revision: settings.revision,
    weights: settings.weights,
    weights_version: settings.weightsVersion,
    minimum_version: settings.minimumVersion,
    configured: settings.configured,
    downshifts: Object.fromEntries(
      Object.entries(settings.downshifts).map(([mode, { executionId, ...flag }]) => [
        mode,
        { ...flag, ...(executionId !== undefined && { execution_id: executionId }) },
      ]),
    ),
    ...(settings.effects && { effects: settings.effects }),
  };
}

function toTrace({ id, by, at, reason }: SettingsChange): Record<string, unknown> {
  const changed_at = new Date(at).toISOString();
  return {
    change_id: id,
    changed_by: by,
    changed_at,
    ...(reason !== undefined && { change_reason: reason }),
  };
}
