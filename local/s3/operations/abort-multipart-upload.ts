import type { Operation } from '../protocol/operation.ts';
import { onObject, targetObject } from './target.ts';

export const abortMultipartUpload: Operation = {
  name: 'AbortMultipartUpload',
  route: { method: 'DELETE', on: 'key', markers: ['uploadId'] },
  handle: async (call) => {
    const { bucket, key } = targetObject(call);
    call.authorize(onObject('AbortMultipartUpload', bucket, key));
    const { record } = bucket.uploads.find(key, call.request.query.get('uploadId') ?? '');
    await bucket.uploads.abort(record);
    return { statusCode: 204 };
  },
};
