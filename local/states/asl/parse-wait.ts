import { isTimestamp } from '../interpreter/timestamp.ts';
import type { WaitState } from './definition.ts';
import { LARGEST, type FieldReader } from './field-reader.ts';
import { parseFlow, parseWrites } from './parse-flow.ts';

export function parseWait(name: string, reader: FieldReader): WaitState {
  return { type: 'Wait', name, until: parseUntil(reader), next: parseFlow(reader), ...parseWrites(reader) };
}

function parseUntil(reader: FieldReader): WaitState['until'] {
  const seconds = reader.integerTemplate('Seconds', { min: 0, max: LARGEST });
  const timestamp = reader.textTemplate('Timestamp');
  if (reader.has('Seconds') === reader.has('Timestamp')) {
    reader.complain('', 'A Wait state must have either Seconds or Timestamp');
  }
  if (!timestamp) return { field: 'Seconds', value: seconds ?? { kind: 'constant', value: 0 } };
  if (timestamp.kind === 'constant' && !isTimestamp(timestamp.value)) {
    reader.complain(
      'Timestamp',
      `Timestamp must be ISO-8601 with an offset, not ${JSON.stringify(timestamp.value)}`,
    );
  }
  return { field: 'Timestamp', value: timestamp };
}
