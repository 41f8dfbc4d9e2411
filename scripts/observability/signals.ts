import { signalsOf } from '../../cdk/monitoring/signals.ts';
import { loadConfig } from '../../lib/config/load-config.ts';

/** Those of the shipped configuration. Names, severities and sections are the same on every stage. */
export const SIGNALS = signalsOf(loadConfig({ folder: 'configs', stage: 'prod' }));
