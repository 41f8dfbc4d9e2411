import { quote } from './check/found.ts';

/** What is wrong at one path of a document, before it is known which file wrote that path. */
export interface Finding {
  readonly path: readonly string[];
  readonly found: string;
  readonly allowed: string;
}

export interface Problem {
  /** Relative to the configuration folder, such as `stages/prod.yaml`. */
  readonly file: string;
  /** Dotted, from the file's root key; `line 3, column 1` where the file is no YAML. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
}

export function problemIn(file: string, { path, found, allowed }: Finding): Problem {
  return { file, path: path.map(pathSegment).join('.'), found, allowed };
}

/** A dot within a name would read as two keys. */
function pathSegment(key: string): string {
  return /^[\w ,-]+$/.test(key) ? key : quote(key);
}

export function formatProblem({ file, path, found, allowed }: Problem): string {
  return `${file}: ${path}: found ${found}, allowed ${allowed}`;
}
