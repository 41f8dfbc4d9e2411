import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import { checkNewName, parseReference, type ParameterReference } from './parameter-name.ts';
import type { ParameterStore } from './parameter-store.ts';
import type { Parameter } from './parameter.ts';

export interface PutRequest {
  readonly name: string;
  readonly value: string;
  /** That of the parameter it replaces when absent. */
  readonly type?: Parameter['Type'];
  readonly allowedPattern?: string;
  readonly overwrite: boolean;
  readonly maximumBytes: number;
}

export interface Found extends ParameterReference {
  readonly parameter: Parameter;
}

export interface Parameters {
  /** Throws ParameterNotFound, ParameterVersionNotFound. */
  get(reference: string): Found;
  /** Undefined instead. */
  find(reference: string): Found | undefined;
  below(path: string, isRecursive: boolean): readonly Found[];
  /** Answers the version. Throws what "PutParameter" documents. */
  put(request: PutRequest): number;
  /** Throws ParameterNotFound. */
  delete(name: string): void;
}

export function createParameters({ store, clock }: { store: ParameterStore; clock: Clock }): Parameters {
  const get = (text: string): Found => {
    const reference = parseReference(text);
    const parameter = store.get(reference.name);
    if (!parameter) throw notFound(text);
    if (reference.selector !== undefined && reference.selector !== String(parameter.Version)) {
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${reference.selector} of ${reference.name}. Verify the version and try again.`,
      );
    }
    return { ...reference, parameter };
  };

  return {
    get,
    find: (text) => {
      try {
        return get(text);
      } catch (error) {
        if (error instanceof AwsError) return undefined;
        throw error;
      }
    },
    below: (path, isRecursive) => {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      return store
        .list()
        .filter(
          ([name]) => name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes('/')),
        )
        .map(([name, parameter]) => ({ name, parameter }));
    },
    put: (request) => {
      const earlier = store.get(request.name);
      if (!earlier) checkNewName(request.name);
      const parameter = nextParameter(request, earlier, clock.now());
      store.set(request.name, parameter);
      return parameter.Version;
    },
    delete: (name) => {
      if (!store.get(name)) throw notFound(name);
      store.delete(name);
    },
  };
}

function nextParameter(request: PutRequest, earlier: Parameter | undefined, now: number): Parameter {
  const { value, allowedPattern, overwrite } = request;
  if (earlier && !overwrite) throw alreadyExists();
  const type = request.type ?? earlier?.Type;
  if (!type) throw invalid('A parameter type is required when you create a parameter.');
  if (Buffer.byteLength(value) > request.maximumBytes) throw tooLong(request.maximumBytes);
  checkPattern(value, allowedPattern);
  return {
    Value: value,
    Type: type,
    Version: (earlier?.Version ?? 0) + 1,
    LastModifiedDate: now / 1000,
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  };
}

function checkPattern(value: string, allowedPattern: string | undefined): void {
  if (allowedPattern === undefined || compile(allowedPattern).test(value)) return;
  throw new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
  );
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new AwsError('InvalidAllowedPatternException', `${pattern} is not a regular expression.`);
  }
}

function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}

function alreadyExists(): AwsError {
  return new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
}

function tooLong(maximumBytes: number): AwsError {
  return invalid(`Parameters of this tier support a maximum parameter value of ${maximumBytes} characters.`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
