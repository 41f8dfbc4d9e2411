import { useEffect, useState } from 'preact/hooks';
import { Slices } from './slices.ts';

/** One for the whole page. */
const slices = new Slices({
  now: () => performance.now(),
  afterFrame: (callback) => {
    requestAnimationFrame(() => {
      setTimeout(callback);
    });
  },
});

/** So much before it can be seen. */
const MARGIN = '300px';

/** Whether the element can be seen, or nearly. */
export function useInView(ref: { readonly current: Element | null }): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        setSeen(entries.some(({ isIntersecting }) => isIntersecting));
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return isSeen;
}

/** Its turn among all charts: what `make` makes, once it was made. The last of it stays while there is a newer one. */
export function useTurn<T>(isWanted: boolean, make: () => T, causes: readonly unknown[]): T | undefined {
  const [made, setMade] = useState<T>();
  useEffect(() => {
    if (!isWanted) return undefined;
    return slices.add(() => {
      setMade(make());
    });
  }, [isWanted, ...causes]);
  return made;
}
