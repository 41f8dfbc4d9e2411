import { h } from 'preact';
import { useState } from 'preact/hooks';
import { canSignIn, signIn } from '../../functions/approval-page/page/sign-in.js';
import { Dialog } from '../view/dialog.ts';

interface Props {
  readonly onToken: (token: string) => void;
  readonly failure: string | undefined;
  /** The page is there already, behind this. */
  readonly isAgain: boolean;
}

/** Asks who is here: on the pages of the user pool, or for a token where there are none, as on one's own machine. */
export function SignIn({ onToken, failure, isAgain }: Props) {
  const [token, setToken] = useState('');
  const isHosted = canSignIn();
  const submit = () => {
    if (isHosted) void signIn('console', `/console/${location.hash}`);
    else if (token.trim() !== '') onToken(token.trim());
  };
  return h(
    Dialog,
    {
      title: isAgain ? 'Your token has ended' : 'Sign in to Artisan',
      onSubmit: submit,
      onClose: () => undefined,
    },
    failure !== undefined && h('p', { class: 'problem', role: 'alert' }, failure),
    h('p', {}, isAgain ? 'What you were looking at stays as it is.' : EXPLAINED),
    !isHosted && h(TokenField, { token, onToken: setToken }),
    h('p', { class: 'buttons' }, h('button', { type: 'submit' }, isHosted ? 'Sign in' : 'Use this token')),
  );
}

const EXPLAINED = 'The console reads and acts with your token, and shows what your roles may see.';

function TokenField({
  token,
  onToken,
}: {
  readonly token: string;
  readonly onToken: (token: string) => void;
}) {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, 'Access token. The link that npm start printed brings one by itself.'),
    h('input', {
      type: 'password',
      name: 'token',
      value: token,
      autocomplete: 'off',
      required: true,
      onInput: (event) => {
        onToken(event.currentTarget.value);
      },
    }),
  );
}
