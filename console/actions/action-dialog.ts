import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import { Dialog } from '../view/dialog.ts';
import { ProblemNote } from '../view/problem-note.ts';
import type { Action, Values } from './action.ts';
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
export function ActionDialog({ action, onClose }: Props) {
  const [values, setValues] = useState(() => initialValues(action));
  const guard = useGuard(action);
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
    h('ul', { class: 'says' }, ...says.map((sentence) => h('li', {}, sentence))),
    ...fields.map((field) =>
      h(FieldInput, {
        field,
        value: values[field.name] ?? '',
        onValue: (value: string) => {
          setValues((before) => ({ ...before, [field.name]: value }));
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
    action.then?.(came.body);
  };
  return { outcome, isSending, submit };
}

/** The ETag of what is changed, read as the action is asked for. */
function useGuard({ guard }: Action) {
  const { send } = useConsole();
  const [read, setRead] = useState<{
    readonly isRead: boolean;
    readonly etag?: string;
    readonly problem?: Extract<Outcome, { kind: 'refused' }>['problem'];
  }>({ isRead: guard === undefined });
  useEffect(() => {
    if (guard === undefined) return;
    void send({ method: 'GET', path: guard }).then((answer) => {
      if (answer.kind === 'problem') setRead({ isRead: false, problem: answer.problem });
      else if (answer.kind === 'ok' && answer.etag !== undefined)
        setRead({ isRead: true, etag: answer.etag });
    });
  }, [guard, send]);
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
