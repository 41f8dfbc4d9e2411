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

/** An integer from 0 to 99,999,999: a count, or seconds. */
export function expectCount(template: Template, location: string, value: Json): number {
  if (typeof value !== 'number') return refuse('number', { template, location, value });
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST) return value;
  throw outOfRange(location, 0, value);
}

export function expectPositive(template: Template, location: string, value: Json): number {
  const count = expectCount(template, location, value);
  if (count > 0) return count;
  throw outOfRange(location, 1, count);
}

function outOfRange(location: string, least: number, value: number): QueryEvaluationError {
  const range = `an integer from ${least} to ${LARGEST}`;
  return new QueryEvaluationError(`The ${location} field must be ${range}, but was ${value}`, location);
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
