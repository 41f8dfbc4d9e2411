import { parseDefinition } from '../../../../../local/states/asl/parse-definition.ts';
import { InvalidDefinition } from '../../../../../local/states/asl/problems.ts';

/** Why a definition is refused, each as `location: message`. */
export function problemsOf(definition: unknown): readonly string[] {
  try {
    parseDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
    return [];
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    return error.problems.map(({ location, message }) => `${location}: ${message}`);
  }
}
