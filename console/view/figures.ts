import { h, type ComponentChildren } from 'preact';

type Figure = readonly [name: string, value: ComponentChildren];

/** What is looked at first: few figures, each under its name. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  if (figures.length === 0) return null;
  return h(
    'dl',
    { class: 'figures' },
    ...figures.map(([name, value]) => h('div', { key: name }, h('dt', {}, name), h('dd', {}, value))),
  );
}
