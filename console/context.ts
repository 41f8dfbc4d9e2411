import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action } from './actions/action.ts';
import type { Send } from './api/call.ts';
import type { Poller } from './live/poller.ts';
import type { Who } from './session/who.ts';

/** What every part of the console may need. */
export interface Console {
  readonly who: Who;
  readonly poller: Poller;
  readonly send: Send;
  /** Asks whoever is here whether to do it, in a dialog. */
  readonly ask: (action: Action) => void;
  readonly signOut: () => void;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('A part of the console is shown outside of it');
  return console;
}
