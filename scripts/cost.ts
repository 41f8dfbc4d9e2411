/** `npm run cost -- --stage prod --selections 10000000`: what a month on AWS would cost, before anything is deployed. */
import { totalOf } from '../lib/cost/cost-line.ts';
import { bill } from './cost/bill.ts';
import { estimate } from './cost/estimate.ts';
import { parseCostOptions, USAGE } from './cost/options.ts';
import { runScript } from './lib/run-script.ts';

await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const { stage, json, usage } = parseCostOptions(args);
  const { standing, usage: used } = await estimate(stage, usage);
  const total = totalOf([...standing, ...used]);
  if (json) {
    const data = { stage, usage, standing, used, total_usd: total };
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  process.stdout.write(
    `US dollars a month, us-east-1, on demand, without the free tier (lib/cost/prices.ts)\n\n` +
      `${bill(`Stage ${stage}, whether anybody asks or not`, standing)}\n` +
      `${bill(`${usage.selections.toLocaleString('en')} selections, ${usage.steps.toLocaleString('en')} steps`, used)}\n` +
      `Together ${total.toFixed(2)}\n`,
  );
});
