import type { EksNodeGroupNodeRepairConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import type { Problems } from "../shared/problems";
import { isBetween } from "./node-template-problems";

/** A number of nodes, or a share of them in percent; not both. */
export interface NodeCount {
  readonly count?: number;
  readonly percentage?: number;
}

/** What is done about one condition of nodes, in place of what EKS does. */
export interface NodeRepairOverride {
  /** Condition that the node monitoring agent reports, such as `AcceleratedHardwareNotReady`. */
  readonly condition: string;
  /** Its reason, such as `NvidiaXID13Error`. */
  readonly reason: string;
  readonly action: "Replace" | "Reboot" | "NoAction";
  /** Minutes to wait before that, at least 1. */
  readonly waitMinutes: number;
}

/**
 * How EKS repairs nodes.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
 */
export interface NodeRepairOptions {
  /**
   * With more unhealthy nodes than these nothing is repaired.
   * @default EKS's own: 20 percent of groups of more than five nodes
   */
  readonly maxUnhealthy?: NodeCount;
  /**
   * Nodes that are repaired at a time.
   * @default EKS's own
   */
  readonly maxParallel?: NodeCount;
  /**
   * What is done about single conditions.
   * @default EKS's own
   */
  readonly overrides?: readonly NodeRepairOverride[];
}

/** The configuration of node repair. */
export function nodeRepairConfig(repair: boolean | NodeRepairOptions): EksNodeGroupNodeRepairConfig {
  if (typeof repair === "boolean") return { enabled: repair };
  const { maxUnhealthy, maxParallel, overrides } = repair;
  return {
    enabled: true,
    ...(maxUnhealthy?.count === undefined ? {} : { maxUnhealthyNodeThresholdCount: maxUnhealthy.count }),
    ...(maxUnhealthy?.percentage === undefined ? {} : { maxUnhealthyNodeThresholdPercentage: maxUnhealthy.percentage }),
    ...(maxParallel?.count === undefined ? {} : { maxParallelNodesRepairedCount: maxParallel.count }),
    ...(maxParallel?.percentage === undefined ? {} : { maxParallelNodesRepairedPercentage: maxParallel.percentage }),
    ...(overrides === undefined
      ? {}
      : {
          nodeRepairConfigOverrides: overrides.map(({ condition, reason, action, waitMinutes }) => ({
            nodeMonitoringCondition: condition,
            nodeUnhealthyReason: reason,
            repairAction: action,
            minRepairWaitTimeMins: waitMinutes,
          })),
        }),
  };
}

/** What is wrong with the options of node repair. */
export function checkNodeRepair(repair: boolean | NodeRepairOptions | undefined, problems: Problems): void {
  if (repair === undefined || typeof repair === "boolean") return;
  for (const property of ["maxUnhealthy", "maxParallel"] as const) {
    const at = `nodeRepair.${property}`;
    const { count, percentage } = repair[property] ?? {};
    if (count !== undefined && percentage !== undefined) {
      problems.add(at, repair[property], "must be a count or a percentage, not both");
    }
    problems.check(`${at}.count`, count, (value) => Number.isInteger(value) && value >= 1, "must be 1 or more nodes");
    problems.check(`${at}.percentage`, percentage, isBetween(1, 100), "must be 1 to 100 percent");
  }
  for (const [index, { condition, reason, action, waitMinutes }] of (repair.overrides ?? []).entries()) {
    const at = `nodeRepair.overrides[${index}]`;
    problems.check(`${at}.condition`, condition, (text) => text !== "", "must name a condition");
    problems.check(`${at}.reason`, reason, (text) => text !== "", "must name a reason");
    const actions = ["Replace", "Reboot", "NoAction"];
    problems.check(`${at}.action`, action, (one) => actions.includes(one), `must be one of ${actions.join(", ")}`);
    const isWait = (value: number) => Number.isInteger(value) && value >= 1;
    problems.check(`${at}.waitMinutes`, waitMinutes, isWait, "must be 1 or more minutes");
  }
}
