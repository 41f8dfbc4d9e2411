import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

/** A table, a function and an HTTP API: `PUT` and `GET /notes/{id}`. */
export function notesApp(outdir: string, codeFolder: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Notes');
  const table = new TableV2(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const notes = new Function(stack, 'Notes', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(codeFolder),
    memorySize: 256,
    environment: { TABLE: table.tableName },
  });
  table.grantReadWriteData(notes);
  const api = new HttpApi(stack, 'Api');
  api.addRoutes({
    path: '/notes/{id}',
    methods: [HttpMethod.GET, HttpMethod.PUT],
    integration: new HttpLambdaIntegration('ToNotes', notes),
  });
  new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
  new CfnOutput(stack, 'TableName', { value: table.tableName });
  return app;
}
