import * as describeTableValidation from 'dynalite/validations/describeTable.js';
import type { TableInput } from 'dynalite/validations/describeTable.js';
import type { Types } from 'dynalite/validations/index.js';
import type { Operate } from '../engine/engine.ts';
import { invalid, parseRequest } from '../engine/request.ts';
import { TABLES } from '../storage/layout.ts';

interface TimeToLiveSpecification {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

const { TableName } = describeTableValidation.types;

const TYPES: Types<TableInput & { readonly TimeToLiveSpecification: TimeToLiveSpecification }> = {
  TableName,
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      AttributeName: {
        type: 'String',
        notNull: true,
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 255,
      },
      Enabled: { type: 'Boolean', notNull: true },
    },
  },
};

/** In effect when it has answered, and as often as wanted; DynamoDB takes up to an hour and refuses a second change. */
export const updateTimeToLive: Operate = ({ tables, locks }, input) => {
  const { TableName: name, TimeToLiveSpecification: wanted } = parseRequest({ types: TYPES }, input);
  return locks.hold([TABLES + name], async () => {
    const { description, timeToLiveAttribute: current } = tables.get(name);
    assertChanges(current, wanted);
    await tables.save({ description, ...(wanted.Enabled && { timeToLiveAttribute: wanted.AttributeName }) });
    return { TimeToLiveSpecification: wanted };
  });
};

export const describeTimeToLive: Operate = ({ tables }, input) => {
  const { TableName: name } = parseRequest(describeTableValidation, input);
  const { timeToLiveAttribute: attribute } = tables.get(name);
  return {
    TimeToLiveDescription:
      attribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
  };
};

function assertChanges(current: string | undefined, wanted: TimeToLiveSpecification): void {
  if (current === undefined && !wanted.Enabled) throw invalid('TimeToLive is already disabled');
  if (current !== undefined && current !== wanted.AttributeName) {
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  }
  if (current !== undefined && wanted.Enabled) throw invalid('TimeToLive is already enabled');
}
