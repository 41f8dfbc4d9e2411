import { requestOf, type Mutation, type Read } from '../clients/typescript/mutation.ts';
import { NotConfirmedError, UsageError } from './exit.ts';
import type { Input } from './input.ts';
import { facts, print } from './print.ts';
import type { World } from './world.ts';

/** `does`: what will happen, as a sentence without its full stop: `Pause the run night`. */
export type Change = Mutation & { readonly does: string };

/**
 * Asks, sends, and prints what was answered; with `--dry-run` only says what it would send.
 * @throws NotConfirmedError, UsageError without a terminal and without --yes
 */
export async function change(world: World, input: Input, asked: Change): Promise<void> {
  const { does } = asked;
  const request = requestOf(asked);
  if (input.flag('dry-run')) {
    world.say(`${does}: would send\n`);
    world.out(`${JSON.stringify(request, null, 2)}\n`);
    return;
  }
  // Read before the question: what a person says yes to is what he was shown.
  const headers = 'ifUnchanged' in asked ? { 'if-match': await etagOf(world, asked.ifUnchanged) } : {};
  await confirm(world, input, does);
  const { signal } = world;
  const { data } = await world.api.send({ ...request, headers }, { signal });
  world.say(`${does}: done\n`);
  print(world, data, () => facts(scalarsOf(data)));
}

async function etagOf({ api, signal }: World, read: Read): Promise<string> {
  const { etag = '*' } = await api.send(requestOf(read), { signal });
  return etag;
}

async function confirm(world: World, input: Input, does: string): Promise<void> {
  if (input.flag('yes')) return;
  if (!world.ask) {
    const ways = 'say --yes, or --dry-run to see what would be sent';
    throw new UsageError(`${does}? There is no terminal to ask at: ${ways}`);
  }
  const answer = await world.ask(`${does} on ${world.profile.name} (${world.profile.url})? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new NotConfirmedError('Not done');
}

function scalarsOf(data: unknown): Record<string, string | number> {
  const members = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return Object.fromEntries(
    members.flatMap(([name, value]: readonly [string, unknown]) => {
      if (typeof value === 'boolean') return [[name, String(value)]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}
