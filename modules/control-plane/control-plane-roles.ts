import type { Construct } from "constructs";
import { AutoModeNodeRole, ClusterRole, type RoleProps } from "../identity";
import { nodePoolsOf } from "./auto-mode";
import type { ControlPlaneProps } from "./control-plane-props";
import { rolePrefix } from "./role-prefix";
import type { RoleWithPermissions } from "./role-with-permissions";

/** The role that is made for a cluster. */
export function clusterRole(scope: Construct, props: ControlPlaneProps, partition: string): ClusterRole {
  return new ClusterRole(scope, "role", {
    ...rolePrefix(props.name, "cluster"),
    ...common(props, partition),
    ...(props.autoMode === undefined ? {} : { autoMode: true }),
    ...(props.outpost === undefined ? {} : { outpost: true }),
  });
}

/** The role of Auto Mode's nodes, made or given; none without node pools. */
export function nodeRole(
  scope: Construct,
  props: ControlPlaneProps,
  partition: string,
): RoleWithPermissions | undefined {
  if (props.autoMode === undefined) return undefined;
  const options = props.autoMode === true ? {} : props.autoMode;
  if (nodePoolsOf(options).length === 0) return undefined;
  if (options.nodeRole !== undefined) return options.nodeRole;
  return new AutoModeNodeRole(scope, "auto-mode-node-role", {
    ...rolePrefix(props.name, "auto-mode-node"),
    ...common(props, partition),
  });
}

function common({ roles, tags, transform }: ControlPlaneProps, partition: string): RoleProps {
  return {
    partition,
    ...roles,
    ...(tags === undefined ? {} : { tags }),
    ...(transform?.roles === undefined ? {} : { transform: transform.roles }),
  };
}
