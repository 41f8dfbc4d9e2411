import * as describeTableValidation from 'dynalite/validations/describeTable.js';
import * as listTablesValidation from 'dynalite/validations/listTables.js';
import type { Input, Operate } from '../engine/engine.ts';
import { invalid, parseRequest } from '../engine/request.ts';
import { indexesOf, itemsOf, TABLES } from '../storage/layout.ts';

/** Amazon DynamoDB API Reference, "ListTables". */
const DEFAULT_LIMIT = 100;

const nameIn = (input: Input): string => parseRequest(describeTableValidation, input).TableName;

export const describeTable: Operate = ({ tables }, input) => ({
  Table: tables.get(nameIn(input)).description,
});

/** No backups are taken; DynamoDB reports the continuous ones as enabled for every table. */
export const describeContinuousBackups: Operate = ({ tables }, input) => {
  tables.get(nameIn(input));
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
};

export const listTables: Operate = ({ tables }, input) => {
  const { Limit: limit = DEFAULT_LIMIT, ExclusiveStartTableName: start = '' } = parseRequest(
    listTablesValidation,
    input,
  );
  const names = tables.all().map(({ description }) => description.TableName);
  const following = names.filter((name) => name > start);
  const page = following.slice(0, limit);
  return {
    TableNames: page,
    ...(following.length > page.length && { LastEvaluatedTableName: page.at(-1) }),
  };
};

export const deleteTable: Operate = ({ tables, storage, locks }, input) => {
  const name = nameIn(input);
  return locks.hold([TABLES + name], async () => {
    const { description } = tables.get(name);
    if (description.DeletionProtectionEnabled) {
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. ' +
          'Disable deletion protection first.',
      );
    }
    await tables.remove(name);
    await storage.clear(itemsOf(name));
    await storage.clear(indexesOf(name));
    return { TableDescription: { ...description, TableStatus: 'DELETING' } };
  });
};
