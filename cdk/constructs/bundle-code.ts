import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code, type AssetCode } from 'aws-cdk-lib/aws-lambda';

/** Contents by file name. */
export type BundleFiles = Readonly<Record<string, string>>;

/** A bundle as it is, with further files beside it where there are any: data too large for variables. */
export function bundleCode(folder: string, files: BundleFiles = {}): AssetCode {
  if (Object.keys(files).length === 0) return Code.fromAsset(folder);
  return Code.fromAsset(folder, {
    // What is copied is what counts: the same bundle with other files is another version.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-run'),
      local: {
        tryBundle: (outputFolder) => {
          cpSync(folder, outputFolder, { recursive: true });
          for (const [name, content] of Object.entries(files))
            writeFileSync(join(outputFolder, name), content);
          return true;
        },
      },
    },
  });
}
