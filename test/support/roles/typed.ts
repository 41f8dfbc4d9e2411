import type { Command } from '../../../cli/command.ts';

/** What is typed for an argument, or for the value of an option, that a command can not do without. */
const SAMPLES: Readonly<Record<string, string>> = {
  'mode=weight': 'fast=100',
  mode: 'creative',
  MODE: 'fast',
  model: 'qwen',
  state: 'forced_open',
  run: 'night',
  step: '99',
  to: '99',
  id: 'none',
  shell: 'bash',
  TEXT: 'a test',
  SEV: 'sev4',
  'A,B': 'Test',
};

/** A command as it is typed with all that it needs, and agreed to. @param others in place of samples, by their names */
export function typed(
  { name, args = '', options = {} }: Command,
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  const sampleOf = (placeholder: string): string => {
    const sample = others[`${name.split(' ')[0] ?? ''} ${placeholder}`] ?? SAMPLES[placeholder];
    if (sample === undefined) throw new Error(`${name}: there is no sample for ${placeholder}`);
    return sample;
  };
  const given = [...args.matchAll(/<([^>]+)>/g)].map(([, placeholder = '']) => sampleOf(placeholder));
  const needed = Object.entries(options).filter(([, { isRequired }]) => isRequired === true);
  return [
    ...name.split(' '),
    ...given,
    ...needed.flatMap(([option, { value = '' }]) => [`--${option}`, sampleOf(value)]),
    ...('yes' in options ? ['--yes'] : []),
    ...('timeout' in options ? ['--timeout', '0.1'] : []),
  ];
}
