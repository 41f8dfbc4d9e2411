import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';

export interface ConsoleOf {
  readonly stack: Pick<RunningStack, 'url' | 'tokenOf'>;
  readonly options: Pick<StartOptions, 'noAuth'>;
}

/** Somebody with all roles: what he starts himself he may not approve. */
const WHO = 'admin';

/** Where the console is, with a token in the fragment, which no server sees. */
export async function consoleLink({ stack, options }: ConsoleOf): Promise<string> {
  const token = options.noAuth ? 'none' : await stack.tokenOf(WHO);
  return `
  The console, as ${WHO} (a token of 15 minutes; then it says how to get another one):
  ${stack.url}/console/#token=${token}

`;
}
