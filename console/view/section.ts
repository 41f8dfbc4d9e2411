import { h, type ComponentChildren } from 'preact';

interface Named {
  readonly id: string;
  readonly class?: string;
  readonly 'aria-live'?: 'polite';
}

/** A part of a page under its title, which names it to whoever does not see it. */
export function section(named: string | Named, title: ComponentChildren, ...children: ComponentChildren[]) {
  const { id, ...more } = typeof named === 'string' ? { id: named } : named;
  return h('section', { 'aria-labelledby': id, ...more }, h('h2', { id }, title), ...children);
}
