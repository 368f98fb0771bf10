import { App, TerraformResource, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";

import { type Document, type ReadOptions, read, readAll, type Source } from "../document/index";

/**
 * Makes documents of what was given to `expect`.
 *
 * @throws TypeError if it is nothing that can be judged
 */
export function documentsOf(received: unknown, options: ReadOptions = {}): readonly Document[] {
  if (App.isApp(received))
    return readAll(
      stacksOf(received).map((stack) => sourceOf(stack)),
      options,
    );
  if (TerraformStack.isStack(received)) return readAll([sourceOf(received)], options);
  if (typeof received === "string") return [read(received, "(text)", options)];
  if (typeof received === "object" && received !== null && !Array.isArray(received)) {
    return [read(JSON.stringify(received), "(object)", options)];
  }
  throw noSubject(received);
}

/** What a matcher throws where nothing that it knows was given to `expect`. */
export function noSubject(received: unknown): TypeError {
  return new TypeError(
    `expected an App, a TerraformStack, the text of a cdk.tf.json or of \`terraform show -json\`, or the same parsed; got ${received === null ? "null" : typeof received}`,
  );
}

/** Types of the resources that traffic starts from or arrives at. */
const endTypes: readonly string[] = [
  "aws_eks_node_group",
  "aws_eks_fargate_profile",
  "aws_autoscaling_group",
  "aws_eks_cluster",
  "aws_vpc_endpoint",
];

/** One end of a flow: its name, and the stack that it is in where a construct tells. */
export interface NamedEnd {
  readonly name: string;
  readonly stack?: string;
}

/**
 * The end of a flow that a test means: a name as it is, a resource by its address, any other construct by the one resource in it that
 * traffic starts from or arrives at.
 *
 * @throws TypeError if it is nothing of that, or a construct with no such resource or several
 */
export function endOf(end: unknown, what: string): NamedEnd {
  if (typeof end === "string") return { name: end };
  if (!Construct.isConstruct(end)) {
    throw new TypeError(
      `${what} must be an address, a name such as "control-plane", or a construct; got ${typeof end}`,
    );
  }
  const resources = end.node
    .findAll()
    .filter((each): each is TerraformResource => TerraformResource.isTerraformResource(each));
  const found = resources.filter(({ terraformResourceType }) => endTypes.includes(terraformResourceType));
  const [one, ...others] = found;
  if (one === undefined || others.length > 0) {
    const names = found.map(addressOf).join(", ");
    throw new TypeError(
      `${what} is the construct ${end.node.path}, which holds ${one === undefined ? `none of ${endTypes.join(", ")}` : `several resources that traffic may start from or arrive at: ${names}`}. Name one by its address.`,
    );
  }
  return { name: addressOf(one), stack: TerraformStack.of(one).node.path };
}

/**
 * The documents that may hold these ends: an address may occur in several stacks, and a construct tells which is meant.
 *
 * @throws TypeError if they are constructs of a stack that was not given
 */
export function documentsWith(received: unknown, ends: readonly NamedEnd[]): readonly Document[] {
  const stacks = ends.flatMap(({ stack }) => (stack === undefined ? [] : [stack]));
  const documents = documentsOf(received);
  if (stacks.length === 0 || !(App.isApp(received) || TerraformStack.isStack(received))) return documents;
  const meant = documents.filter(({ path }) => stacks.every((stack) => stack === path));
  const together = new Set(meant.flatMap(({ linked }) => linked?.group ?? []));
  if (meant.length > 0) {
    return documents.filter((each) => meant.includes(each) || (each.linked && together.has(each.linked.group)));
  }
  const given = documents.map(({ path }) => path).join(", ");
  throw new TypeError(
    `from and to are constructs of ${[...new Set(stacks)].join(" and ")}; given to expect was ${given}`,
  );
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** A stack as it is synthesized, with the metadata that findings take construct paths from. */
export function sourceOf(stack: TerraformStack): Source {
  // References between stacks add outputs to the stack that they come from, so that all are prepared first.
  for (const each of stacksOf(App.of(stack))) each.prepareStack();
  // Runs the aspects, and throws the metadata away that findings take construct paths from.
  Testing.synth(stack);
  return { text: JSON.stringify(stack.toTerraform()), path: stack.node.path };
}

export function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
}
