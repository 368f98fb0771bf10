import type { Document } from "../document/document";
import { groupsOf, joined, scopes } from "../document/index";
import { loadBundle } from "./bundle";
import { clean } from "./clean";
import { EngineError } from "./errors";
import { type NeededFlow, type Networks, parseNetworks } from "./networks-answer";
import { type JudgeOptions, today, validDate } from "./options";
import { regimesFor, regimesOf } from "./regimes";
import { instantiate, thrownText } from "./wasm-policy";

/** Resource types without which there is nothing to tell. */
const told = ["aws_eks_cluster", "aws_eks_node_group", "aws_eks_fargate_profile", "aws_autoscaling_group"];

/** The networks of one part of the input, whose resources are connected with each other. */
export interface PartNetworks extends Networks {
  /** Paths of the documents that it is from: several where they name each other's resources. */
  readonly documents: readonly string[];
  /** What of them is not read, as sentences without their end. */
  readonly gaps: readonly string[];
}

/**
 * What documents tell of the networks of their clusters, with the flows that these need. Asks the policies once for each part of a document
 * that is judged by itself, so that the cost grows with the number of clusters.
 *
 * @throws EngineError if the policies throw or answer something else
 */
export function networksOf(documents: readonly Document[], options: JudgeOptions = {}): readonly PartNetworks[] {
  const bundle = loadBundle(options.bundle);
  const regimes = regimesOf(bundle.manifest.rules, options);
  const evaluate = instantiate(bundle, "networks");
  const day = validDate(options.date ?? today());
  return groupsOf(documents).flatMap((group) => {
    const document = joined(group);
    return scopes(document, bundle.manifest.reads)
      .filter(({ resources }) => told.some((type) => Object.keys(resources[type] ?? {}).length > 0))
      .map((scope) => ({
        ...together(
          regimesFor(scope, regimes).map(({ profile, settings }) =>
            parseNetworks(asked({ ...scope, kind: document.kind, date: day, profile, settings }, document.path)),
          ),
        ),
        documents: group.map(({ path }) => clean(path)),
        gaps: document.gaps.map(({ address, reason }) => clean(`${address}: ${reason}`)),
      }));
  });

  function asked(input: object, path: string): unknown {
    try {
      return evaluate(input);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError(`The policies threw while they looked at the networks in ${path}: ${thrownText(error)}.`, {
        cause: error,
      });
    }
  }
}

/** What is told under several regimes, which differ in the flows that they want: the ports of webhooks are a setting. */
function together([first, ...others]: readonly Networks[]): Networks {
  if (first === undefined) throw new EngineError("There is no regime to look at the networks by.");
  const flows = new Map<string, NeededFlow>();
  for (const flow of [first, ...others].flatMap((networks) => networks.flows)) {
    const key = JSON.stringify([flow.from.id, flow.to.id, flow.protocol, flow.port]);
    if (!flows.has(key)) flows.set(key, flow);
  }
  return { ...first, flows: [...flows.values()] };
}
