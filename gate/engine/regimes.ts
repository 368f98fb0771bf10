import type { Resource } from "../document/document";
import type { Scope } from "../document/index";
import { matchesGlob } from "./glob";
import type { Rule } from "./manifest";
import {
  type ClusterOptions,
  defaultFailOn,
  type JudgeOptions,
  type Profile,
  type Relaxation,
  type RuleSetting,
  type UndeterminedMode,
} from "./options";
import { select } from "./selection";
import { compareSeverity, type Severity } from "./severity";

/** How strictly something is judged. */
export interface Regime {
  /** Pattern of the names of the clusters that it is for; absent where it is for everything else. */
  readonly match?: string;
  readonly profile: Profile;
  readonly failOn: Severity;
  readonly undetermined: UndeterminedMode;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The rules to ask. */
  readonly rules: readonly Rule[];
  /** Severities that settings put in the place of the rules' own. */
  readonly severities: ReadonlyMap<string, Severity>;
}

/** The regimes of a run: one for everything, and those of clusters with certain names, of which the first that fits holds. */
export interface Regimes {
  readonly base: Regime;
  readonly clusters: readonly Regime[];
  /** What makes them judge less strictly than the gate would by itself. */
  readonly relaxed: readonly Relaxation[];
}

const strictness: readonly UndeterminedMode[] = ["ignore", "warn", "fail-critical", "fail"];

/** @throws UsageError if a choice of rules makes no sense */
export function regimesOf(all: readonly Rule[], options: JudgeOptions): Regimes {
  const base = regime(all, options, options);
  const clusters = (options.clusters ?? []).map((own) => {
    const joined = joinedOptions(options, own);
    return { own, ...regime(all, joined, { ...own, sources: sourcesOf(own) }) };
  });
  return {
    base: base.regime,
    clusters: clusters.map(({ own, regime: of }) => ({ ...of, match: own.match })),
    relaxed: [
      ...base.relaxed,
      ...clusters.flatMap(({ own, relaxed }) =>
        relaxed
          .filter(({ from }) => from === own.from || own.ruleSettings?.some((setting) => setting.from === from))
          .map((one) => ({ ...one, how: `${one.how} for clusters ${own.match}` })),
      ),
    ],
  };
}

function regime(
  all: readonly Rule[],
  options: JudgeOptions,
  own: JudgeOptions,
): { readonly regime: Regime; readonly relaxed: readonly Relaxation[] } {
  const profile = options.profile ?? "production";
  const byDefault: UndeterminedMode = profile === "production" ? "fail-critical" : "warn";
  const { rules, severities, relaxed } = select(all, options);
  return {
    regime: {
      profile,
      failOn: options.failOn ?? defaultFailOn,
      undetermined: options.undetermined ?? byDefault,
      settings: options.settings ?? {},
      rules,
      severities,
    },
    relaxed: [...relaxed, ...relaxedGate(own, byDefault)],
  };
}

function joinedOptions(options: JudgeOptions, own: ClusterOptions): JudgeOptions {
  const { profile = options.profile, failOn = options.failOn, undetermined = options.undetermined } = own;
  const byRule = new Map<string, RuleSetting>();
  for (const setting of [...(options.ruleSettings ?? []), ...(own.ruleSettings ?? [])]) {
    byRule.set(setting.rule, setting);
  }
  return {
    ...options,
    ...(profile === undefined ? {} : { profile }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(undetermined === undefined ? {} : { undetermined }),
    settings: { ...options.settings, ...own.settings },
    ruleSettings: [...byRule.values()],
  };
}

function sourcesOf({ from }: ClusterOptions): NonNullable<JudgeOptions["sources"]> {
  return { profile: from, failOn: from, undetermined: from };
}

/** What loosens the gate as a whole, rather than one rule. */
function relaxedGate(options: JudgeOptions, undeterminedByDefault: UndeterminedMode): Relaxation[] {
  const relaxed: Relaxation[] = [];
  const from = options.sources ?? {};
  if (options.profile === "development") relaxed.push({ how: "profile development", from: from.profile ?? "profile" });
  if (options.failOn !== undefined && compareSeverity(options.failOn, defaultFailOn) < 0) {
    relaxed.push({ how: `fails on ${options.failOn} only`, from: from.failOn ?? "failOn" });
  }
  const { undetermined } = options;
  if (undetermined !== undefined && strictness.indexOf(undetermined) < strictness.indexOf(undeterminedByDefault)) {
    const how = undetermined === "ignore" ? "undetermined results are ignored" : "undetermined results only warn";
    relaxed.push({ how, from: from.undetermined ?? "undetermined" });
  }
  return relaxed;
}

/** The strictest of thresholds. */
export function strictest(regimes: readonly [Regime, ...Regime[]]): Pick<Regime, "failOn" | "undetermined"> {
  const [first] = regimes;
  return regimes.reduce(
    (sofar, { failOn, undetermined }) => ({
      failOn: compareSeverity(failOn, sofar.failOn) > 0 ? failOn : sofar.failOn,
      undetermined:
        strictness.indexOf(undetermined) > strictness.indexOf(sofar.undetermined) ? undetermined : sofar.undetermined,
    }),
    { failOn: first.failOn, undetermined: first.undetermined },
  );
}

/**
 * The regimes that what is judged together may be under: one for each cluster in it, by its name, and all where a name is not known. The
 * worst that any of them finds is what counts.
 */
export function regimesFor({ resources, deleted }: Pick<Scope, "resources" | "deleted">, regimes: Regimes) {
  const { base, clusters } = regimes;
  if (clusters.length === 0) return [base];
  const names = new Set([resources, deleted].flatMap((all) => Object.values(all).flatMap(namesOf)));
  if (names.has(undefined)) return [base, ...clusters];
  if (names.size === 0) return [base];
  return [
    ...new Set([...names].map((name) => clusters.find(({ match = "" }) => matchesGlob(name ?? "", match)) ?? base)),
  ];
}

/** The names of the clusters that resources of one type are, or belong to; undefined where one is not known. */
function namesOf(ofType: Readonly<Record<string, Resource>>): readonly (string | undefined)[] {
  return Object.values(ofType).flatMap(({ type, values, unknown, edges }) => {
    const attribute = type === "aws_eks_cluster" ? "name" : "cluster_name";
    const name = values[attribute];
    if (typeof name === "string") return [name];
    if (type === "aws_eks_cluster") return [undefined];
    if (unknown[attribute] !== true && edges[attribute] === undefined) return [];
    // Where it names a cluster that is here, that cluster tells.
    const references = edges[attribute] ?? [];
    const isHere =
      references.length > 0 &&
      references.every(
        ({ targets }) => targets.length > 0 && targets.every((target) => target.type === "aws_eks_cluster"),
      );
    return isHere ? [] : [undefined];
  });
}
