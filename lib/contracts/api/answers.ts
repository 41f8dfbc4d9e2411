import type { GenericSchema } from 'valibot';
import { pageOf } from '../answers/answer.ts';
import type { AnswerDescription } from './description.ts';
import { pageExample } from './examples/examples.ts';

interface More {
  readonly location?: true;
  readonly example?: unknown;
}

/** One resource, with the ETag that a change of it names. */
export function resource(schema: GenericSchema, { location, example }: More = {}): AnswerDescription {
  return {
    schema,
    headers: ['etag', ...(location ? (['location'] as const) : [])],
    ...(example !== undefined && { example }),
  };
}

/** What is no resource, and has no ETag. */
export function plain(schema: GenericSchema, { location, example }: More = {}): AnswerDescription {
  return {
    schema,
    ...(location && { headers: ['location'] as const }),
    ...(example !== undefined && { example }),
  };
}

/** A page of a list. */
export function list(item: GenericSchema): AnswerDescription {
  return { schema: pageOf(item), example: pageExample(item) };
}
