import type { ObjectRecord } from '../../../../../local/s3/store/object-record.ts';

export const anObject = (changes: Partial<ObjectRecord> = {}): ObjectRecord => ({
  key: 'key',
  sizeBytes: 0,
  etag: 'd41d8cd98f00b204e9800998ecf8427e',
  lastModified: 0,
  headers: {},
  metadata: {},
  segments: [],
  ...changes,
});
