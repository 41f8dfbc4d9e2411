import { h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import { Dialog } from '../view/dialog.ts';
import { ProblemNote } from '../view/problem-note.ts';
import type { Action, Field, Values } from './action.ts';
import { perform, type Outcome } from './perform.ts';

interface Props {
  readonly action: Action;
  readonly onClose: () => void;
}

const initialValues = ({ fields = [] }: Action): Values =>
  Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial]));

/** Says what an action does, and does it once whoever is here has agreed. */
export function ActionDialog({ action, onClose }: Props) {
  const { poller } = useConsole();
  const [values, setValues] = useState(() => initialValues(action));
  const [problem, setProblem] = useState<Outcome>();
  const [isSending, setSending] = useState(false);
  const guard = useGuard(action);
  const attempt = useAttempt(action, values);
  const { fields = [], title, says, confirm, tone = 'plain' } = action;
  const hasChanged = problem?.kind === 'changed';
  const isReady = guard.isRead && fields.every(({ name, isRequired }) => !isRequired || values[name]?.trim());

  const submit = async () => {
    if (hasChanged) return onClose();
    if (!isReady || isSending) return undefined;
    setSending(true);
    const outcome = await attempt(guard.etag);
    setSending(false);
    if (outcome.kind === 'refused') return setProblem(outcome);
    poller.refresh((path) => action.changes.some((start) => path.startsWith(start)));
    if (outcome.kind === 'changed') return setProblem(outcome);
    onClose();
    action.then?.(outcome.body);
    return undefined;
  };

  return h(
    Dialog,
    { title, onClose, onSubmit: () => void submit() },
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
    guard.problem && h(ProblemNote, { problem: guard.problem }),
    problem && problem.kind !== 'done' && h(ProblemNote, { problem: problem.problem }),
    hasChanged && h('p', {}, 'What you see behind this is as it is now. Look again, then decide.'),
    h(
      'p',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'quiet', onClick: onClose }, 'Cancel'),
      h(
        'button',
        { type: 'submit', class: tone, disabled: isSending || !(isReady || hasChanged) },
        hasChanged ? 'Look again' : confirm,
      ),
    ),
  );
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
    if (sent.current.text !== text) sent.current = { text, key: crypto.randomUUID() };
    return perform(send, action, { values, key: sent.current.key, ...(etag !== undefined && { etag }) });
  };
}

function FieldInput({
  field: { name, label, isRequired = false, most = 500 },
  value,
  onValue,
}: {
  readonly field: Field;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, isRequired ? label : `${label} (optional)`),
    h('input', {
      name,
      value,
      maxLength: most,
      autocomplete: 'off',
      required: isRequired,
      onInput: (event) => {
        onValue(event.currentTarget.value);
      },
    }),
  );
}
