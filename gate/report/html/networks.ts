import type { Judgement, PartNetworks, Placed } from "../../engine/index";
import { escapeHtml } from "../escape";
import { count } from "../terminal";
import { type ClusterView, carrierName, flowCounts, viewsOf } from "./cluster-view";
import { code, type Html, list, scrolled, table } from "./elements";
import { flowList } from "./flow-list";
import { listed } from "./names";
import { pictureOf } from "./picture";
import { gatewayEndpointsText, rangesText, routeText, tierText, unknownSubnet } from "./subnet-words";

/** Up to this number of clusters is shown at once; of more, those are folded that have nothing but allowed flows. */
const mostOpen = 3;

/** The network of each cluster: a drawing, and the same as tables. */
export function networksSection(parts: readonly PartNetworks[], judgement: Judgement): Html {
  const views = parts.flatMap(viewsOf);
  const clusters = views.map((view, index) => clusterSection(view, index + 1, views.length, judgement));
  const unplaced = parts.flatMap(({ unplaced: all }) => all);
  const gaps = [...new Set(parts.flatMap(({ gaps: all }) => all))];
  return `<section aria-labelledby="networks">
<h2 id="networks">Networks</h2>
${views.length === 0 ? "<p>No cluster in this input.</p>" : legend}
${gaps.length === 0 ? "" : `<p>These parts are not read, and nothing is drawn of them; no flow is proven by the rest:</p>${list(gaps.map(escapeHtml))}`}
${clusters.join("\n")}
${
  unplaced.length === 0
    ? ""
    : `<h3>Not drawn: their cluster is not told</h3>\n${list(unplaced.map(({ address, why, missing }) => `${code(address)}: ${escapeHtml(why)} (not known: ${escapeHtml(missing)})`))}`
}
</section>`;
}

const legend = `<p class="legend">Each number is a flow that the cluster needs:
<span class="outcome pass">✓ allowed</span> (whole line), <span class="outcome fail">✕ blocked</span> (dashes),
<span class="outcome undetermined">? not proven</span> (dots). A flow is drawn once, between one pair of its subnets: the worst one where it
is not allowed. What has a dashed border is not certain.</p>`;

function clusterSection(view: ClusterView, number: number, of: number, judgement: Judgement): Html {
  const { address, cluster, part, flows } = view;
  const id = `cluster-${number}`;
  const { svg, plan, leftFlows } = pictureOf(view, id);
  const isSound = flows.every(({ flow }) => flow.outcome === "allowed");
  const told = flows.length === 0 ? "no flow" : flowCounts(flows);
  const where = judgement.documents.length > 1 ? ` in ${listed(part.documents.map((path) => code(path)))}` : "";
  const left = [
    plan.left > 0 ? `${count(plan.left, "more subnet")} of the VPC ${plan.left === 1 ? "is" : "are"} not drawn.` : "",
    leftFlows > 0 ? `${count(leftFlows, "flow")} ${leftFlows === 1 ? "is" : "are"} not drawn, and listed below.` : "",
  ].filter((text) => text !== "");
  return `<details class="cluster"${of <= mostOpen || !isSound ? " open" : ""}>
<summary><h3 id="${id}">${escapeHtml(cluster.name ?? address)} <span class="quiet">${escapeHtml(told)}</span></h3></summary>
<p class="quiet">${code(address)}${where}</p>
${scrolled(`Drawing of the network of ${address}`, svg, "scroll figure")}
${left.length === 0 ? "" : `<p class="quiet">${escapeHtml(left.join(" "))}</p>`}
<h4>Flows</h4>
${flowList(view, judgement)}
<h4>Subnets</h4>
${subnetTable(view, plan.subnets)}
<h4>Interfaces</h4>
${interfaceTable(view)}
</details>`;
}

function subnetTable({ part, address: cluster }: ClusterView, subnets: readonly string[]): Html {
  if (subnets.length === 0) return "<p>No subnet is known.</p>";
  const rows = subnets.map((address) => {
    const subnet = part.subnets.get(address) ?? unknownSubnet;
    const known = subnet.table === undefined ? undefined : part.tables.get(subnet.table);
    const routes = (known?.routes ?? []).map((route) => escapeHtml(routeText(route)));
    const endpoints = gatewayEndpointsText(subnet, part);
    const nats = [...part.natGateways].filter(([, nat]) => nat.subnet === address);
    return [
      code(address),
      escapeHtml(subnet.zone ?? "not known"),
      escapeHtml(rangesText(subnet)),
      `${escapeHtml(tierText(subnet))}${
        subnet.missing.length === 0
          ? ""
          : list(
              subnet.missing.map((one) => `not known: ${escapeHtml(one)}`),
              "long",
            )
      }`,
      subnet.table === undefined ? "not known" : code(subnet.table),
      list(
        [
          ...(subnet.table === undefined ? [] : ["local"]),
          ...routes,
          ...(known?.read === false ? ["others that this input does not hold"] : []),
          ...(endpoints === "" ? [] : [escapeHtml(endpoints)]),
        ],
        "long",
      ),
      list(nats.map(([nat, { leadsOut }]) => `${code(nat)}, reaches the internet: ${leadsOut}`)),
    ];
  });
  const columns = ["Subnet", "Zone", "Range", "Tier", "Route table", "Routes", "NAT gateways"];
  return scrolled(`Subnets of ${cluster}`, table("Subnets that are drawn", columns, rows));
}

function interfaceTable({ cluster, part, endpoints, address }: ClusterView): Html {
  const rows = [
    row("control plane", code(address), cluster.controlPlane),
    ...[...cluster.carriers].map(([carrier, of]) =>
      row(carrierName(carrier, of).split(":")[0] ?? of.kind, code(carrier), of),
    ),
    ...[...cluster.pods].map(([pods, of]) => row("pods in subnets of their own", code(pods), of)),
    ...endpoints.map((of) =>
      row(`endpoint for ${part.endpoints.get(of.id)?.service ?? "a service that is not known"}`, code(of.id), of),
    ),
  ];
  return scrolled(
    `Network interfaces of ${address}`,
    table("What has network interfaces, and where", ["What", "Resource", "Subnets", "Security groups"], rows),
  );
}

function row(what: string, resource: Html, { certain, may, missing, groups }: Placed): readonly Html[] {
  return [
    escapeHtml(what),
    resource,
    list(
      [
        ...certain.map(code),
        ...may.map((subnet) => `${code(subnet)} (perhaps)`),
        ...missing.map((one) => `not known: ${escapeHtml(one)}`),
      ],
      "long",
    ),
    groups.length === 0 ? "not known" : list(groups.map(code), "long"),
  ];
}
