import * as v from 'valibot';

const outcomesAnswer = v.object({
  accepted: v.number(),
  rejected: v.array(v.object({ code: v.string(), detail: v.string() })),
});

/** What a caller reads of the answer to a batch. */
export type OutcomesAnswer = v.InferOutput<typeof outcomesAnswer>;

export function parseOutcomesAnswer(body: unknown): OutcomesAnswer {
  return v.parse(outcomesAnswer, body);
}
