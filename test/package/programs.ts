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
import { EndpointAccess, Vpc } from "eksgate/modules";
import { loadPlatform } from "eksgate/stacks";
import { judge, read } from "eksgate/gate";

const props: EksPlatformStackProps = {
  account: "111122223333",
  region: "eu-central-1",
  version: "1.35",
  network: { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
  endpointAccess: EndpointAccess.private(),
  admins: { platform: "arn:aws:iam::111122223333:role/platform" },
  nodeGroups: { general: { size: { min: 2, max: 4 } } },
};

const app = new App();
const stack = new EksPlatformStack(app, "production", props);
const network: Vpc = stack.network;
PolicyGate.attach(app);
app.synth();

if (network !== stack.network || [loadPlatform, judge, read].some((entry) => typeof entry !== "function")) {
  throw new Error("an entry of the package is not what it says");
}
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
