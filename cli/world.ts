import { createInterface } from 'node:readline/promises';
import { createArtisanClient, type ArtisanClient } from '../clients/typescript/index.ts';
import type { Input } from './input.ts';
import { personOf, serviceOf } from './credentials.ts';
import { profileOf, type Profile } from './profile.ts';

/** All that a command has to do with. */
export interface World {
  readonly profile: Profile;
  /** As a person. */
  readonly api: ArtisanClient;
  /** As a service, signed with AWS credentials. */
  readonly service: ArtisanClient;
  readonly isJson: boolean;
  /** JSON of one line: there is more to come. */
  readonly isLined?: boolean;
  /** Data. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly say: (text: string) => void;
  /** Undefined without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly hasColors: boolean;
  /** Of the terminal, or what fits most. */
  readonly columns: number;
  readonly signal: AbortSignal;
  /** What there is to do about a token that the API does not take. */
  readonly whyRefused: () => Promise<string>;
  /** The user of the token, and the groups. */
  readonly whoAmI: () => Promise<string>;
}

interface Output {
  readonly write: (text: string) => unknown;
  readonly on: (event: 'error', listener: (error: NodeJS.ErrnoException) => void) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a process has around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

/** The gateway ends what takes 30 s: what is not here by now never comes. */
const patienceSeconds = 35;

/** @throws UsageError for a profile that is not there */
export function createWorld(
  input: Input,
  { env, stdin, stdout, stderr }: Surroundings,
  signal: AbortSignal,
): World {
  const profile = profileOf(input.text('profile'), env);
  const person = personOf(profile, { env, username: input.text('as') });
  const clientOf = (credential: Parameters<typeof createArtisanClient>[0]['credential']) =>
    createArtisanClient({ baseUrl: profile.url, patienceSeconds, ...(credential && { credential }) });
  return {
    profile,
    api: clientOf(person.credential),
    service: clientOf(serviceOf(profile, env)),
    isJson: input.flag('json'),
    out: (text) => stdout.write(text),
    say: (text) => stderr.write(text),
    ask:
      stdin.isTTY === true && stderr.isTTY === true
        ? (question) => askAtTerminal(question, signal)
        : undefined,
    hasColors: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: (stdout.isTTY === true ? stdout.columns : undefined) ?? 100,
    signal,
    whyRefused: person.whyRefused,
    whoAmI: person.whoAmI,
  };
}

/** Ctrl-D is no answer, so nothing. */
async function askAtTerminal(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // A terminal that is read by lines gives Ctrl-C to whoever reads, not to the process.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await terminal.question(question, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return '';
  } finally {
    terminal.close();
  }
}
