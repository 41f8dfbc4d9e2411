import type { Catcher } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { parseErrorEquals } from './parse-error-equals.ts';
import { parseWrites } from './parse-flow.ts';

export function parseCatch(state: FieldReader): readonly Catcher[] {
  const readers = state.objects('Catch');
  return readers.map((reader, index) => {
    const catcher = {
      errorEquals: parseErrorEquals(reader, index === readers.length - 1),
      next: reader.requiredText('Next'),
      ...parseWrites(reader),
    };
    reader.close();
    return catcher;
  });
}
