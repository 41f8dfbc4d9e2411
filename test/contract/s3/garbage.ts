import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a bucket's folder that nothing in it names. */
export function garbageIn(bucketFolder: string): string[] {
  const files = readdirSync(bucketFolder, { recursive: true, encoding: 'utf8' });
  const records = files.filter((name) => name.endsWith('.json'));
  const text = records.map((name) => readFileSync(join(bucketFolder, name), 'utf8')).join('\n');
  const content = readdirSync(join(bucketFolder, 'content'));
  return [...content.filter((id) => !text.includes(id)), ...files.filter((name) => name.endsWith('.tmp'))];
}
