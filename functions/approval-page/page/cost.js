// What approving would cost, and what waiting does, as figures of their own: from what the API says of the plan, its run
// and its runbook, and nothing else. The approval page loads this file as it is, the console has it in its script.

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** `3 min`, `2 h`, `45 s`: the largest unit that is reached, and below ten of it the next one, too. */
export function spanText(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const index = UNITS.findIndex(([, length]) => seconds >= length);
  const [unit, length] = UNITS[index] ?? ['s', 1];
  const whole = Math.floor(seconds / length);
  const [below, part] = UNITS[index + 1] ?? ['s', 1];
  const more = Math.floor((seconds - whole * length) / part);
  return index === -1 || whole >= 10 || more === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${more} ${below}`;
}

/** What a plan would send back, and how far; undefined for plans of other things. */
export function rollbackIn({ run_id: run, from_step: from, target_step: to, target_attempt: attempt }) {
  const isOne = typeof run === 'string' && [from, to, attempt].every(Number.isSafeInteger) && from >= to;
  return isOne ? { run, from, to, attempt, lost: from - to } : undefined;
}

/** The newest that acted and came to its end, in a list that begins with the newest. */
export const lastThatSucceeded = (executions) =>
  executions.find(({ mode, status }) => mode === 'live' && status === 'succeeded');

/**
 * Names and figures: of approving, and of doing nothing until then. What is not known, or not yet, has none.
 * @param known {approval, runbook?, run?, checkpoint?, earlier?, downshifts?}: bodies of the API's answers
 * @param now milliseconds since the epoch
 */
export function costsOf(known, now) {
  const training = trainingOf(known);
  return {
    approving: present([
      ['Progress lost', training && lostText(training)],
      ['Training lost', training?.ms && `${spanText(training.ms)}, ${rateText(training)}`],
      ['Takes', known.runbook && durationText(known)],
      ['Stays downshifted', downshiftText(known)],
    ]),
    waiting: present([
      ['Not trained meanwhile', idleText(known, training, now)],
      ['Has lasted', lastedText(known.approval, now)],
    ]),
  };
}

const present = (figures) => figures.filter(([, text]) => text);
const counted = (steps) => `${steps.toLocaleString('en')} ${steps === 1 ? 'step' : 'steps'}`;

/** How long training from the checkpoint to now took is known while the attempt that saved it is still the one. */
function trainingOf({ approval, run, checkpoint }) {
  const rollback = rollbackIn(approval.plan);
  if (!rollback) return undefined;
  const isOfIt = checkpoint?.step === rollback.to && checkpoint.attempt === rollback.attempt;
  const isSame = isOfIt && run?.attempt === rollback.attempt && run.last_step === rollback.from;
  const ms = isSame ? Date.parse(run.metrics_at) - Date.parse(checkpoint.created_at) : 0;
  return { ...rollback, ...(ms >= 1_000 && { ms, perSecond: (1_000 * rollback.lost) / ms }) };
}

const lostText = ({ lost, from, to }) =>
  `${counted(lost)}, from ${from.toLocaleString('en')} back to ${to.toLocaleString('en')}`;

const rateText = ({ perSecond }) =>
  `at ${Number(perSecond.toPrecision(2)).toLocaleString('en')} steps a second`;

/** Of this step and those that follow: by their time-outs, and as it was when they last did it. */
function durationText({ approval, runbook, earlier }) {
  const from = runbook.steps.findIndex(({ id }) => id === approval.step);
  if (from === -1) return undefined;
  const steps = runbook.steps.slice(from);
  const most = steps.reduce((sum, { timeout_seconds: seconds }) => sum + seconds, 0);
  const last = lastMs(earlier, approval.step_name);
  return `at most ${spanText(1_000 * most)}${last === undefined ? '' : `; ${spanText(last)} last time`}`;
}

/** From when the step began to act, after a person had said yes, to the end. */
function lastMs(earlier, name) {
  const began = earlier?.steps.findLast((step) => step.name === name)?.started_at;
  return began && earlier.ended_at ? Date.parse(earlier.ended_at) - Date.parse(began) : undefined;
}

/** Modes that this execution has sent elsewhere. */
function downshiftText({ approval, downshifts = {} }) {
  const own = Object.entries(downshifts).filter(([, { execution_id: id }]) => id === approval.execution_id);
  const until = (time) => (time ? `until ${new Date(time).toLocaleTimeString()}` : 'until it is restored');
  return own.map(([mode, { to, until: end }]) => `${mode} to ${to}, ${until(end)}`).join('; ');
}

/** What the run would have trained, were it not paused: since its metrics last came, and until time is up. */
function idleText({ approval, run }, training, now) {
  if (!run?.metrics_at || !training || run.status === 'running' || approval.status !== 'pending')
    return undefined;
  const since = Date.parse(run.metrics_at);
  const until = (end) => `${spanText(end - since)}${stepsIn(training, end - since)}`;
  return `${until(Math.max(now, since))} so far, ${until(Date.parse(approval.expires_at))} when time is up`;
}

const stepsIn = ({ perSecond }, ms) =>
  perSecond ? ` (${counted(Math.round((perSecond * ms) / 1_000))})` : '';

function lastedText({ trigger, status }, now) {
  const ms = now - Date.parse(trigger.at);
  return status === 'pending' && ms >= 1_000 ? spanText(ms) : undefined;
}
