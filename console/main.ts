import { h, render } from 'preact';
import { App } from './app.ts';
import { Session } from './session/session.ts';
import './styles/console.css';

const session = new Session();
const failure = await session.begin().then(
  () => undefined,
  (error: unknown) => (error instanceof Error ? error.message : 'Signing in failed.'),
);
// What the browser kept of a page that somebody has left by signing out is not to come back.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && session.token === undefined) location.reload();
});
const root = document.getElementById('console');
if (root) render(h(App, { session, failure }), root);
