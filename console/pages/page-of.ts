import { h } from 'preact';
import { Home } from './home.ts';

/** The page of a place. */
export function PageOf() {
  return h(Home, {});
}
