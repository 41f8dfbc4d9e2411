import { LARGEST } from '../asl/field-reader.ts';
import { QueryEvaluationError } from '../jsonata/query-evaluation-error.ts';
import type { Template } from '../jsonata/template.ts';
import { isJsonArray, type Json } from '../json.ts';

/** Each throws QueryEvaluationError, in AWS's words, when an expression gave something else. */
export function expectText(template: Template, location: string, value: Json): string {
  return typeof value === 'string' ? value : refuse('string', { template, location, value });
}

export function expectBoolean(template: Template, location: string, value: Json): boolean {
  return typeof value === 'boolean' ? value : refuse('boolean', { template, location, value });
}

export function expectArray(template: Template, location: string, value: Json): readonly Json[] {
  return isJsonArray(value) ? value : refuse('array', { template, location, value });
}

/** Also for counts: an integer from 0 to 99,999,999. */
export function expectSeconds(template: Template, location: string, value: Json): number {
  if (typeof value !== 'number') return refuse('number', { template, location, value });
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST) return value;
  const message = `The ${location} field must be an integer from 0 to ${LARGEST}, but was ${value}`;
  throw new QueryEvaluationError(message, location);
}

interface Unexpected {
  readonly template: Template;
  readonly location: string;
  readonly value: Json;
}

function refuse(expected: string, { template, location, value }: Unexpected): never {
  const source = template.kind === 'expression' ? template.expression.source : location;
  throw new QueryEvaluationError(
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    location,
  );
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
