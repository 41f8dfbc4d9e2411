import { capacityUnits, type Item } from 'dynalite/db/index.js';
import type { Captured } from '../engine/capture.ts';
import type { IndexWrite } from '../engine/index-writes.ts';

/** What ReturnConsumedCapacity asked for. */
export type CapacityMode = 'INDEXES' | 'TOTAL' | 'NONE' | undefined;

/** What one item of a request used of its table and its indexes. */
export interface Consumption {
  readonly table: string;
  readonly tableUnits: number;
  readonly indexWrites: readonly Pick<IndexWrite, 'index' | 'scope' | 'units'>[];
}

/** A transaction prepares and commits: Amazon DynamoDB Developer Guide, "Capacity management for transactions". */
export const TRANSACTIONAL = 2;

/** The larger of the item before and after counts: Amazon DynamoDB Developer Guide, "Write request units". */
export function ofWrite({ table, before, after, indexWrites }: Captured, factor = 1): Consumption {
  const tableUnits = factor * Math.max(capacityUnits(before, false), capacityUnits(after, false));
  const ofIndexes = indexWrites.map((write) => ({ ...write, units: factor * write.units }));
  return { table, tableUnits, indexWrites: ofIndexes };
}

export function ofTransactionalRead(table: string, item: Item | undefined): Consumption {
  return { table, tableUnits: TRANSACTIONAL * capacityUnits(item, true, true), indexWrites: [] };
}

/** ConsumedCapacity as AWS reports it: one entry for each table. Undefined when it was not asked for. */
export function report(mode: CapacityMode, consumptions: readonly Consumption[]): unknown[] | undefined {
  if (mode !== 'INDEXES' && mode !== 'TOTAL') return undefined;
  const byTable = Map.groupBy(consumptions, ({ table }) => table);
  return [...byTable].map(([table, entries]) => ofTable(mode, table, entries));
}

function ofTable(mode: 'INDEXES' | 'TOTAL', table: string, entries: readonly Consumption[]): unknown {
  const tableUnits = sum(entries.map((entry) => entry.tableUnits));
  const indexWrites = entries.flatMap((entry) => entry.indexWrites);
  const total = { TableName: table, CapacityUnits: tableUnits + sum(indexWrites.map(({ units }) => units)) };
  if (mode === 'TOTAL') return total;
  return {
    ...total,
    Table: { CapacityUnits: tableUnits },
    LocalSecondaryIndexes: ofIndexes(indexWrites.filter(({ scope }) => scope === 'Local')),
    GlobalSecondaryIndexes: ofIndexes(indexWrites.filter(({ scope }) => scope === 'Global')),
  };
}

function ofIndexes(writes: Consumption['indexWrites']): unknown {
  if (writes.length === 0) return undefined;
  const byIndex = Map.groupBy(writes, ({ index }) => index);
  return Object.fromEntries(
    [...byIndex].map(([index, entries]) => [
      index,
      { CapacityUnits: sum(entries.map(({ units }) => units)) },
    ]),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
