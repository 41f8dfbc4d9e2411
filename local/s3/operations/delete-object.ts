import type { Operation } from '../protocol/operation.ts';
import { onObject, targetObject } from './target.ts';
import { readMatch } from './write-condition.ts';

export const deleteObject: Operation = {
  name: 'DeleteObject',
  route: { method: 'DELETE', on: 'key' },
  handle: async (call) => {
    const { bucket, key } = targetObject(call);
    const condition = readMatch(call.request.headers.get('if-match'));
    call.authorize(onObject('DeleteObject', bucket, key));
    if (condition.kind === 'matches') call.authorize(onObject('GetObject', bucket, key));
    await bucket.objects.remove(key, condition);
    return { statusCode: 204 };
  },
};
