import { withoutIndexes } from "./dependencies";
import type { Document, Reference, Resource } from "./document";
import { fitOf, namingArguments } from "./fits";
import { Groups } from "./groups";
import { idLike } from "./literals";
import { type Pruned, prune, type Reads } from "./prune";
import { emptyDictionary, isArray, isObject } from "./records";

/** What is judged in one evaluation: a part of the document that is not connected with the rest of it. */
export type Scope = Pruned;

/**
 * Cuts a document to what the policies read, and splits it: each EKS cluster with everything that is connected to it (clusters that share a
 * network stay together), and in one more scope all that is connected to no cluster. Every resource is in exactly one scope, and the results
 * of all of them together are those of the whole: a policy goes from one resource to another by a reference or by an equal id or name only.
 *
 * It does not split where that might not hold:
 * - a resource names another by something that cannot be told (a security group rule whose group is unknown could belong to any
 *   group of the input);
 * - it states what holds for a whole account and Region, and names nothing (VPC Block Public Access);
 * - the input has gaps, since what is not read could connect anything;
 * - something is deleted or replaced, since the rules about change compare it with what stays.
 */
export function scopes(document: Document, reads: Reads): readonly Scope[] {
  const whole = prune(document, reads);
  const clusters = Object.keys(whole.resources["aws_eks_cluster"] ?? {});
  const all = Object.values(whole.resources).flatMap((ofType) => Object.values(ofType));
  const isDeleting =
    Object.values(whole.deleted).some((ofType) => Object.keys(ofType).length > 0) ||
    all.some(({ actions }) => actions?.includes("delete"));
  if (clusters.length < 2 || whole.gaps.length > 0 || isDeleting) {
    return [whole];
  }
  if (all.some(({ type }) => ofTheRegion.has(type)) || all.some(namesUnknown)) {
    return [whole];
  }
  const groups = connect(all, whole);
  const byRoot = new Map<string, Map<string, Record<string, Resource>>>();
  const withCluster = new Set(clusters.map((address) => groups.find(address)));
  for (const resource of all) {
    const root = groups.find(resource.address);
    const key = withCluster.has(root) ? root : "";
    const types = byRoot.get(key) ?? new Map<string, Record<string, Resource>>();
    byRoot.set(key, types);
    const ofType = types.get(resource.type) ?? emptyDictionary<Resource>();
    types.set(resource.type, ofType);
    ofType[resource.address] = resource;
  }
  if (byRoot.size === 1) {
    return [whole];
  }
  return [...byRoot.values()].map((types) => {
    const resources = emptyDictionary<Record<string, Resource>>();
    for (const type of Object.keys(whole.resources)) {
      resources[type] = types.get(type) ?? emptyDictionary();
    }
    return { gaps: [], resources, deleted: whole.deleted };
  });
}

/** What holds for every VPC of an account in a Region. */
const ofTheRegion: ReadonlySet<string> = new Set(["aws_vpc_block_public_access_options"]);

/** Whether it may name a resource of the input that cannot be told. */
function namesUnknown(resource: Resource): boolean {
  for (const path of Object.keys(resource.edges)) {
    if (fitOf(resource.type, path) !== undefined && resource.edges[path]?.some(meansUnknown)) {
      return true;
    }
  }
  return Object.keys(resource.unknown).some((path) => {
    if (resource.edges[path] !== undefined) {
      return false;
    }
    return fitOf(resource.type, path) !== undefined || holdsNaming(resource.type, path);
  });
}

/** Whether a reference means what cannot be told: nothing that is here, or one of what a data source finds. */
function meansUnknown(reference: Reference): boolean {
  return reference.certainty === "unknown" || reference.targets.some(({ type }) => ofSeveral.has(type));
}

const ofSeveral: ReadonlySet<string> = new Set([
  "aws_network_acls",
  "aws_route_tables",
  "aws_security_groups",
  "aws_subnets",
]);

/** Whether an argument that names a resource is below a path that is unknown as a whole. */
function holdsNaming(type: string, path: string): boolean {
  const names = path.split(".").filter((segment) => !/^\d+$/.test(segment));
  return namingArguments(type).some(({ way }) => {
    const ofWay = way.filter((segment) => segment !== "*");
    return ofWay.length > names.length && names.every((name, at) => ofWay[at] === name);
  });
}

/** Of AWS, the same in every account: who attaches one is not connected with whoever else does. */
const managedPolicy = /^arn:aws[a-z-]*:(?:iam::aws:policy|eks::aws:cluster-access-policy)\//;

/** Who is let into clusters: not connected by it with whoever else lets in the same, unless the input makes it. */
const principal = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\//;

