import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectRecord } from '../../../local/s3/store/object-record.ts';
import { recordFileName } from '../../../local/s3/store/object-store.ts';

/** Lays empty objects into a bucket's folder before it is opened: ten thousand PUTs would take ten seconds. */
export function seedObjects(bucketFolder: string, keys: readonly string[]): void {
  const folder = join(bucketFolder, 'objects');
  mkdirSync(folder, { recursive: true });
  for (const key of keys) {
    const record: ObjectRecord = {
      key,
      sizeBytes: 0,
      etag: 'd41d8cd98f00b204e9800998ecf8427e',
      lastModified: 0,
      headers: {},
      metadata: {},
      segments: [],
    };
    writeFileSync(join(folder, recordFileName(key)), JSON.stringify(record));
  }
}
