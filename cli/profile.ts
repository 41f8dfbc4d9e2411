import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { UsageError } from './exit.ts';

export interface Profile {
  readonly name: string;
  readonly url: string;
  /** Where a local stack answers AWS clients, and gives tokens to whoever sits at the machine. */
  readonly localAws?: string;
  /** Prints a token of the user pool. */
  readonly tokenCommand?: string;
  readonly region?: string;
}

/** With a path where the stage has one. What comes after it would be lost; a password would be printed with errors. */
const httpUrl = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\/[^?#@\s]+$/, 'allowed is a URL with http or https, without ?, # and @'),
);
const profiles = v.record(
  v.string(),
  v.strictObject({
    url: httpUrl,
    token_command: v.optional(v.string()),
    region: v.optional(v.string()),
    local_aws: v.optional(httpUrl),
  }),
);

const LOCAL: Profile = {
  name: 'local',
  url: 'http://127.0.0.1:4700',
  localAws: 'http://127.0.0.1:4701',
  region: 'us-east-1',
};

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The one that is asked for, else that of ARTISAN_PROFILE, else ARTISAN_URL, else the local stack.
 * @throws UsageError when there is no such profile, or its file is wrong
 */
export function profileOf(asked: string | undefined, env: Variables): Profile {
  const name = asked ?? env['ARTISAN_PROFILE'];
  const url = env['ARTISAN_URL'];
  if (name === undefined && url !== undefined) return urlProfile(url, env);
  if (name === undefined) return LOCAL;
  const file = profilesFile(env);
  const found = read(file)[name];
  if (found) {
    const { url: of, token_command: tokenCommand, region, local_aws: localAws } = found;
    return {
      name,
      url: of,
      ...(tokenCommand !== undefined && { tokenCommand }),
      ...(region !== undefined && { region }),
      ...(localAws !== undefined && { localAws }),
    };
  }
  if (name === LOCAL.name) return LOCAL;
  throw new UsageError(`There is no profile "${name}" in ${file}`);
}

function urlProfile(url: string, env: Variables): Profile {
  if (!v.safeParse(httpUrl, url).success)
    throw new UsageError(
      'ARTISAN_URL is none of a stage: allowed is a URL with http or https, without ?, # and @',
    );
  const localAws = env['ARTISAN_LOCAL_AWS'];
  return { name: 'ARTISAN_URL', url, ...(localAws !== undefined && { localAws }) };
}

function profilesFile(env: Variables): string {
  const { XDG_CONFIG_HOME: folder = '' } = env;
  return join(folder === '' ? join(homedir(), '.config') : folder, 'artisan', 'profiles.json');
}

function read(file: string): v.InferOutput<typeof profiles> {
  if (!existsSync(file)) return {};
  try {
    const found = v.parse(profiles, JSON.parse(readFileSync(file, 'utf8')));
    refuseOthers(file);
    return found;
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Its commands are run. Windows has no such modes. */
function refuseOthers(file: string): void {
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o002) !== 0;
  if (isOpen) throw new Error('anybody may write it, and what it names is run. chmod o-w it first');
}
