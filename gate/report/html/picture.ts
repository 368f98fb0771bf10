import { escapeHtml } from "../escape";
import { count } from "../terminal";
import { type ClusterView, flowCounts } from "./cluster-view";
import type { Html } from "./elements";
import {
  boxWidth,
  chipInset,
  type Drawing,
  type DrawnLine,
  draw,
  type Frame,
  internet,
  type PlacedBox,
  type PlacedChip,
  type Point,
  textHeight,
  vpcTop,
} from "./geometry";
import { linesOf } from "./lines";
import { fitted, listed, shortName } from "./names";
import { type Plan, planOf } from "./plan";

/** Characters that fit into a subnet's box, as its name and below it, and into one of the chips in it. Some systems' letters are wide. */
const mostInName = 29;
const mostInBox = 34;
const mostInChip = 31;

export interface Picture {
  readonly svg: Html;
  readonly plan: Plan;
  /** How many flows there was no room for. */
  readonly leftFlows: number;
}

/** The network of a cluster as a drawing of its own. Everything in it is also told in the tables beside it. */
export function pictureOf(view: ClusterView, id: string): Picture {
  const plan = planOf(view);
  const { lines, left } = linesOf(view, plan);
  const drawing = draw(plan, lines);
  const parts = [
    ...drawing.frames.map((frame) => frameSvg(frame, drawing, view)),
    internetSvg(drawing),
    ...drawing.zones.map(({ x, name }) =>
      textSvg(x, vpcTop + 70, fitted(name === undefined ? "zone not known" : `zone ${name}`, 36), "zone"),
    ),
    controlPlaneSvg(drawing, view),
    ...drawing.boxes.map(boxSvg),
    ...drawing.lines.map(lineSvg),
    ...drawing.lines.map(labelSvg),
  ];
  const svg = `<svg class="network" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${drawing.width} ${drawing.height}" width="${drawing.width}" height="${drawing.height}" xmlns="http://www.w3.org/2000/svg">
<title id="${id}-title">Network of ${escapeHtml(view.address)}</title>
<desc id="${id}-desc">${escapeHtml(description(view, plan))}</desc>
${parts.join("\n")}
</svg>`;
  return { svg, plan, leftFlows: left };
}

function description(view: ClusterView, plan: Plan): string {
  const zones = plan.columns.map(({ zone }) => zone ?? "a zone that is not known");
  const flows = view.flows.length === 0 ? "no flow" : `${count(view.flows.length, "flow")}: ${flowCounts(view.flows)}`;
  return `${count(plan.subnets.length, "subnet")} in ${listed([...new Set(zones)])}; ${flows}. The tables that follow tell the same.`;
}

function textSvg(x: number, y: number, text: string, className: string): Html {
  return `<text x="${x}" y="${y}" class="${className}">${escapeHtml(text)}</text>`;
}

function rect(x: number, y: number, width: number, height: number, className: string): Html {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" class="${className}"/>`;
}

function frameSvg({ vpc, x, width }: Frame, { bottom }: Drawing, { part }: ClusterView): Html {
  const ranges = vpc === undefined ? [] : (part.vpcs.get(vpc) ?? []);
  const name = vpc === undefined ? "VPC not known" : `VPC ${shortName(vpc)}, ${ranges.join(", ") || "range not known"}`;
  const gateways = [...part.internetGateways].filter(([, of]) => vpc !== undefined && of === vpc).map(([id]) => id);
  const room = Math.floor((width - 20) / 7);
  const gateway =
    gateways.length === 0
      ? ""
      : `${rect(x, vpcTop, width, 22, "gateway")}${textSvg(x + 10, vpcTop + 15, fitted(`internet gateway ${gateways.map(shortName).join(", ")}`, room), "small")}`;
  return `<g>${rect(x, vpcTop, width, bottom - vpcTop, vpc === undefined ? "vpc unsure" : "vpc")}${gateway}${textSvg(x + 10, vpcTop + 44, fitted(name, room), "name")}</g>`;
}

