import * as v from 'valibot';

/** Null and absent mean the same in every place ("Implementing partial batch responses", Lambda developer guide). */
const answerSchema = v.nullish(
  v.looseObject({
    batchItemFailures: v.nullish(
      v.array(v.looseObject({ itemIdentifier: v.pipe(v.string(), v.minLength(1)) })),
    ),
  }),
);

/**
 * Which of a batch's messages failed, by the answer of a function that reports batch item failures. Nothing reported
 * means complete success; an answer that is not JSON, an identifier that is empty, null, badly named or of no message
 * of the batch means complete failure.
 */
export function failedItems(answer: string, batchIds: readonly string[]): readonly string[] {
  const parsed = v.safeParse(answerSchema, parseJson(answer));
  if (!parsed.success) return batchIds;
  const failed = parsed.output?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  return failed.every((id) => batchIds.includes(id)) ? failed : batchIds;
}

/** Undefined text and an empty answer count as null; what is not JSON as something no schema takes. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return Symbol('not JSON');
  }
}
