/** For an environment of a process that is given nothing else of ours: it compiles its modules once for all of its kind. */
export const compileCache: Readonly<Record<string, string>> = ((
  folder = process.env['NODE_COMPILE_CACHE'],
) => (folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }))();
