import * as v from 'valibot';
import { REJECTION_CODES } from '../outcomes.ts';
import { wholeNumber, type Answer } from './answer.ts';

const rejection = v.object({
  index: v.pipe(wholeNumber, v.description('Position in the request')),
  code: v.picklist(REJECTION_CODES),
  detail: v.string(),
});

/** POST /v1/outcomes */
export const outcomesAnswer = v.pipe(
  v.object({ accepted: wholeNumber, rejected: v.array(rejection) }),
  v.examples([
    { accepted: 1, rejected: [{ index: 1, code: 'unknown_selection', detail: 'The id is not one of ours' }] },
  ]),
);

export type OutcomesAnswer = Answer<typeof outcomesAnswer>;

export type Rejection = OutcomesAnswer['rejected'][number];
