import * as v from 'valibot';

/** Text that holds JSON, such as a variable of a function: whatever it says, for another schema to judge. */
export const jsonText = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return JSON.parse(dataset.value);
    } catch {
      addIssue({ message: 'expected JSON' });
      return NEVER;
    }
  }),
);
