import { isJsonObject, type Json } from '../json.ts';
import { parseJsonText } from '../json-text.ts';
import type { Definition } from './definition.ts';
import { FieldReader, LARGEST } from './field-reader.ts';
import { groupParser } from './parse-group.ts';
import { InvalidDefinition, type Problem } from './problems.ts';
import { JSONPATH } from './query-language.ts';
import { findShadowedVariables } from './variable-scopes.ts';

/** 1 MB ("Step Functions service quotas"). */
const LARGEST_DEFINITION_BYTES = 1024 * 1024;

/** Reads Amazon States Language. Throws InvalidDefinition for what is wrong and for what is not supported here. */
export function parseDefinition(text: string): Definition {
  const fields = parseObject(text);
  const problems: Problem[] = [];
  const reader = new FieldReader(fields, '/', problems);
  const definition = {
    ...groupParser(reader.text('QueryLanguage') ?? JSONPATH)(reader),
    timeoutSeconds: reader.integer('TimeoutSeconds', { min: 1, max: LARGEST }),
  };
  const version = reader.text('Version') ?? '1.0';
  if (version !== '1.0') reader.complain('Version', `Version must be 1.0, not ${version}`);
  reader.close();
  problems.push(...findShadowedVariables(definition));
  if (problems.length > 0) throw new InvalidDefinition(problems);
  return definition;
}

function parseObject(text: string) {
  if (Buffer.byteLength(text) > LARGEST_DEFINITION_BYTES) {
    throw refusal(
      'SCHEMA_VALIDATION_FAILED',
      `The definition is larger than ${LARGEST_DEFINITION_BYTES} bytes`,
    );
  }
  const value = parseJson(text);
  if (!isJsonObject(value)) {
    throw refusal('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object');
  }
  return value;
}

function parseJson(text: string): Json {
  try {
    return parseJsonText(text);
  } catch (error) {
    throw refusal('INVALID_JSON_DESCRIPTION', error instanceof Error ? error.message : String(error));
  }
}

function refusal(code: Problem['code'], message: string): InvalidDefinition {
  return new InvalidDefinition([{ code, message, location: '/' }]);
}
