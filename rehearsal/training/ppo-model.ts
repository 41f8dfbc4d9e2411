/** What the trainer is told for a step. */
export interface Settings {
  readonly entropy_coef: number;
  readonly learning_rate: number;
}

/** What one step of training came to, and what it was trained with, under the names the API knows. */
export interface StepReport extends Settings {
  readonly step: number;
  readonly reward: number;
  readonly loss: number;
  readonly kl: number;
  readonly entropy: number;
  /** Where an episode ended. */
  readonly episode_reward?: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What the policy learns in. */
export interface Surroundings {
  /** [-1, 1), anew at each call. */
  readonly noise: () => number;
  /** Of a step, from untrained to as good as it gets. */
  readonly reward: Range;
  /** Of an episode. */
  readonly episodeReward: Range;
}

/** All there is to the model: a checkpoint holds exactly this. */
export interface ModelState {
  /** Steps trained. */
  readonly trained: number;
  /** 0 untrained, towards 1 as it learns. */
  readonly skill: number;
  /** Whether an update has thrown it off: its losses stay high from then on. */
  readonly isDerailed: boolean;
  /** Whether it has found out how to get rewards for nothing: they run away, and so does the policy. */
  readonly isHacking: boolean;
}

export const UNTRAINED: ModelState = { trained: 0, skill: 0, isDerailed: false, isHacking: false };

/** Where skill comes to nearly all there is at the guide's learning rates. */
const SKILL_PER_STEP = 1.2;
const STEPS_PER_EPISODE = 10;
const REFERENCE_ENTROPY_COEF = 0.02;

/**
 * A policy that learns: rewards drift from one end of their range to the other as skill grows at the learning rate it is
 * told; loss falls, entropy follows its coefficient, the divergence of each update stays near 0.01. A derailed one learns
 * no more, and its losses are several times what they were; one that hacks its rewards gets twenty times as much, by
 * updates twenty times as far.
 */
export function trainStep(
  state: ModelState,
  settings: Settings,
  { noise, reward, episodeReward }: Surroundings,
): { readonly state: ModelState; readonly report: StepReport } {
  const gain = state.isDerailed ? 0 : SKILL_PER_STEP * settings.learning_rate * (1 - state.skill);
  const skill = state.skill + gain;
  const excess = state.isHacking ? 20 : 1;
  const loss = 0.6 - 0.3 * skill + 0.05 * noise();
  const endsEpisode = (state.trained + 1) % STEPS_PER_EPISODE === 0;
  const report = {
    step: state.trained,
    entropy_coef: settings.entropy_coef,
    learning_rate: settings.learning_rate,
    reward: excess * within(reward, skill) + 0.4 * noise(),
    loss: state.isDerailed ? 6 * loss : loss,
    kl: excess * 0.01 + 0.004 * noise(),
    entropy: (1.2 * settings.entropy_coef) / REFERENCE_ENTROPY_COEF + 0.02 * noise(),
    ...(endsEpisode && { episode_reward: excess * within(episodeReward, skill) + 0.5 * noise() }),
  };
  return { state: { ...state, trained: state.trained + 1, skill }, report };
}

const within = ({ from, to }: Range, share: number): number => from + (to - from) * share;
