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

/** @throws UsageError for a profile that is not there */
export function createWorld(input: Input, signal: AbortSignal): World {
  const { env, stdin, stdout, stderr } = process;
  const profile = profileOf(input.text('profile'), env);
  const person = personOf(profile, { env, username: input.text('as') });
  const clientOf = (credential: Parameters<typeof createArtisanClient>[0]['credential']) =>
    createArtisanClient({ baseUrl: profile.url, ...(credential && { credential }) });
  return {
    profile,
    api: clientOf(person.credential),
    service: clientOf(serviceOf(profile, env)),
    isJson: input.flag('json'),
    out: (text) => stdout.write(text),
    say: (text) => stderr.write(text),
    ask: stdin.isTTY && stderr.isTTY ? (question) => askAtTerminal(question, signal) : undefined,
    hasColors: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: stdout.isTTY ? stdout.columns : 100,
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
