/** The tsconfig.json of `cdktf init --template=typescript`: CommonJS, with the resolution that TypeScript takes by itself then. */
export const classicConfig = {
  compilerOptions: {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    inlineSourceMap: true,
    inlineSources: true,
    lib: ["es2018"],
    module: "CommonJS",
    noEmitOnError: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    noImplicitThis: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    resolveJsonModule: true,
    strict: true,
    strictNullChecks: true,
    strictPropertyInitialization: true,
    stripInternal: true,
    target: "ES2018",
    incremental: true,
    skipLibCheck: true,
  },
  include: ["**/*.ts"],
};

/** ES modules, with the strictest reading of types. */
export const nodeNextConfig = {
  compilerOptions: {
    module: "NodeNext",
    target: "ES2022",
    lib: ["ES2023"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    noEmitOnError: true,
    skipLibCheck: true,
  },
  include: ["**/*.ts"],
};

/** A platform of one's own, behind the gate, by all the package's entries that need no test runner. */
export const platformProgram = `import { App } from "cdktf";
import { EksPlatformStack, type EksPlatformStackProps } from "eksgate";
import { PolicyGate } from "eksgate/cdktf";
import { EndpointAccess, Network, Vpc } from "eksgate/modules";
import { loadPlatform } from "eksgate/stacks";
import { judge, read } from "eksgate/gate";

const props: EksPlatformStackProps = {
  account: "111122223333",
  region: "eu-central-1",
  version: "1.35",
  network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
  endpointAccess: EndpointAccess.private(),
  admins: { platform: "arn:aws:iam::111122223333:role/platform" },
  dataPlane: { nodeGroups: { general: { size: { min: 2, max: 4 } } } },
};

const app = new App();
const stack = new EksPlatformStack(app, "production", props);
const network: Network = stack.network;
const vpc: Vpc | undefined = stack.vpc;
PolicyGate.attach(app);
app.synth();

if (network !== vpc || [loadPlatform, judge, read].some((entry) => typeof entry !== "function")) {
  throw new Error("an entry of the package is not what it says");
}
`;

/** Tests of one's own, with each of the package's matchers, some of which have to fail. */
export const matcherTests = `import "eksgate/vitest";

import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { App } from "cdktf";
import { EksPlatformStack } from "eksgate";
import { expect, test } from "vitest";

const platform = () =>
  new EksPlatformStack(new App({ outdir: "cdktf.out" }), "production", {
    account: "111122223333",
    region: "eu-central-1",
    version: "1.35",
    network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
    admins: { platform: "arn:aws:iam::111122223333:role/platform" },
    dataPlane: { nodeGroups: { general: { size: { min: 2, max: 4 } } } },
  });

test("policies and flows", () => {
  const stack = platform();
  expect(stack).toPassPolicies({ undetermined: "fail" });
  expect(stack).not.toViolate("networking/control-plane-reaches-kubelet");
  expect(stack).toReach({ from: "control-plane", to: stack.nodeGroups["general"] ?? "none", port: 10250 });
});

test("resources and providers", () => {
  const stack = platform();
  expect(stack).toHaveResource(EksCluster);
  expect(stack).toHaveResourceWithProperties(EksCluster, { vpcConfig: { endpointPublicAccess: false } });
  expect(stack).toHaveProviderWithProperties(AwsProvider, { region: expect.stringContaining("eu-") });
  expect(() => expect(stack).toHaveResourceWithProperties(EksCluster, { version: "1.1" })).toThrow('wanted "1.1", is "1.35"');
});
`;

/** Loaded before a program: writes the path of every module that the program loads, one a line, when it ends. */
export const loadRecorder = `const { writeFileSync } = require("node:fs");
const Module = require("node:module");
const loaded = new Set();
const load = Module._load;
Module._load = function (request, parent, isMain) {
  try {
    loaded.add(Module._resolveFilename(request, parent, isMain));
  } catch {
    loaded.add(request);
  }
  return load.apply(this, arguments);
};
process.on("exit", () => {
  for (const file of Object.keys(require.cache)) loaded.add(file);
  writeFileSync(process.env.LOADED_MODULES ?? "loaded.txt", [...loaded].join("\\n"));
});
`;
