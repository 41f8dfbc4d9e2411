import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { parameterSchema, type Parameter } from './parameter.ts';

/** Parameters by their full names. */
export interface ParameterStore {
  get(name: string): Parameter | undefined;
  /** By name. */
  list(): readonly (readonly [string, Parameter])[];
  /** On disk before it returns, as does `delete`. */
  set(name: string, parameter: Parameter): void;
  delete(name: string): void;
}

/** In the file a text alone is short for a parameter of type String. */
const fileSchema = v.record(
  v.string(),
  v.union([
    v.pipe(
      v.string(),
      v.transform((Value) => v.parse(parameterSchema, { Value })),
    ),
    parameterSchema,
  ]),
);

/** Throws a sentence when the file is there and is not what it should be. */
export function openParameterStore(file: string | undefined): ParameterStore {
  const parameters = new Map(file === undefined ? [] : readParameters(file));
  const list = () => [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const save = (): void => {
    if (file !== undefined) writeWhole(file, `${JSON.stringify(Object.fromEntries(list()), null, 2)}\n`);
  };
  return {
    get: (name) => parameters.get(name),
    list,
    set: (name, parameter) => {
      parameters.set(name, parameter);
      save();
    },
    delete: (name) => {
      parameters.delete(name);
      save();
    },
  };
}

function readParameters(file: string): [string, Parameter][] {
  if (!existsSync(file)) return [];
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(json)) throw new Error('it is a list');
    return Object.entries(v.parse(fileSchema, json));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} is not a JSON object of parameters, {"/name": "value"}: ${reason}`, { cause });
  }
}

/** A reader, or a crash, never meets half a file. Parameters may be secrets: only the owner reads them. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
