import { isDeepStrictEqual } from 'node:util';
import type { Table } from 'dynalite/db/index.js';
import type { CreateTableInput } from 'dynalite/validations/createTable.js';
import type { Resource } from '../../cloud-assembly/resource.ts';
import type { Engine } from '../engine/engine.ts';
import { TABLES } from '../storage/layout.ts';
import { addTable } from '../tables/create-table.ts';
import { reindex } from '../tables/reindex.ts';
import { describeNew } from '../tables/table-description.ts';
import type { TableRecord } from '../tables/tables.ts';
import { readTableTemplate, type TableTemplate } from './table-template.ts';

const TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Creates what is missing and changes what differs. Everything is read before anything is done. */
export async function provisionTables(engine: Engine, resources: readonly Resource[]): Promise<void> {
  const templates = resources
    .filter(({ type }) => TYPES.includes(type))
    .map((resource) => readTableTemplate(resource, engine.environment));
  for (const template of templates) {
    const name = template.request.TableName;
    await engine.locks.hold([TABLES + name], () =>
      provisionTable(engine, template, engine.tables.find(name)),
    );
  }
}

async function provisionTable(
  engine: Engine,
  { request, ...timeToLive }: TableTemplate,
  existing: TableRecord | undefined,
): Promise<void> {
  if (!existing) {
    await addTable(engine, request, timeToLive);
    return;
  }
  const description = describeAgain(engine, request, existing.description);
  if (!isDeepStrictEqual(indexesOf(existing.description), indexesOf(description))) {
    // A table without indexes until they are whole: a kill in between is put right by the next start.
    const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local, ...unindexed } = description;
    await engine.tables.save({ description: unindexed, ...timeToLive });
    if (global || local) await reindex(engine, description);
  }
  await engine.tables.save({ description, ...timeToLive });
}

function describeAgain(engine: Engine, request: CreateTableInput, existing: Table): Table {
  const description = describeNew(engine, request);
  const [was, is] = [keyOf(existing), keyOf(description)];
  if (!isDeepStrictEqual(was, is)) {
    throw new Error(
      `Table ${request.TableName} exists with the key ${JSON.stringify(was)}, the template has ` +
        `${JSON.stringify(is)}: delete the table, or give it another name.`,
    );
  }
  const { TableId, CreationDateTime } = existing;
  return { ...description, TableId, CreationDateTime };
}

const typeIn = (table: Table, attribute: string) =>
  table.AttributeDefinitions.find(({ AttributeName: name }) => name === attribute)?.AttributeType;

const keyOf = (table: Pick<Table, 'KeySchema'>, of = table as Table) =>
  table.KeySchema.map(
    ({ AttributeName: name, KeyType: role }) => `${name} ${role} ${String(typeIn(of, name))}`,
  );

function indexesOf(table: Table): unknown {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return Object.fromEntries(
    indexes.map((index) => [index.IndexName, [keyOf(index, table), index.Projection]] as const),
  );
}
