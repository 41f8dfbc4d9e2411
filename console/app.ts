import { h } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { ActionDialog } from './actions/action-dialog.ts';
import type { Action } from './actions/action.ts';
import { ConsoleContext, type Console } from './context.ts';
import { createConsole } from './create-console.ts';
import { PageOf } from './pages/page-of.ts';
import { placeOf } from './routing.ts';
import { SignIn } from './session/sign-in.ts';
import type { Session } from './session/session.ts';
import { Guard } from './view/guard.ts';
import { Shell } from './view/shell.ts';

interface Props {
  readonly session: Session;
  /** Why signing in on the user pool's pages came to nothing. */
  readonly failure: string | undefined;
}

/** Who is here, where he is, and what he is being asked. A token that ends is asked for above the page, which stays. */
export function App({ session, failure }: Props) {
  const { who, isSignedOut, poller, send, onSignedIn } = useWho(session);
  const [action, setAction] = useState<Action>();
  const console = useMemo<Console | undefined>(
    () =>
      who && {
        who,
        poller,
        send,
        ask: setAction,
        signOut: () => {
          session.end();
        },
      },
    [who, poller, send, session],
  );
  const onToken = (token: string) => {
    session.use(token);
    onSignedIn();
  };
  const place = usePlace(session, onSignedIn);
  return [
    console &&
      h(
        ConsoleContext.Provider,
        { value: console },
        h(Shell, { place }, h(Guard, { key: JSON.stringify(place) }, h(PageOf, { place }))),
        action &&
          h(ActionDialog, {
            action,
            onClose: () => {
              setAction(undefined);
            },
          }),
      ),
    isSignedOut && h(SignIn, { onToken, failure, isAgain: who !== undefined, endedAt: who?.expiresAt }),
  ];
}

/** Who is here by his token, and the way to the API that goes with it. */
function useWho(session: Session) {
  const [who, setWho] = useState(session.who);
  const [isSignedOut, setSignedOut] = useState(who === undefined);
  const { poller, send } = useMemo(() => {
    const onRenewed = () => {
      setWho(session.who);
    };
    const onSignedOut = () => {
      setSignedOut(true);
    };
    return createConsole(session, { onRenewed, onSignedOut });
  }, [session]);
  const onSignedIn = useCallback(() => {
    setWho(session.who);
    setSignedOut(false);
    poller.resume();
  }, [session, poller]);
  return { who, isSignedOut, poller, send, onSignedIn };
}

/** Where the address leads. A link with a new token, opened in this tab, is taken like the first one. */
function usePlace(session: Session, onSignedIn: () => void) {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const onChange = () => {
      if (session.takeFromAddress()) onSignedIn();
      setPlace(placeOf(location.hash));
    };
    addEventListener('hashchange', onChange);
    return () => {
      removeEventListener('hashchange', onChange);
    };
  }, [session, onSignedIn]);
  return place;
}
