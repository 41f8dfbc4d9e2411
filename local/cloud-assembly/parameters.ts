import { CloudAssemblyError } from './cloud-assembly-error.ts';
import type { Template } from './template.ts';

type Scalar = string | number;

export interface ParameterSources {
  /** Values given for this start, by the parameter's logical id. */
  readonly given: Readonly<Record<string, string>>;
  /** The value of an SSM parameter, for parameters of type AWS::SSM::Parameter::Value<...>. */
  lookup(ssmName: string): string | undefined;
}

const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST = /^(CommaDelimitedList|List<.+>)$/;

/** A parameter's value as `Ref` gives it: text, or a list of texts. */
export function parameterValue(
  id: string,
  declaration: Template['Parameters'][string],
  sources: ParameterSources,
): string | readonly string[] {
  const { Type, Default, AllowedValues } = declaration;
  const given: Scalar | undefined = sources.given[id] ?? Default;
  if (given === undefined) throw new CloudAssemblyError(`parameter ${id} has no value and no default`);
  if (AllowedValues && !AllowedValues.map(String).includes(String(given))) {
    throw new CloudAssemblyError(
      `parameter ${id} is ${String(given)}; allowed are ${AllowedValues.join(', ')}`,
    );
  }
  const ssm = SSM_VALUE.exec(Type);
  if (!ssm) return shaped(Type, String(given));
  const found = sources.lookup(String(given));
  if (found === undefined) {
    throw new CloudAssemblyError(
      `parameter ${id} takes its value from the SSM parameter ${String(given)}, which does not exist`,
    );
  }
  return shaped(ssm[1] ?? 'String', found);
}

function shaped(type: string, text: string): string | readonly string[] {
  return LIST.test(type) ? text.split(',').map((item) => item.trim()) : text;
}

/** A value given for a parameter that the template does not have is a typing error, not a wish. */
export function refuseUnknownParameters(template: Template, given: Readonly<Record<string, string>>): void {
  for (const id of Object.keys(given)) {
    if (!Object.hasOwn(template.Parameters, id)) {
      const known = Object.keys(template.Parameters).join(', ') || 'none';
      throw new CloudAssemblyError(`the template has no parameter ${id}; it has: ${known}`);
    }
  }
}
