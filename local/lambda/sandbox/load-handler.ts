import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** `folder/module.export`, where the export may be nested (`ns.handler`). */
const HANDLER = /^(?<folder>.*\/)?(?<module>[^./]*)\.(?<path>[^/]+)$/;
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** Finds what `_HANDLER` names, by the rules of the official runtime interface client (version 4, for Node.js 24). */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  const { folder = '', module, path } = HANDLER.exec(handler)?.groups ?? {};
  if (handler.includes('..')) {
    const hint = 'Use absolute paths when specifying root directories in handler names.';
    throw new RuntimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. ${hint}`,
    );
  }
  if (module === undefined || path === undefined) {
    throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const loaded = await loadModule(resolve(taskRoot, folder), module);
  const found = findIn(loaded, path) ?? findIn(findIn(loaded, 'default'), path);
  if (found === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (!isHandler(found)) throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is not a function`);
  if (found.length >= 3) {
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
        'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
        'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found;
}

async function loadModule(folder: string, name: string): Promise<unknown> {
  try {
    for (const extension of EXTENSIONS) {
      const file = join(folder, `${name}${extension}`);
      if (existsSync(file)) return (await import(pathToFileURL(file).href)) as unknown;
    }
    const require = createRequire(join(folder, 'index.js'));
    return require(require.resolve(name, { paths: [folder] })) as unknown;
  } catch (thrown) {
    if (Error.isError(thrown) && thrown.name === 'SyntaxError') {
      throw Object.assign(new RuntimeError('Runtime.UserCodeSyntaxError', String(thrown)), {
        stack: thrown.stack,
      });
    }
    if (Error.isError(thrown) && 'code' in thrown && thrown.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('Runtime.ImportModuleError', String(thrown));
    }
    throw thrown;
  }
}

function findIn(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (found, key) =>
        typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined,
      from,
    );
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function';
