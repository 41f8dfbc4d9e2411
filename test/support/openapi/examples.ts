import * as v from 'valibot';
import { routeOf } from '../../../lib/contracts/route-of.ts';
import { readDocument } from './answer-checker.ts';

const document = readDocument();

const content = v.object({ schema: v.unknown(), example: v.exactOptional(v.unknown()) });
const reference = v.object({ $ref: v.string() });
const schemaWithExamples = v.looseObject({ examples: v.looseTuple([v.unknown()]) });

/** What the document shows as the answer of the route that takes a request. @throws Error when it shows none */
export function exampleAnswer(method: string, path: string): unknown {
  const [, template = ''] = routeOf(method, path)?.split(' ') ?? [];
  const responses = document.paths[template]?.[method.toLowerCase()]?.responses ?? {};
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const { schema, example } = v.parse(content, good?.content?.['application/json']);
  if (example !== undefined) return example;
  const own = v.is(reference, schema)
    ? document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
    : schema;
  return v.parse(schemaWithExamples, own).examples[0];
}
