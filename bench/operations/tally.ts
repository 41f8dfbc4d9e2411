import { TABLES } from '../selections/environment.ts';
import type { Operation } from './counted-dynamodb.ts';

/** What one selection took on average. */
export interface Tally {
  readonly reads: number;
  readonly readUnits: number;
  readonly writes: number;
  readonly writeUnits: number;
}

/** The settings and the signing key belong to the container, not to a selection: each is a GetItem of this table. */
export const isOfSettings = ({ name, table }: Operation): boolean =>
  name === 'GetItem' && table === TABLES.control;

/** So do the breakers as read for a second: one BatchGetItem. A probe would be an update, and count as a write. */
export const isOfBreakers = ({ name, table }: Operation): boolean =>
  name === 'BatchGetItem' && table === TABLES.control;

const isOfContainer = (operation: Operation): boolean => isOfSettings(operation) || isOfBreakers(operation);

export function perSelection(operations: readonly Operation[], selections: number): Tally {
  const own = operations.filter((operation) => !isOfContainer(operation));
  const reads = own.filter(({ name }) => name === 'GetItem');
  // Whatever is no GetItem counts as a write: an operation that is new here must not slip through.
  const writes = own.filter(({ name }) => name !== 'GetItem');
  return {
    reads: reads.length / selections,
    readUnits: unitsOf(reads) / selections,
    writes: writes.length / selections,
    writeUnits: unitsOf(writes) / selections,
  };
}

const unitsOf = (operations: readonly Operation[]): number =>
  operations.reduce((sum, { units }) => sum + units, 0);
