import type { Event, Stack } from './a-stack.ts';

/** Event types in order, e.g. to see which way an execution went. */
export async function typesOf(stack: Stack, executionArn: string): Promise<readonly string[]> {
  return (await stack.history(executionArn)).map(({ type }) => type);
}

/** Names of the states that were entered, in order. */
export async function statesOf(stack: Stack, executionArn: string): Promise<readonly string[]> {
  const events = await stack.history(executionArn);
  return events.filter(({ type }) => type.endsWith('StateEntered')).map((event) => nameOf(event));
}

export function nameOf(event: Event): string {
  return String(detailsOf(event)['name']);
}

/** The event's `...EventDetails`. */
export function detailsOf(event: Event | undefined): Readonly<Record<string, unknown>> {
  const [, details = {}] =
    Object.entries(event ?? {}).find(([member]) => member.endsWith('EventDetails')) ?? [];
  return details as Readonly<Record<string, unknown>>;
}

/** The only, or the first, event of a type. */
export async function eventOf(stack: Stack, executionArn: string, type: string): Promise<Event | undefined> {
  return (await stack.history(executionArn)).find((event) => event.type === type);
}

/** The execution's output, parsed. */
export async function outputOf(stack: Stack, executionArn: string): Promise<unknown> {
  const { status, output, error, cause } = await stack.describe(executionArn);
  if (status !== 'SUCCEEDED')
    throw new Error(`The execution is ${String(status)}: ${String(error)}: ${String(cause)}`);
  return JSON.parse(String(output));
}