function internetSvg({ width }: Drawing): Html {
  return `<g>${rect(8, internet.top, width - 16, internet.height, "outside")}${textSvg(18, internet.top + 20, "the internet, with AWS's public endpoints", "small")}</g>`;
}

/** AWS's half below the VPC, joined to its interfaces in the subnets. */
function controlPlaneSvg({ width, bottom, boxes }: Drawing, { cluster, address }: ClusterView): Html {
  const top = bottom + 22;
  const joints = boxes.flatMap(({ x, placed }) =>
    placed
      .filter(({ kind }) => kind === "control-plane")
      .map(({ y, height }) => {
        const middle = y + height / 2;
        return `<path class="joint" d="M${x + chipInset} ${middle} H${x - 9} V${top}"/>`;
      }),
  );
  const state = (on: boolean | undefined): string => (on === undefined ? "not known" : on ? "on" : "off");
  const name = `control plane of ${cluster.name ?? shortName(address)}, run by AWS`;
  const endpoints = `private endpoint ${state(cluster.privateEndpoint)}, public endpoint ${state(cluster.publicEndpoint)}`;
  const room = Math.floor((width - 36) / 7);
  return `<g>${rect(8, top, width - 16, 44, "outside")}${textSvg(18, top + 18, fitted(name, room), "name")}${textSvg(18, top + 35, fitted(endpoints, room), "small")}${joints.join("")}</g>`;
}

function boxSvg({ x, y, height, name, lines, address, tier, placed }: PlacedBox): Html {
  const unsure = address === undefined ? " unsure" : "";
  const texts = [
    textSvg(x + chipInset, y + textHeight + 2, fitted(name, mostInName), "name"),
    ...lines.map((line, at) => textSvg(x + chipInset, y + (at + 2) * textHeight + 2, fitted(line, mostInBox), "small")),
  ];
  const tierClass = ["public", "private", "isolated"].includes(tier) ? tier : "unsure";
  return `<g><title>${escapeHtml([address ?? name, ...lines].join("\n"))}</title>${rect(x, y, boxWidth, height, `subnet ${tierClass}${unsure}`)}${texts.join("")}${placed.map(chipSvg).join("")}</g>`;
}

function chipSvg({ x, y, height, label, title, kind, certain }: PlacedChip): Html {
  const text = `${fitted(label, certain ? mostInChip : mostInChip - 9)}${certain ? "" : " (perhaps)"}`;
  return `<g><title>${escapeHtml(title)}</title>${rect(x, y, boxWidth - 2 * chipInset, height, `chip ${kind}${certain ? "" : " unsure"}`)}${textSvg(x + 8, y + 15, text, "small")}</g>`;
}

function lineSvg({ paths, outcome }: DrawnLine): Html {
  const drawn = paths.map((path) => {
    const [start, ...others] = path;
    if (start === undefined) return "";
    const to = others.map(({ x, y }) => `L${x} ${y}`).join(" ");
    return `<path class="line" d="M${start.x} ${start.y} ${to}"/><circle class="head" cx="${start.x}" cy="${start.y}" r="2.5"/>${arrowHead(path)}`;
  });
  return `<g class="flow ${outcome}">${drawn.join("")}</g>`;
}

function arrowHead(path: readonly Point[]): Html {
  const [end, before] = [path.at(-1), path.at(-2)];
  if (end === undefined || before === undefined) return "";
  const points =
    end.x === before.x
      ? [end.x, end.y, end.x - 4, end.y + 8, end.x + 4, end.y + 8]
      : [end.x, end.y, end.x + 8, end.y - 4, end.x + 8, end.y + 4];
  return `<polygon class="head" points="${points.join(" ")}"/>`;
}

function labelSvg({ label, at, outcome }: DrawnLine): Html {
  const width = 8 + label.length * 6.4;
  return `<g class="flow ${outcome}">${`<rect class="badge" x="${at.x - width / 2}" y="${at.y - 9}" width="${width}" height="18" rx="9"/>`}<text class="number" x="${at.x}" y="${at.y + 4}" text-anchor="middle">${escapeHtml(label)}</text></g>`;
}
