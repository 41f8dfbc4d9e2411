import { h } from 'preact';
import type { Place } from '../routing.ts';
import { Home } from './home.ts';

/** The page of a place. */
export function PageOf({ place: _place }: { readonly place: Place }) {
  return h(Home, {});
}