function connect(all: readonly Resource[], whole: Pruned): Groups {
  const groups = new Groups();
  const trust: Resource[] = [];
  const named = new Set(
    ["aws_iam_role", "aws_iam_user"].flatMap((type) =>
      Object.values(whole.resources[type] ?? {}).flatMap(({ values }) => [values["arn"], values["name"]]),
    ),
  );
  const isElsewhere = (text: string): boolean =>
    managedPolicy.test(text) ||
    (principal.test(text) && !named.has(text) && !named.has(text.slice(text.lastIndexOf("/") + 1)));
  const waitedFor = new Set(all.flatMap((resource) => resource.depends_on ?? []));
  const anyClusterLogs = all.some(isUnnamedLogGroup);
  for (const resource of all) {
    groups.add(resource.address);
  }
  for (const resource of all) {
    const { address, type } = resource;
    for (const path of Object.keys(resource.edges)) {
      const isNaming = fitOf(type, path) !== undefined;
      for (const reference of resource.edges[path] ?? []) {
        for (const target of reference.targets) {
          // What the policies do not read connects only where it is what the argument names (a default VPC), not as a mere source of text.
          if (isNaming || whole.resources[target.type]?.[target.to] !== undefined) {
            groups.union(address, target.to);
          }
        }
      }
    }
    for (const { way, fit } of namingArguments(type)) {
      const kind = Object.keys(fit)[0] ?? "";
      forEachString(at(resource.values, way), (text) => {
        if (isElsewhere(text)) {
          return;
        }
        groups.union(address, `${kind} named ${text}`);
        if (kind === "aws_iam_role") {
          // A role is also told by the name at the end of its ARN.
          groups.union(address, `${kind} named ${text.slice(text.lastIndexOf("/") + 1)}`);
        }
      });
    }
    for (const name of ownersOf(resource)) {
      groups.union(address, `aws_eks_cluster named ${name}`);
    }
    if (anyClusterLogs && (type === "aws_eks_cluster" || isUnnamedLogGroup(resource))) {
      groups.union(address, "whatever a log group is of");
    }
    for (const name of resource.depends_on ?? []) {
      groups.union(address, `waited for ${name}`);
    }
    for (const name of namesToWaitFor(address)) {
      if (waitedFor.has(name)) {
        groups.union(address, `waited for ${name}`);
      }
    }
    if (type === "aws_eks_cluster" || mayTrustAnyCluster(resource)) {
      trust.push(resource);
    }
    const connectId = (text: string): void => {
      if (text.length < 200 && idLike.test(text) && !isElsewhere(text)) {
        groups.union(address, `id ${text}`);
      }
    };
    forEachString(resource.values, connectId);
    // The rules about change compare with what it named before.
    forEachString(resource.before, connectId);
    const { name, arn } = resource.values;
    if (typeof name === "string" && !namedWithin.has(type)) {
      groups.union(address, `${type} named ${name}`);
    }
    if (typeof arn === "string") {
      groups.union(address, `id ${arn}`);
    }
  }
  if (trust.some(mayTrustAnyCluster)) {
    for (const { address } of trust) {
      groups.union(address, "whatever a role trusts");
    }
  }
  return groups;
}

/** What has its name among those of the role that it is in: nothing else names it. */
const namedWithin: ReadonlySet<string> = new Set(["aws_iam_role_policy"]);

const ownerTag = "kubernetes.io/cluster/";

/** The clusters that a self-managed node group names in its tags, or a log group in its name. */
function ownersOf({ type, values }: Resource): string[] {
  const owners: string[] = [];
  if (type === "aws_autoscaling_group") {
    forEachString(at(values, ["tag", "*", "key"]), (key) => {
      if (key.startsWith(ownerTag)) {
        owners.push(key.slice(ownerTag.length));
      }
    });
  }
  if (type === "aws_cloudwatch_log_group") {
    forEachString(values["name"], (name) => {
      const [, cluster] = /^\/aws\/eks\/(.+)\/cluster$/.exec(name) ?? [];
      owners.push(...(cluster === undefined ? [] : [cluster]));
    });
  }
  return owners;
}

/** Whether it may be the log group of any cluster: which it is is told by its name alone. */
function isUnnamedLogGroup({ type, unknown }: Resource): boolean {
  return type === "aws_cloudwatch_log_group" && unknown["name"] === true;
}

/** What `depends_on` may call a resource: its block, and each module that it is in, all without indexes. */
function namesToWaitFor(address: string): readonly string[] {
  const block = withoutIndexes(address);
  const modules = [...block.matchAll(/(?<=^|\.)module\.[^.]+/g)].map((found) =>
    block.slice(0, found.index + found[0].length),
  );
  return [...modules, block];
}

/** Whether a role may trust the OIDC provider of any cluster: its trust policy is not known, or names a provider in its text. */
function mayTrustAnyCluster({ type, values, unknown }: Resource): boolean {
  const policy = values["assume_role_policy"];
  return (
    type === "aws_iam_role" &&
    (unknown["assume_role_policy"] === true || (typeof policy === "string" && policy.includes("oidc-provider/")))
  );
}

function at(values: unknown, way: readonly string[]): unknown {
  const [name, ...rest] = way;
  if (name === undefined) {
    return values;
  }
  if (name === "*") {
    return isArray(values) ? values.map((item) => at(item, rest)) : undefined;
  }
  return isObject(values) ? at(values[name], rest) : undefined;
}

function forEachString(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") {
    visit(value);
  } else if (isArray(value)) {
    for (const item of value) {
      forEachString(item, visit);
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      forEachString(value[key], visit);
    }
  }
}
