import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds: for the back-off between two tries, never to wait for something to happen. */
export type Pause = (milliseconds: number) => Promise<void>;

export const systemPause: Pause = (milliseconds) => setTimeout(milliseconds);
