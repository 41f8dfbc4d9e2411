/** What the CDK CLI runs: `cdk deploy -c stage=prod`. The bundles have to be there: `npm run bundle`. */
import { App } from 'aws-cdk-lib';
import { addArtisanStack } from './add-artisan-stack.ts';

const app = new App();
const stage: unknown = app.node.tryGetContext('stage');
if (typeof stage !== 'string') throw new Error('Say which stage: cdk deploy -c stage=prod');
addArtisanStack(app, { stage });
app.synth();
