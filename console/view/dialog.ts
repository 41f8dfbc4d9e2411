import { h, type ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children?: ComponentChildren;
}

/** A modal dialog: the browser keeps the focus inside and gives it back, Escape closes, Enter does what it asks. */
export function Dialog({ title, onClose, onSubmit, children }: Props) {
  const shown = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = shown.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
    };
  }, []);
  return h(
    'dialog',
    {
      ref: shown,
      'aria-labelledby': heading,
      onCancel: (event: Event) => {
        event.preventDefault();
        onClose();
      },
    },
    h(
      'form',
      {
        onSubmit: (event: Event) => {
          event.preventDefault();
          onSubmit();
        },
      },
      h('h2', { id: heading }, title),
      children,
    ),
  );
}
