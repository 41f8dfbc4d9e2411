import { capture } from '../engine/capture.ts';
import type { Engine, Operate } from '../engine/engine.ts';
import { keyOfWrite } from '../engine/item-key.ts';
import type { ItemWrite } from '../engine/item-write.ts';
import { parseRequest } from '../engine/request.ts';
import { ofWrite, report } from './capacity.ts';
import { DELETE, PUT, UPDATE, withExactCondition } from './write-requests.ts';

export const putItem: Operate = (engine, input) =>
  writeItem(engine, { kind: 'Put', input: withExactCondition(parseRequest(PUT, input)) });

export const updateItem: Operate = (engine, input) =>
  writeItem(engine, { kind: 'Update', input: withExactCondition(parseRequest(UPDATE, input)) });

export const deleteItem: Operate = (engine, input) =>
  writeItem(engine, { kind: 'Delete', input: withExactCondition(parseRequest(DELETE, input)) });

function writeItem({ storage, tables, locks }: Engine, write: ItemWrite): Promise<unknown> {
  return locks.hold([keyOfWrite(tables, write)], async () => {
    const captured = capture(storage, tables, write);
    await storage.commit(captured.operations);
    return {
      Attributes: captured.attributes,
      ConsumedCapacity: report(write.input.ReturnConsumedCapacity, [ofWrite(captured)])?.[0],
    };
  });
}
