import type { Placed } from "../../engine/index";
import { type ClusterView, carrierName, compare, endpointsId } from "./cluster-view";
import { shortName } from "./names";
import { rangesText, tierText, unknownSubnet, waysText } from "./subnet-words";

/** Something with interfaces in a subnet, or a NAT gateway. */
export interface Chip {
  /** As flows call it; `endpoints` stands for all endpoints. */
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly kind: "control-plane" | "carrier" | "endpoints" | "gateway";
  /** Whether it certainly lies here. */
  readonly certain: boolean;
}

/** A subnet as it is drawn; without an address it stands for those that are not known. */
export interface Box {
  readonly address?: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly tier: string;
  readonly chips: readonly Chip[];
}

/** The subnets of a VPC in one zone, each in the row of its tier. */
export interface Column {
  readonly vpc?: string;
  readonly zone?: string;
  readonly boxes: ReadonlyMap<number, Box>;
}

/** What is drawn where, before it has a size. */
export interface Plan {
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Subnets that are drawn, and how many of the VPC are not. */
  readonly subnets: readonly string[];
  readonly left: number;
}

/** Subnets beside those that are used are drawn up to this number, so that one that lacks something is seen. */
const mostBoxes = 24;
const mostUsedBoxes = 60;
const mostChips = 8;

const unknownBox = "not known";

export function planOf(view: ClusterView): Plan {
  const placed = placedOf(view);
  const used = new Set(placed.flatMap(({ links }) => [...links.certain, ...links.may]));
  for (const subnet of [...used]) for (const nat of natGatewaysOf(view, subnet)) addSubnetOf(view, nat, used);
  const vpcs = new Set([...used].map((subnet) => view.part.subnets.get(subnet)?.vpc));
  const others = [...view.part.subnets]
    .filter(([address, { vpc }]) => !used.has(address) && vpc !== undefined && vpcs.has(vpc))
    .map(([address]) => address);
  const shownUsed = [...used].sort(compare).slice(0, mostUsedBoxes);
  const shown = [...shownUsed, ...others.slice(0, Math.max(0, mostBoxes - shownUsed.length))];
  const unknown = placed.filter(({ links }) => links.missing.length > 0);
  return {
    ...inColumns(
      shown.map((address) => boxOf(address, view, placed)),
      unknown.length === 0 ? undefined : boxOfUnknown(unknown),
      view,
    ),
    subnets: shown,
    left: used.size + others.length - shown.length,
  };
}

interface PlacedChip {
  readonly links: Placed;
  readonly chip: Omit<Chip, "certain">;
}

/** The control plane's interfaces first, then what carries pods, then endpoints. */
function placedOf({ cluster, endpoints, part }: ClusterView): readonly PlacedChip[] {
  const control = { links: cluster.controlPlane, chip: controlPlaneChip(cluster.controlPlane.id) };
  const carriers = [...cluster.carriers].map(([address, carrier]) => ({
    links: carrier,
    chip: { id: carrier.id, label: carrierName(address, carrier), title: address, kind: "carrier" as const },
  }));
  const pods = [...cluster.pods].map(([address, links]) => ({
    links,
    chip: { id: links.id, label: `pods: ${shortName(address)}`, title: address, kind: "carrier" as const },
  }));
  const services = endpoints.map((links) => ({
    links,
    chip: {
      id: endpointsId,
      label: part.endpoints.get(links.id)?.service ?? shortName(links.id),
      title: links.id,
      kind: "endpoints" as const,
    },
  }));
  return [control, ...carriers, ...pods, ...services];
}

function controlPlaneChip(id: string): PlacedChip["chip"] {
  return { id, label: "control plane interfaces", title: id.replace("#control_plane", ""), kind: "control-plane" };
}

/** The NAT gateways that the table of a subnet leads to. */
export function natGatewaysOf({ part }: ClusterView, subnet: string): readonly string[] {
  const table = part.subnets.get(subnet)?.table;
  const routes = table === undefined ? [] : (part.tables.get(table)?.routes ?? []);
  const ids = routes.flatMap(({ ways }) => ways.filter(({ kind }) => kind === "NAT gateway").map(({ id }) => id));
  return [...new Set(ids)].filter((id) => part.natGateways.has(id)).sort(compare);
}

