import { EndpointAccess } from "../modules/control-plane";
import type { NodeUserData } from "../modules/data-plane";
import { InvalidPropsError, type Problem } from "../modules/shared/problems";
import type { BackendSettings } from "./backend";
import type { EksPlatformStackProps, ExistingNetwork } from "./eks-platform-props";
import type { ClusterSettings } from "./platform-schema";

/** A stack's props made from settings, with what is wrong about values that the props hold in another form. */
export interface ConvertedSettings {
  readonly props: EksPlatformStackProps;
  readonly problems: readonly Problem[];
}

/** Turns the settings of a cluster into the props of its stack. */
export function toStackProps(settings: ClusterSettings): ConvertedSettings {
  const problems: Problem[] = [];
  const { endpointAccess, backend, existingNetwork: existing, dataPlane = {}, ...rest } = settings;
  const existingNetwork = existing === undefined ? undefined : toExistingNetwork(existing, problems);
  const access = endpointAccess === undefined ? undefined : toEndpointAccess(endpointAccess, problems);
  const state = backend === undefined ? undefined : toBackend(backend, problems);
  const props = withoutUndefined({ ...rest, dataPlane, existingNetwork, endpointAccess: access, backend: state });
  return { props, problems };
}

function toExistingNetwork(
  { fromIds, fromTags }: NonNullable<ClusterSettings["existingNetwork"]>,
  problems: Problem[],
): ExistingNetwork | undefined {
  if (fromIds !== undefined && fromTags === undefined) return { fromIds: withoutUndefined(fromIds) };
  if (fromTags !== undefined && fromIds === undefined) return { fromTags: withoutUndefined(fromTags) };
  const value = Object.keys({ ...(fromIds && { fromIds }), ...(fromTags && { fromTags }) });
  problems.push({ property: "existingNetwork", value, message: "must hold either fromIds or fromTags" });
  return undefined;
}

function toEndpointAccess(
  { access, cidrs, openToWorld }: NonNullable<ClusterSettings["endpointAccess"]>,
  problems: Problem[],
): EndpointAccess | undefined {
  if (access === "private") {
    if (cidrs !== undefined) {
      problems.push({
        property: "endpointAccess.cidrs",
        value: cidrs,
        message: "must be left out with access private",
      });
    }
    return EndpointAccess.private();
  }
  if (cidrs === undefined) {
    problems.push({
      property: "endpointAccess.cidrs",
      value: undefined,
      message: `is missing; access ${access} needs ranges`,
    });
    return undefined;
  }
  try {
    return EndpointAccess[access](cidrs, { openToWorld: openToWorld === true });
  } catch (error) {
    if (!(error instanceof InvalidPropsError)) throw error;
    for (const problem of error.problems) problems.push({ ...problem, property: `endpointAccess.${problem.property}` });
    return undefined;
  }
}

function toBackend(backend: NonNullable<ClusterSettings["backend"]>, problems: Problem[]): BackendSettings | undefined {
  const { type, path, ...s3 } = backend;
  const misplaced = type === "local" ? s3 : { path };
  for (const [key, value] of Object.entries(misplaced)) {
    if (value === undefined) continue;
    problems.push({ property: `backend.${key}`, value, message: `must be left out with type ${type}` });
  }
  if (type === "local") return withoutUndefined({ type, path });
  if (s3.bucket !== undefined) return withoutUndefined({ type, ...s3, bucket: s3.bucket });
  problems.push({ property: "backend.bucket", value: undefined, message: "is missing; type s3 needs a bucket" });
  return undefined;
}

type Defined<Value> = Value extends readonly unknown[]
  ? { readonly [Position in keyof Value]: Defined<Value[Position]> }
  : Value extends EndpointAccess | NodeUserData
    ? Value
    : Value extends object
      ? { [Key in keyof Value]: Defined<Exclude<Value[Key], undefined>> }
      : Value;

/** The value without members that are undefined, at any depth: optional props are left out, not set to undefined. */
function withoutUndefined<Value>(value: Value): Defined<Value>;
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutUndefined(item));
  if (typeof value !== "object" || value === null || value instanceof EndpointAccess) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutUndefined(member)]));
}
