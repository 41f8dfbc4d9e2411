import { isPossibleErrorName } from './error-names.ts';
import type { FieldReader } from './field-reader.ts';

/** The names that a retrier or a catcher takes. `States.ALL` stands alone, and in the last one only. */
export function parseErrorEquals(reader: FieldReader, last: boolean): readonly string[] {
  const names = reader.texts('ErrorEquals');
  if (names.includes('States.ALL') && (names.length > 1 || !last)) {
    reader.complain('ErrorEquals', "'States.ALL' must stand alone, in the last retrier or catcher");
  }
  for (const name of names) {
    if (!isPossibleErrorName(name)) {
      reader.complain(
        'ErrorEquals',
        `'${name}' is no predefined error name, and others may not begin with States.`,
      );
    }
  }
  return names;
}
