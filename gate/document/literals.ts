import type { Edge, Resource } from "./document";
import { allFits, type Fit, takenBy } from "./fits";
import { valueAt } from "./values";

/** What AWS gives as an id or ARN: of one thing, in all accounts. */
export const idLike = /^(?:arn:.+|(?:vpc|subnet|sg|rtb|acl|nat|igw|eigw|lt|vpce|pl|eipalloc|eni|tgw|pcx)-[0-9a-f]+)$/;

/** An id, ARN or name that an instance has. */
export interface Owned extends Edge {
  readonly value: string;
}

/** What others may name an instance by. */
export function ownedBy({ type, address, values }: Pick<Resource, "type" | "address" | "values">): Owned[] {
  const owned: Owned[] = [];
  for (const attribute of namingAttributes.get(type) ?? []) {
    const value = valueAt(values, attribute);
    if (typeof value === "string" && value !== "") {
      owned.push({ value, to: address, type, attribute });
    }
  }
  return owned;
}

/** Where the ids, ARNs and names that the input knows belong. */
export class Literals {
  private readonly byValue = new Map<string, Edge[]>();

  constructor(drafts: Iterable<Pick<Resource, "type" | "address" | "values">>) {
    for (const draft of drafts) {
      for (const owned of ownedBy(draft)) {
        this.add(owned);
      }
    }
  }

  add({ value, to, type, attribute }: Owned): void {
    const key = `${type} ${attribute} ${value}`;
    const edge: Edge = { to, type, attribute };
    const others = this.byValue.get(key);
    if (others === undefined) {
      this.byValue.set(key, [edge]);
    } else {
      others.push(edge);
    }
  }

  /** The instances that a literal value of an argument names, each once; never the one whose argument it is. */
  find(fit: Fit, literal: string, asking?: string): readonly Edge[] {
    const found = new Map<string, Edge>();
    for (const [type, attribute] of takenBy(fit)) {
      for (const edge of this.byValue.get(`${type} ${attribute} ${literal}`) ?? []) {
        if (edge.to !== asking && !found.has(edge.to)) {
          found.set(edge.to, edge);
        }
      }
    }
    const edges = [...found.values()];
    // Of a VPC and the resource that adopts its default group, table or ACL, the one that adopts it says more.
    const adopting = edges.filter((edge) => !vpcTypes.has(edge.type));
    return edges.length > 1 && adopting.length > 0 && edges.some((edge) => vpcTypes.has(edge.type)) ? adopting : edges;
  }
}

const vpcTypes = new Set(["aws_vpc", "aws_default_vpc"]);

const namingAttributes = new Map<string, Set<string>>();
for (const fit of allFits()) {
  for (const [type, attribute] of takenBy(fit)) {
    namingAttributes.set(type, (namingAttributes.get(type) ?? new Set()).add(attribute));
  }
}

/** Whether other resources name one of this type by the attribute. */
export function isNaming(type: string, attribute: string): boolean {
  return namingAttributes.get(type)?.has(attribute) ?? false;
}
