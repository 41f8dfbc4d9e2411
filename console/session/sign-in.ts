import { h } from 'preact';
import { useState } from 'preact/hooks';
import { canSignIn, signIn } from '../../functions/approval-page/page/sign-in.js';
import { Dialog } from '../view/dialog.ts';
import { clockText } from '../view/times.ts';
import { tokenIn } from './token-in.ts';

interface Props {
  readonly onToken: (token: string) => void;
  readonly failure: string | undefined;
  /** The page is there already, behind this, with what the last token brought. */
  readonly isAgain: boolean;
  /** When that token ended, in milliseconds since the epoch, where it says so. */
  readonly endedAt: number | undefined;
}

/** Asks who is here: on the pages of the user pool, or for a token where there are none, as on one's own machine. */
export function SignIn({ onToken, failure, isAgain, endedAt }: Props) {
  const [pasted, setPasted] = useState('');
  const isHosted = canSignIn();
  const submit = () => {
    if (isHosted) void signIn('console', `/console/${location.hash}`);
    else if (pasted.trim() !== '') onToken(tokenIn(pasted));
  };
  return h(
    Dialog,
    {
      title: isAgain ? 'Your token has ended' : 'Sign in to Artisan',
      onSubmit: submit,
      onClose: () => undefined,
    },
    failure !== undefined && h('p', { class: 'problem', role: 'alert' }, failure),
    h('p', {}, isAgain ? endedText(endedAt) : EXPLAINED),
    !isHosted && [h(HowToGetOne, {}), h(TokenField, { pasted, onPaste: setPasted })],
    h('p', { class: 'buttons' }, h('button', { type: 'submit' }, isHosted ? 'Sign in' : 'Use this token')),
  );
}

const EXPLAINED = 'The console reads and acts with your token, and shows what your roles may see.';

function endedText(endedAt: number | undefined): string {
  const when = endedAt === undefined ? '' : ` at ${clockText(new Date(endedAt).toISOString())}`;
  return `It ended${when}, so nothing behind this is new since then, and nothing was sent. The page goes on where it was.`;
}

/** A local stack gives tokens at the port after the API's, to programs of its machine and to no page. */
function HowToGetOne() {
  const { protocol, hostname, port } = location;
  const url = `${protocol}//${hostname}:${Number(port) + 1}/_local/tokens`;
  return [
    h('p', {}, 'On your own machine, this prints one of 15 minutes:'),
    h('pre', { tabIndex: 0 }, `curl -s ${url} -d '{"username":"admin"}'`),
  ];
}

function TokenField({
  pasted,
  onPaste,
}: {
  readonly pasted: string;
  readonly onPaste: (text: string) => void;
}) {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, 'Access token, or all that was printed, or the link of npm start'),
    h('input', {
      type: 'password',
      name: 'token',
      value: pasted,
      autocomplete: 'off',
      required: true,
      onInput: (event) => {
        onPaste(event.currentTarget.value);
      },
    }),
  );
}
