import { loadBundle } from "./bundle";
import { clean } from "./clean";
import type { OwnPolicies } from "./evaluate";
import { type FurtherPolicies, loadFurther } from "./further/index";
import type { PolicySet } from "./judgement";
import type { Rule } from "./manifest";
import type { JudgeOptions } from "./options";
import { instantiate } from "./wasm-policy";

/** Policies that can be asked: those of the package, and of further bundles. */
export interface Policies extends OwnPolicies {
  readonly further?: readonly FurtherPolicies[];
}

/** What policies there are. */
export interface Catalogue {
  /** The rules that options may name: those of the package, and of further bundles. */
  readonly rules: readonly Rule[];
  readonly policies: readonly PolicySet[];
}

type Bundles = Pick<JudgeOptions, "bundle" | "bundles">;

/**
 * Loads the policies that options name.
 *
 * @throws EngineError if they do not load
 */
export function loadPolicies({ bundle: directory, bundles = [] }: Bundles): Policies {
  const bundle = loadBundle(directory);
  const further = loadFurther(bundles, bundle.manifest);
  return { manifest: bundle.manifest, evaluate: instantiate(bundle), further };
}

/**
 * What is in the policies that options name.
 *
 * @throws EngineError if they do not load
 */
export function catalogueOf({ bundle, bundles = [] }: Bundles): Catalogue {
  const { manifest } = loadBundle(bundle);
  return catalogue({ manifest, further: loadFurther(bundles, manifest) });
}

/** What is in policies that are loaded already. */
export function catalogue({ manifest, further = [] }: Omit<Policies, "evaluate">): Catalogue {
  const { name, revision, opa, wasm, rules } = manifest;
  return {
    rules: [...rules, ...further.flatMap((each) => each.rules)],
    policies: [
      { name, revision, opa, sha256: wasm.sha256, rules: rules.length },
      ...further.map((each) => ({
        name: each.name,
        revision: clean(each.revision),
        sha256: each.sha256,
        rules: each.rules.length,
      })),
    ],
  };
}
