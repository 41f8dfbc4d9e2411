import type { FieldReader } from './field-reader.ts';

/** AWS's default. */
export const JSONPATH = 'JSONPath';
export const JSONATA = 'JSONata';

/** False for a state in JSONPath, the language of states that name none in machines that name none. */
export function checkQueryLanguage(state: FieldReader, ofMachine: string): boolean {
  const language = state.text('QueryLanguage') ?? ofMachine;
  if (language === JSONATA) return true;
  state.complain(
    state.has('QueryLanguage') ? 'QueryLanguage' : '',
    language === JSONPATH
      ? `The state is in JSONPath (QueryLanguage is ${JSONPATH} unless set): this local stack runs ${JSONATA} only`
      : `QueryLanguage must be ${JSONATA}, not ${language}`,
  );
  return false;
}
