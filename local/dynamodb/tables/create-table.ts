import type { Table } from 'dynalite/db/index.js';
import * as createTableValidation from 'dynalite/validations/createTable.js';
import type { CreateTableInput } from 'dynalite/validations/createTable.js';
import type { Types } from 'dynalite/validations/index.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Engine, Input, Operate } from '../engine/engine.ts';
import { invalid, parseRequest } from '../engine/request.ts';
import { indexesOf, itemsOf, TABLES } from '../storage/layout.ts';
import { describeNew } from './table-description.ts';
import type { TableRecord } from './tables.ts';

const TYPES: Types<CreateTableInput> = {
  ...createTableValidation.types,
  DeletionProtectionEnabled: 'Boolean',
  StreamSpecification: {
    type: 'FieldStruct<StreamSpecification>',
    children: { StreamEnabled: { type: 'Boolean', notNull: true } },
  },
};

/** Taken and dropped: nothing here is encrypted at rest, priced, throttled or found by tag. */
const WITHOUT_EFFECT = ['SSESpecification', 'TableClass', 'Tags', 'OnDemandThroughput', 'WarmThroughput'];

/** The table can be used when it has answered, where DynamoDB takes seconds. */
export const createTable: Operate = (engine, input) => {
  const request = parseCreateTable(input);
  return engine.locks.hold([TABLES + request.TableName], async () => {
    if (engine.tables.find(request.TableName)) {
      throw new AwsError('ResourceInUseException', `Table already exists: ${request.TableName}`);
    }
    return { TableDescription: await addTable(engine, request) };
  });
};

export function parseCreateTable(input: Input): CreateTableInput {
  const effective = Object.fromEntries(
    Object.entries(input).filter(([name]) => !WITHOUT_EFFECT.includes(name)),
  );
  const { custom } = createTableValidation;
  const { StreamSpecification: stream, ...request } = parseRequest({ types: TYPES, custom }, effective);
  if (stream?.StreamEnabled) throw invalid('StreamSpecification is not supported by this local DynamoDB');
  return request;
}

/** Hold the table. */
export async function addTable(
  engine: Engine,
  request: CreateTableInput,
  timeToLive: Pick<TableRecord, 'timeToLiveAttribute'> = {},
): Promise<Table> {
  // What a kill may have left of a table of this name that was being deleted.
  await engine.storage.clear(itemsOf(request.TableName));
  await engine.storage.clear(indexesOf(request.TableName));
  const description = describeNew(engine, request);
  await engine.tables.save({ description, ...timeToLive });
  return description;
}
