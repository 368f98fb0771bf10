import { DISABLE_STACK_TRACE_IN_METADATA } from "cdktf";
import { RootConstruct } from "constructs";
import { InvalidPropsError, type Problem } from "../modules/shared/problems";
import { deepPartial } from "./deep-partial";
import type { EksPlatformStackProps } from "./eks-platform-props";
import { EksPlatformStack } from "./eks-platform-stack";
import { formatPath, isSettings, mergeSettings, type Settings, type SettingsPath, without } from "./merge-settings";
import { nearest } from "./nearest-key";
import type { PlatformProblem } from "./platform-file-error";
import { clusterSchema, layerSchema } from "./platform-schema";
import { splitProperty } from "./property-path";
import { check, problemOf, type SchemaFinding } from "./schema-problems";
import { toStackProps } from "./stack-props";
import type { YamlSource } from "./yaml-source";

/** The parts of a platform file, each a map. */
export interface PlatformParts {
  readonly defaults: Settings;
  readonly environments: Readonly<Record<string, Settings>>;
  readonly clusters: Readonly<Record<string, Settings>>;
}

/** Settings that stand in one place of the file, and what the schema finds wrong with them. */
interface Layer {
  readonly path: SettingsPath;
  /** The settings without what is wrong, so that the rest can still be judged. */
  readonly sound: Settings;
  readonly findings: readonly SchemaFinding[];
}

const partialLayer = deepPartial(layerSchema);
const partialCluster = deepPartial(clusterSchema);

/** What must be there, and stands in where it is not, so that the rest can still be judged. */
const STAND_INS: Settings = { account: "000000000000", version: "1.35", environment: "stand-in" };

/** The clusters of a platform file: merged, checked by the schema, then by making each stack once, in memory. */
export class PlatformClusters {
  readonly problems: PlatformProblem[] = [];
  /** Props by cluster; complete only without problems. */
  readonly props: Readonly<Record<string, EksPlatformStackProps>>;

  private readonly defaults: Layer;
  private readonly environments: Readonly<Record<string, Layer>>;

  constructor(
    private readonly source: YamlSource,
    parts: PlatformParts,
  ) {
    this.defaults = this.layer(["defaults"], parts.defaults, partialLayer);
    this.environments = Object.fromEntries(
      Object.entries(parts.environments).map(([name, settings]) => [
        name,
        this.layer(["environments", name], settings, partialLayer),
      ]),
    );
    const props: Record<string, EksPlatformStackProps> = {};
    for (const [name, settings] of Object.entries(parts.clusters)) {
      const made = this.cluster(name, this.layer(["clusters", name], settings, partialCluster));
      if (made !== undefined) props[name] = made;
    }
    this.props = props;
    this.checkNames();
  }

  private layer(path: SettingsPath, settings: Settings, schema: typeof partialLayer): Layer {
    const findings = check(schema, settings);
    for (const finding of findings) this.report(problemOf(finding, path, this.source));
    const sound = findings.reduce((rest, finding) => without(rest, finding.path), settings);
    return { path, sound, findings };
  }

  private cluster(name: string, own: Layer): EksPlatformStackProps | undefined {
    if (!/^[A-Za-z][\w-]{0,99}$/.test(name)) {
      const message = "must be named by 1 to 100 letters, digits, hyphens and underscores, the first a letter";
      this.report({ ...this.source.keyAt(own.path), key: formatPath(own.path), message });
      return undefined;
    }
    const layers = [this.defaults, ...this.environmentOf(name, own), own];
    const merged = mergeSettings(...layers.map((layer) => layer.sound));
    for (const finding of check(clusterSchema, merged)) this.reportMissing(finding, layers, own);
    if (!hasNetwork(merged)) {
      const message = "is missing; it must be a map of keys, unless existingNetwork is one";
      this.reportMissing({ path: ["network"], kind: "missing", value: undefined, message }, layers, own);
      return undefined;
    }
    return this.rehearse(name, merged, layers);
  }

