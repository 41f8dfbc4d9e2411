import { Component, h, type ComponentChildren } from 'preact';

interface Props {
  readonly children?: ComponentChildren;
}

/** A page that fails says so, and leaves the rest standing. */
export class Guard extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render({ children }: Props) {
    const { error } = this.state;
    if (error === undefined) return children;
    return h(
      'div',
      { class: 'problem', role: 'alert' },
      h('strong', {}, 'This page can not show what the API answered.'),
      h('p', {}, error instanceof Error ? error.message : 'It does not say why.'),
    );
  }
}
