import { requestOf, type Mutation } from '../../clients/typescript/mutation.ts';
import type { Call } from './call.ts';

declare const isKnown: unique symbol;

/** A request that changes something. Only what the API has can become one: a wrong route or body does not compile. */
export type Change = Call & { readonly [isKnown]: true };

export const change = (mutation: Mutation): Change => requestOf(mutation) as Change;

/** What the API itself has offered, as it offers it. */
export const offered = (call: Call): Change => call as Change;