  private environmentOf(name: string, own: Layer): readonly Layer[] {
    const environment = own.sound["environment"];
    if (typeof environment !== "string") return [];
    const layer = Object.hasOwn(this.environments, environment) ? this.environments[environment] : undefined;
    if (layer !== undefined) return [layer];
    const known = Object.keys(this.environments);
    const meant = nearest(environment, known);
    this.report({
      ...this.source.valueAt([...own.path, "environment"]),
      key: `clusters.${name}.environment`,
      value: environment,
      message: `must be one of the environments: ${known.join(", ") || "there is none"}${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
    });
    // Judged as if it were the one that was meant, so that what that one says is not reported as missing.
    const probable = meant === undefined ? undefined : this.environments[meant];
    return probable === undefined ? [] : [probable];
  }

  /** Something missing is not reported again where it is there but wrong, or was probably mistyped. */
  private reportMissing(finding: SchemaFinding, layers: readonly Layer[], own: Layer): void {
    const path = formatPath(finding.path);
    const isKnown = layers.some((layer) =>
      layer.findings.some(
        (earlier) =>
          formatPath(earlier.path) === path ||
          (earlier.meant !== undefined && formatPath([...earlier.path.slice(0, -1), earlier.meant]) === path) ||
          path.startsWith(`${formatPath(earlier.path)}.`),
      ),
    );
    if (!isKnown)
      this.report(this.placed({ path: finding.path, value: finding.value, message: finding.message }, layers, own));
  }

  /** Makes the stack once, where nothing is written, and reports what its constructs find wrong. */
  private rehearse(name: string, merged: Settings, layers: readonly Layer[]): EksPlatformStackProps | undefined {
    const parsed = clusterSchema.safeParse(mergeSettings({ region: regionOf(merged), ...STAND_INS }, merged));
    const own = layers.at(-1);
    if (!parsed.success || own === undefined) return undefined;
    const { props, problems } = toStackProps(parsed.data);
    for (const problem of [...problems, ...problemsOfStack(name, props)]) {
      const path = splitProperty(problem.property, merged);
      const isStandIn = path.length === 1 && !Object.hasOwn(merged, String(path[0])) && problem.value !== undefined;
      const isWrongAlready = layers.some((layer) => layer.findings.some((finding) => finding.path[0] === path[0]));
      // Without its wrong settings a part may lack what it needs; that has been reported where it is wrong.
      const isConsequence = problem.value === undefined && isWrongAlready;
      if (isStandIn && isWrongAlready) continue;
      if (!isConsequence)
        this.report(this.placed({ path, value: problem.value, message: problem.message }, layers, own));
    }
    return props;
  }

  /** The place of a problem: where the deepest layer says it, else the nearest key around it. */
  private placed(
    { path, value, message }: { readonly path: SettingsPath; readonly value: unknown; readonly message: string },
    layers: readonly Layer[],
    own: Layer,
  ): PlatformProblem {
    const depth = (layer: Layer) => this.source.depthOf([...layer.path, ...path]) - layer.path.length;
    const deepest = layers.reduce((best, layer) => (depth(layer) >= depth(best) ? layer : best), own);
    const place = depth(deepest) > 0 ? deepest : own;
    const full = [...place.path, ...path];
    return { ...this.source.valueAt(full), key: formatPath(full), ...(value === undefined ? {} : { value }), message };
  }

  private checkNames(): void {
    const seen = new Map<string, string>();
    for (const [key, { account, region, name = key }] of Object.entries(this.props)) {
      const identity = `${account}/${region}/${name}`;
      const other = seen.get(identity);
      if (other === undefined) {
        seen.set(identity, key);
        continue;
      }
      const path = ["clusters", key, "name"];
      const message = `is the name of the cluster ${other} too, in account ${account} and region ${region}; name it differently`;
      this.report({ ...this.source.valueAt(path), key: formatPath(path), value: name, message });
    }
  }

  /** What stands in a shared layer is found once for every cluster, and reported once. */
  private report(problem: PlatformProblem): void {
    const isSame = (other: PlatformProblem) =>
      other.line === problem.line && other.key === problem.key && other.message === problem.message;
    if (!this.problems.some(isSame)) this.problems.push(problem);
  }
}

function problemsOfStack(name: string, props: EksPlatformStackProps): readonly Problem[] {
  try {
    const root = new RootConstruct();
    // A trace for every resource would cost half of the time, and nobody sees it.
    root.node.setContext(DISABLE_STACK_TRACE_IN_METADATA, true);
    const stack = new EksPlatformStack(root, name, props);
    return stack.node
      .findAll()
      .flatMap((construct) =>
        construct.node.validate().map((message) => ({ property: "", value: undefined, message })),
      );
  } catch (error) {
    if (error instanceof InvalidPropsError) return error.problems;
    throw error;
  }
}

function hasNetwork(settings: Settings): boolean {
  return settings["network"] !== undefined || settings["existingNetwork"] !== undefined;
}

/** The region that the zones are in, for settings that do not say one. */
function regionOf(settings: Settings): string {
  const network = settings["network"];
  const zones: unknown = isSettings(network) ? network["zones"] : undefined;
  const first: unknown = Array.isArray(zones) ? zones[0] : undefined;
  return typeof first === "string" ? first.replace(/[a-z]$/, "") : "eu-central-1";
}
