import type { FailState } from '../asl/definition.ts';
import type { Template } from '../jsonata/template.ts';
import { StatesError } from './states-error.ts';
import { expectText } from './typed-result.ts';
import type { Visit } from './visit.ts';

export async function runFail(visit: Visit, { error, cause }: FailState): Promise<never> {
  const text = async (field: 'Error' | 'Cause', template: Template | undefined) =>
    template && expectText(template, field, await visit.evaluate(template, field));
  throw new StatesError(await text('Error', error), await text('Cause', cause));
}
