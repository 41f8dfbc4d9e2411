import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { requestOf } from '../../clients/typescript/mutation.ts';
import { useConsole } from '../context.ts';
import { Dialog } from '../view/dialog.ts';
import { ProblemNote } from '../view/problem-note.ts';
import type { Action, Values } from './action.ts';
import { asItIs, type Guarded } from './as-it-is.ts';
import { FieldInput } from './field-input.ts';
import { newKey } from './new-key.ts';
import { perform, type Outcome } from './perform.ts';

interface Props {
  readonly action: Action;
  readonly onClose: () => void;
}

const initialValues = ({ fields = [] }: Action): Values =>
  Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial]));

/** Says what an action does, and does it once whoever is here has agreed. */
export function ActionDialog({ action: asked, onClose }: Props) {
  const { action, ...guard } = useGuard(asked);
  const [edited, setEdited] = useState<Values>({});
  const values = { ...initialValues(action), ...edited };
  const { outcome, isSending, submit } = useSubmit({ action, onClose }, values);
  const { fields = [], title, says, confirm, tone = 'plain' } = action;
  const hasChanged = outcome?.kind === 'changed';
  const isFilled = fields.every(({ name, isRequired }) => isRequired !== true || values[name]?.trim() !== '');
  const objection = isFilled ? action.objection?.(values) : undefined;
  const isReady = hasChanged || (guard.isRead && isFilled && objection === undefined && !isSending);
  const onSubmit = () => {
    if (hasChanged) onClose();
    else if (isReady) void submit(guard.etag);
  };
  return h(
    Dialog,
    { title, onClose, onSubmit },
    guard.isNewer === true && h('p', { class: 'objection', role: 'status' }, NEWER),
    h('ul', { class: 'says' }, ...says.map((sentence) => h('li', {}, sentence))),
    ...fields.map((field) =>
      h(FieldInput, {
        key: field.name,
        field,
        value: values[field.name] ?? '',
        onValue: (value: string) => {
          setEdited((before) => ({ ...before, [field.name]: value }));
        },
      }),
    ),
    objection !== undefined && h('p', { class: 'objection', role: 'status' }, objection),
    guard.problem && h(ProblemNote, { problem: guard.problem }),
    outcome && h(ProblemNote, { problem: outcome.problem }),
    hasChanged && h('p', {}, 'What you see behind this is as it is now. Look again, then decide.'),
    h(
      'p',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'quiet', onClick: onClose }, 'Cancel'),
      h('button', { type: 'submit', class: tone, disabled: !isReady }, hasChanged ? 'Look again' : confirm),
    ),
  );
}

/** Sends what was agreed to; what it changed is read anew. */
function useSubmit({ action, onClose }: Props, values: Values) {
  const { poller } = useConsole();
  const [outcome, setOutcome] = useState<Exclude<Outcome, { kind: 'done' }>>();
  const [isSending, setSending] = useState(false);
  const attempt = useAttempt(action, values);
  const submit = async (etag: string | undefined) => {
    setSending(true);
    const came = await attempt(etag);
    setSending(false);
    if (came.kind !== 'refused')
      poller.refresh((path) => action.changes.some((start) => path.startsWith(start)));
    if (came.kind !== 'done') {
      setOutcome(came);
      return;
    }
    onClose();
    const next = action.next?.(came.body);
    if (next !== undefined) location.assign(next);
  };
  return { outcome, isSending, submit };
}

const NEWER = 'It has changed meanwhile. What stands here is as it is now, and the page behind follows.';

/** What is changed, read together with its ETag as the action is asked for: what is sent was decided on just that. */
function useGuard(asked: Action): Guarded {
  const { send, poller } = useConsole();
  const guard = asked.guard && requestOf(asked.guard).path;
  const [read, setRead] = useState<Guarded>({ action: asked, isRead: guard === undefined });
  useEffect(() => {
    if (guard === undefined) return;
    const shownEtag = poller.etagOf(guard);
    void send({ method: 'GET', path: guard }).then((answer) => {
      const guarded = asItIs(asked, answer, shownEtag);
      setRead(guarded);
      if (guarded.isNewer === true)
        poller.refresh((path) => asked.changes.some((start) => path.startsWith(start)));
    });
  }, [asked, guard, send, poller]);
  return read;
}

/** Sends what was agreed to: again under the same key, as long as nothing else is asked. */
function useAttempt(action: Action, values: Values) {
  const { send } = useConsole();
  const sent = useRef({ text: '', key: '' });
  return async (etag: string | undefined): Promise<Outcome> => {
    const text = JSON.stringify(values);
    if (sent.current.text !== text) sent.current = { text, key: newKey() };
    return perform(send, action, { values, key: sent.current.key, ...(etag !== undefined && { etag }) });
  };
}
