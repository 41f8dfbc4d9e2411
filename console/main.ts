import { h, render } from 'preact';
import { App } from './app.ts';
import { Session } from './session/session.ts';
import './styles/console.css';

const session = new Session();
const failure = await session.begin().then(
  () => undefined,
  (error: unknown) => (error instanceof Error ? error.message : 'Signing in failed.'),
);
const root = document.getElementById('console');
if (root) render(h(App, { session, failure }), root);