function addSubnetOf({ part }: ClusterView, nat: string, used: Set<string>): void {
  const subnet = part.natGateways.get(nat)?.subnet;
  if (subnet !== undefined) used.add(subnet);
}

function boxOf(address: string, view: ClusterView, placed: readonly PlacedChip[]): Box {
  const subnet = view.part.subnets.get(address) ?? unknownSubnet;
  const nats = [...view.part.natGateways]
    .filter(([, nat]) => nat.subnet === address)
    .map(([id]): Chip => ({ id, label: "NAT gateway", title: id, kind: "gateway", certain: true }));
  const here = placed.flatMap(({ links, chip }): Chip[] => {
    const certain = links.certain.includes(address);
    return certain || links.may.includes(address) ? [{ ...chip, certain }] : [];
  });
  return {
    address,
    name: shortName(address),
    lines: [`${rangesText(subnet)}, ${tierText(subnet)}`, waysText(subnet, view.part)],
    tier: subnet.tier ?? unknownBox,
    chips: inFewChips([...nats, ...here]),
  };
}

function boxOfUnknown(unknown: readonly PlacedChip[]): Box {
  return {
    name: "subnets not known",
    lines: ["the input does not tell which"],
    tier: unknownBox,
    chips: inFewChips(unknown.map(({ chip }) => ({ ...chip, certain: false }))),
  };
}

/** Endpoints as one chip, and no more chips than a drawing can take. */
function inFewChips(chips: readonly Chip[]): readonly Chip[] {
  const endpoints = chips.filter(({ kind }) => kind === "endpoints");
  const [first] = endpoints;
  const joined: Chip | undefined =
    first === undefined
      ? undefined
      : {
          ...first,
          label: endpoints.length === 1 ? `endpoint: ${first.label}` : `${endpoints.length} endpoints`,
          title: endpoints.map(({ label }) => label).join(", "),
          certain: endpoints.every(({ certain }) => certain),
        };
  const others = chips.filter(({ kind }) => kind !== "endpoints");
  const shown = others.length > mostChips ? others.slice(0, mostChips - 1) : others;
  const left = others.length - shown.length;
  const more: readonly Chip[] =
    left === 0
      ? []
      : [{ id: "more", label: `and ${left} more`, title: "see the table", kind: "carrier", certain: true }];
  return [...shown, ...more, ...(joined === undefined ? [] : [joined])];
}

const tierOrder = ["public", "private", "isolated", unknownBox];

function inColumns(
  boxes: readonly Box[],
  unknown: Box | undefined,
  { part }: ClusterView,
): Pick<Plan, "columns" | "rows"> {
  const byColumn = new Map<string, { vpc?: string; zone?: string; boxes: Box[] }>();
  for (const box of [...boxes, ...(unknown === undefined ? [] : [unknown])]) {
    const { vpc, zone } = box.address === undefined ? {} : (part.subnets.get(box.address) ?? {});
    const key = columnKey(vpc, zone);
    const column = byColumn.get(key) ?? {
      ...(vpc === undefined ? {} : { vpc }),
      ...(zone === undefined ? {} : { zone }),
      boxes: [],
    };
    column.boxes.push(box);
    byColumn.set(key, column);
  }
  const columns = [...byColumn].sort(([a], [b]) => compare(a, b)).map(([, column]) => column);
  const start = new Map<string, number>();
  let rows = 0;
  for (const tier of tierOrder) {
    start.set(tier, rows);
    rows += Math.max(0, ...columns.map((column) => column.boxes.filter((box) => box.tier === tier).length));
  }
  return {
    rows,
    columns: columns.map((column) => {
      const next = new Map(start);
      const placed = new Map<number, Box>();
      for (const box of column.boxes) {
        const row = next.get(box.tier) ?? 0;
        next.set(box.tier, row + 1);
        placed.set(row, box);
      }
      return { ...column, boxes: placed };
    }),
  };
}

/** VPCs stay together, and what is not known comes last. */
function columnKey(vpc: string | undefined, zone: string | undefined): string {
  return JSON.stringify([vpc === undefined, vpc ?? "", zone === undefined, zone ?? ""]);
}
