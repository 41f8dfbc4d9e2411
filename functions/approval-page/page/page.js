// The approval page. It decides nothing by being opened: it reads with the token of whoever is there, and posts what he
// chose. Whatever came from elsewhere becomes text, never markup.
import { costsOf, lastThatSucceeded, rollbackIn } from './cost.js';
import { finishSignIn, signIn, canSignIn } from './sign-in.js';

const element = (id) => document.getElementById(id);
const approvalId = () => location.pathname.split('/').at(-1) ?? '';

let token;
let shown;
/** What costs follow from. */
let known;

function say(text) {
  element('status').textContent = text;
}

/** A token of a link's fragment: no server sees it, and it does not stay in the address. */
function tokenOfFragment() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) history.replaceState(null, '', location.pathname);
  return given ?? undefined;
}

async function call(path, init = {}) {
  const answer = await fetch(path, {
    ...init,
    cache: 'no-store',
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  const body = await answer.json().catch(() => ({}));
  return { status: answer.status, body };
}

function askToSignIn(text) {
  token = undefined;
  element('approval').hidden = true;
  element('sign-in').hidden = false;
  element('hosted').hidden = !canSignIn();
  say(text);
  element(canSignIn() ? 'hosted' : 'token').focus();
}

async function open() {
  try {
    await show();
  } catch {
    askToSignIn('No answer came. Try again.');
  }
}

async function show() {
  say('Loading…');
  const { status, body } = await call(`/v1/approvals/${encodeURIComponent(approvalId())}`);
  if (status === 401) return askToSignIn('The token is not, or not any more, good. Sign in again.');
  if (status !== 200) return askToSignIn(body.detail ?? `The approval can not be read (${status}).`);
  const [happened, read] = await Promise.all([whatHappened(body), whatIsKnown(body)]);
  [shown, known] = [body, read];
  render(body, happened);
  showCosts();
  element('approving').textContent = `Approve: this is done. ${followingText(read)}`;
  element('sign-in').hidden = true;
  element('approval').hidden = false;
  say('');
  element('step').focus();
}

function render(approval, happened) {
  const { trigger, status } = approval;
  document.title = `${approval.step_name} · Artisan`;
  element('step').textContent = approval.step_name;
  element('summary').textContent = approval.summary;
  element('decide').hidden = status !== 'pending';
  fill('plan', Object.entries(approval.plan));
  fill('about', [
    ['What happened', happened],
    ['Started by', `${starterOf(trigger)}, ${local(trigger.at)}`],
    ['Asked by', approval.requested_by ?? `the runbook ${approval.runbook}, on its own`],
    ['Acts on', approval.resource],
    ['Asked at', local(approval.requested_at)],
    ['Status', status === 'pending' ? timeLeft(approval) : decisionOf(approval)],
    ['Plan', approval.plan_hash],
  ]);
}

async function whatHappened({ incident_id: id, trigger }) {
  if (id === undefined) return trigger.detail ?? trigger.by;
  const { status, body } = await call(`/v1/incidents/${encodeURIComponent(id)}`);
  const told = status === 200 ? `${body.title} (${body.severity}, ${id}): ${body.description}` : id;
  return trigger.detail === undefined ? told : `${told}\n${trigger.detail}`;
}

/** Undefined for what can not be read: the plan alone is enough to decide. */
async function read(path) {
  const { status, body } = await call(path);
  return status === 200 ? body : undefined;
}

async function whatIsKnown(approval) {
  const rollback = rollbackIn(approval.plan);
  const ofRun = rollback && `/v1/runs/${encodeURIComponent(rollback.run)}`;
  const name = encodeURIComponent(approval.runbook);
  const [runbook, executions, traffic, run, checkpoint] = await Promise.all([
    read(`/v1/runbooks/${name}`),
    read(`/v1/executions?runbook=${name}`),
    read('/v1/traffic'),
    ofRun && read(ofRun),
    ofRun && read(`${ofRun}/checkpoints/${rollback.to}`),
  ]);
  const last = lastThatSucceeded(executions?.items ?? []);
  const earlier = last && (await read(`/v1/executions/${encodeURIComponent(last.id)}`));
  return { approval, runbook, run, checkpoint, earlier, downshifts: traffic?.downshifts };
}

function showCosts() {
  const { approving, waiting } = costsOf(known, Date.now());
  fill('costs', shown.status === 'pending' ? [...approving, ...waiting] : []);
}

/** The steps of the runbook after this one: approving sets them going, too. */
function followingText({ approval, runbook }) {
  if (runbook === undefined) return `Then the runbook ${approval.runbook} goes on.`;
  const steps = runbook.steps.map((step) => step.name);
  const later = steps.slice(steps.indexOf(approval.step_name) + 1);
  return later.length === 0 ? 'It is the last step.' : `Then: ${later.join(', ')}.`;
}

function decisionOf({ status, decided_by: by, decided_at: at, comment }) {
  const who = by === undefined ? '' : ` by ${by}`;
  const when = at === undefined ? '' : `, ${local(at)}`;
  return `${status}${who}${when}${comment === undefined ? '' : `: ${comment}`}`;
}

/** A mark says itself that it is one. */
const starterOf = ({ kind, by }) => (by.startsWith(kind) ? by : `${kind} ${by}`);

const local = (time) => new Date(time).toLocaleString();

function timeLeft({ expires_at: end }) {
  const seconds = Math.max(0, Math.floor((Date.parse(end) - Date.now()) / 1000));
  if (seconds === 0) return 'time is up, which is a no';
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `waits ${parts.map((part) => String(part).padStart(2, '0')).join(':')} for a decision, then it is a no`;
}

function fill(id, rows) {
  const cells = rows.flatMap(([name, value]) => {
    const [term, description] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = name;
    description.textContent = typeof value === 'string' ? value : JSON.stringify(value);
    if (name === 'Status') description.id = 'time';
    return [term, description];
  });
  element(id).replaceChildren(...cells);
}

async function decide(decision) {
  const buttons = [...element('decide').querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  const comment = element('comment').value.trim();
  try {
    const { status, body } = await call(`/v1/approvals/${encodeURIComponent(shown.id)}/decision`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-artisan-via': 'console' },
      body: JSON.stringify({ decision, plan_hash: shown.plan_hash, ...(comment !== '' && { comment }) }),
    });
    if (status === 401) return askToSignIn('The token has ended. Sign in again.');
    if (status === 200 || status === 409 || status === 410) await show();
    say(status === 200 ? `Done: ${decisionOf(body)}` : (body.detail ?? `It was not taken (${status}).`));
  } catch {
    say('No answer came. Try again: the same decision counts once.');
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

element('hosted').addEventListener('click', () => void signIn('approve', location.pathname));
element('paste').addEventListener('submit', (event) => {
  event.preventDefault();
  token = element('token').value.trim();
  element('token').value = '';
  void open();
});
// Enter in the comment decides nothing: only a button does.
element('decide').addEventListener('submit', (event) => event.preventDefault());
for (const button of element('decide').querySelectorAll('button'))
  button.addEventListener('click', () => void decide(button.value));
setInterval(() => {
  const cell = element('time');
  if (!cell || shown?.status !== 'pending') return;
  cell.textContent = timeLeft(shown);
  showCosts();
}, 1000);

try {
  // It leaves the address in any case. Where people sign in at the user pool, a link is not who they are.
  const linked = tokenOfFragment();
  token = (canSignIn() ? undefined : linked) ?? (await finishSignIn('approve'))?.access_token;
  if (token) await open();
  else askToSignIn('');
} catch (error) {
  askToSignIn(error instanceof Error ? error.message : 'Signing in failed.');
}
