import { h } from 'preact';
import type { Field, FieldKind } from './action.ts';

interface Props {
  readonly field: Field;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** What a person fills in, with its name. */
export function FieldInput({ field, value, onValue }: Props) {
  const { label, kind = 'text', isRequired = false } = field;
  if (kind === 'check')
    return h('label', { class: 'check' }, h(Check, { field, value, onValue }), h('span', {}, label));
  return h(
    'label',
    { class: 'field' },
    h('span', {}, isRequired ? label : `${label} (optional)`),
    typeof kind === 'string'
      ? h(Entry, { field, value, onValue })
      : h(Choice, { field, value, onValue, choices: kind.choices }),
  );
}

const TYPES: Readonly<Record<Extract<FieldKind, string>, string>> = {
  text: 'text',
  number: 'number',
  check: 'checkbox',
  time: 'datetime-local',
};

function Entry({ field: { name, kind = 'text', isRequired = false, most = 500 }, value, onValue }: Props) {
  return h('input', {
    name,
    value,
    type: typeof kind === 'string' ? TYPES[kind] : 'text',
    maxLength: most,
    autocomplete: 'off',
    required: isRequired,
    step: 'any',
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => {
      onValue(event.currentTarget.value);
    },
  });
}

function Check({ field: { name }, value, onValue }: Props) {
  return h('input', {
    name,
    type: 'checkbox',
    checked: value === 'true',
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => {
      onValue(event.currentTarget.checked ? 'true' : '');
    },
  });
}

function Choice({
  field: { name, isRequired = false },
  value,
  onValue,
  choices,
}: Props & { readonly choices: readonly string[] }) {
  return h(
    'select',
    {
      name,
      value,
      required: isRequired,
      onInput: (event: { readonly currentTarget: HTMLSelectElement }) => {
        onValue(event.currentTarget.value);
      },
    },
    ...choices.map((choice) => h('option', { key: choice, value: choice }, choice)),
  );
}
