import { createHash } from "node:crypto";
import { describe, expect, it, test } from "vitest";

import { read } from "../../document/index";
import { type JudgeOptions, judge, networksOf } from "../../engine/index";
import { toHtml } from "./page";

/** A reference of Terraform's. */
const ref = (expression: string): string => `\${${expression}}`;

const subnet = (cidr: string, zone: string): object => ({
  vpc_id: ref("aws_vpc.main.id"),
  cidr_block: cidr,
  availability_zone: zone,
});

const association = (name: string, table: string): object => ({
  subnet_id: ref(`aws_subnet.${name}.id`),
  route_table_id: ref(`aws_route_table.${table}.id`),
});

/** Nodes in two zones, which leave by a NAT gateway in a public subnet. */
const resource = {
  aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
  aws_internet_gateway: { main: { vpc_id: ref("aws_vpc.main.id") } },
  aws_subnet: {
    public: subnet("10.0.0.0/24", "eu-central-1a"),
    private_a: subnet("10.0.1.0/24", "eu-central-1a"),
    private_b: subnet("10.0.2.0/24", "eu-central-1b"),
  },
  aws_route_table: { public: { vpc_id: ref("aws_vpc.main.id") }, private: { vpc_id: ref("aws_vpc.main.id") } },
  aws_route: {
    public: {
      route_table_id: ref("aws_route_table.public.id"),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: ref("aws_internet_gateway.main.id"),
    },
    private: {
      route_table_id: ref("aws_route_table.private.id"),
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: ref("aws_nat_gateway.main.id"),
    },
  },
  aws_route_table_association: {
    public: association("public", "public"),
    private_a: association("private_a", "private"),
    private_b: association("private_b", "private"),
  },
  aws_nat_gateway: { main: { subnet_id: ref("aws_subnet.public.id"), allocation_id: "eipalloc-0a" } },
  aws_eks_cluster: {
    main: {
      "//": { metadata: { path: "prod/control-plane/cluster", uniqueId: "main" } },
      name: "shop",
      role_arn: "arn:aws:iam::111122223333:role/eks",
      version: "1.35",
      vpc_config: {
        subnet_ids: [ref("aws_subnet.private_a.id"), ref("aws_subnet.private_b.id")],
        endpoint_private_access: true,
        endpoint_public_access: false,
      },
    },
  },
  aws_eks_node_group: {
    main: {
      cluster_name: ref("aws_eks_cluster.main.name"),
      subnet_ids: [ref("aws_subnet.private_a.id"), ref("aws_subnet.private_b.id")],
      node_role_arn: "arn:aws:iam::111122223333:role/node",
      scaling_config: { desired_size: 2, min_size: 2, max_size: 4 },
    },
  },
};

const closedAcl = {
  aws_network_acl: {
    closed: {
      vpc_id: ref("aws_vpc.main.id"),
      subnet_ids: [ref("aws_subnet.private_b.id")],
      ingress: [],
      egress: [{ rule_no: 100, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" }],
    },
  },
};

function pageOf(resources: object, options: JudgeOptions = {}, more: Record<string, unknown> = {}): string {
  const text = JSON.stringify({ "//": { metadata: { stackName: "prod" } }, ...more, resource: resources });
  const documents = [read(text, "stacks/prod/cdk.tf.json")];
  const asked = { date: "2026-11-23", ...options };
  return toHtml(judge(documents, asked), networksOf(documents, asked));
}

/** What a page says, without its elements. */
function textOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ");
}

/** The part of a page under a heading. */
function part(html: string, id: string): string {
  return new RegExp(`<section aria-labelledby="${id}">([\\s\\S]*?)\\n</section>`).exec(html)?.[1] ?? "";
}

const sound = pageOf(resource);
const blocked = pageOf({ ...resource, ...closedAcl });

describe("the page", () => {
  it("begins with the verdict and the counts", () => {
    expect(textOf(sound)).toMatch(/eksgate report FAILED 97 rules, \d+ subjects: \d+ passed, \d+ failed \(/);
    expect(sound).toContain("<title>FAILED: prod</title>");
    const rules = ["networking/control-plane-reaches-kubelet"];
    expect(pageOf(resource, { rules })).toContain('<p class="verdict outcome pass">PASSED');
    expect(pageOf(resource, { rules }, { module: { x: { source: "./x" } } })).toContain(
      '<p class="verdict outcome undetermined">NOT PROVEN',
    );
  });

  it("tells of each finding all that is known of it", () => {
    const rule = "networking/control-plane-reaches-kubelet";
    const findings = part(pageOf({ ...resource, ...closedAcl }, { rules: [rule] }), "findings");
    expect(findings).toContain("<h3>Critical: 1 finding</h3>");
    for (const told of [
      `<code>${rule}</code> <span class="outcome fail">failed</span>`,
      "<code>aws_eks_node_group.main</code>",
      "aws_network_acl.closed, the network ACL of aws_subnet.private_b, does not let",
      "<dt>Rests on</dt>",
      "<dt>Change</dt><dd>Let tcp 10250 into the nodes&#39; security group",
      "<dt>AWS says</dt>",
    ]) {
      expect(findings).toContain(told);
    }
    expect(findings).toMatch(/<dt>Fingerprint<\/dt><dd><code>[0-9a-f]{32}<\/code>/);
    expect(findings).not.toContain("<dt>Not known</dt>");
  });

  it("groups findings by severity, from the worst on", () => {
    const headings = [...part(sound, "findings").matchAll(/<h3>(\w+): /g)].map(([, severity]) => severity);
    expect(headings.length).toBeGreaterThan(1);
    expect(headings).toEqual(["Critical", "High", "Medium", "Low"].filter((severity) => headings.includes(severity)));
  });

  it("tells a finding's construct and what is not known", () => {
    expect(part(sound, "findings")).toContain("<dt>Construct</dt><dd><code>prod/control-plane/cluster</code>");
    const rules = ["networking/control-plane-reaches-kubelet"];
    const page = pageOf(resource, { rules }, { module: { x: { source: "./x" } } });
    expect(part(page, "findings")).toContain("not proven");
    expect(part(page, "findings")).toMatch(/<dt>Not known<\/dt><dd><ul><li>module\.x: /);
  });

  it("says of a finding below the threshold that it advises", () => {
    const page = pageOf({ ...resource, ...closedAcl }, { failOn: "critical" });
    expect(part(page, "findings")).toContain("failed (below critical: advises)");
  });

  it("tells of a waived finding until when, by whom and why, and what became of each waiver", () => {
    const rule = "networking/control-plane-reaches-kubelet";
    const waiver = (address: string, from: string) => ({
      rule,
      target: { address },
      reason: "it is <being> mended",
      owner: "platform-team",
      expires: "2027-01-31",
      from,
    });
    const waivers = [
      waiver("aws_eks_node_group.main", "eksgate.yaml:3"),
      waiver("aws_eks_node_group.old", "eksgate.yaml:9"),
    ];
    const page = pageOf({ ...resource, ...closedAcl }, { rules: [rule], waivers });
    expect(part(page, "findings")).toContain('<span class="outcome waived">waived</span>');
    expect(part(page, "findings")).toContain(
      "<dt>Waived</dt><dd>until 2027-01-31 by platform-team: it is &lt;being&gt; mended</dd>",
    );
    const told = textOf(part(page, "circumstances"));
    expect(told).toMatch(/aws_eks_node_group\.main used 1 .*2027-01-31 eksgate\.yaml:3/);
    expect(told).toMatch(/aws_eks_node_group\.old unused 0 .*2027-01-31 eksgate\.yaml:9/);
    expect(page).toContain('<p class="verdict outcome fail">FAILED');
    expect(part(sound, "circumstances")).toContain("No waivers.");
  });

  it("says of a finding of the baseline that it advises", () => {
    const [, fingerprint = ""] = /<dt>Fingerprint<\/dt><dd><code>([0-9a-f]+)</.exec(sound) ?? [];
    const page = pageOf(resource, { baseline: { fingerprints: new Set([fingerprint]), from: "old.json" } });
    expect(part(page, "findings")).toContain(" (in the baseline: advises)</span>");
    expect(part(sound, "findings")).not.toContain("in the baseline");
  });

  it("has every pass, folded away", () => {
    const passes = part(sound, "passes");
    expect(passes).toContain('<details class="fold"><summary>');
    expect(passes).toContain("<code>networking/control-plane-reaches-kubelet</code>");
    expect(passes).toContain("<li><code>aws_eks_node_group.main</code></li>");
  });

  it("has the responsibilities, and says by what it was judged and what was relaxed", () => {
    expect(part(sound, "responsibilities")).toContain('<h3 id="aws">AWS runs</h3>');
    const page = pageOf(resource, { profile: "development", skip: ["shared-responsibility/imdsv2-required"] });
    const told = textOf(part(page, "circumstances"));
    for (const expected of ["stacks/prod/cdk.tf.json", "configuration", "2026-11-23", "development", "OPA 1.22.2"]) {
      expect(told).toContain(expected);
    }
    expect(told).toMatch(/Relaxed profile development, .* shared-responsibility\/imdsv2-required skipped/);
    expect(textOf(part(sound, "circumstances"))).toContain("Relaxed nothing");
  });
});

describe("the network of a cluster", () => {
  const networks = part(sound, "networks");

  it("is drawn with its VPC, zones, subnets, gateways and interfaces", () => {
    const svg = /<svg[\s\S]*<\/svg>/.exec(networks)?.[0] ?? "";
    expect(svg).toMatch(/role="img" aria-labelledby="cluster-1-title cluster-1-desc"/);
    expect(svg).toContain('<title id="cluster-1-title">Network of aws_eks_cluster.main</title>');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const text of [
      "VPC main, 10.0.0.0/16",
      "zone eu-central-1a",
      "zone eu-central-1b",
      "internet gateway main",
      "NAT gateway",
      "control plane interfaces",
      "nodes: main",
      "10.0.0.0/24, public",
      "→ internet gateway",
      "10.0.1.0/24, private",
      "→ NAT gateway",
      "control plane of shop, run by AWS",
      "private endpoint on, public endpoint off",
    ]) {
      expect(texts).toContain(text);
    }
  });

  it("has each needed flow with its number, in the drawing and as text with its hops", () => {
    const labels = [...networks.matchAll(/<text class="number"[^>]*>([^<]*)</g)].map(([, label]) => label);
    expect(labels).toEqual(["1 ✓", "2 ✓", "3–5 ✓", "6–7 ✓", "8 ✓"]);
    const summaries = [...networks.matchAll(/<details class="flow [a-z]+"(?: open)?>\n<summary>(.*)<\/summary>/g)].map(
      ([, summary = ""]) => textOf(summary).trim(),
    );
    expect(summaries).toHaveLength(8);
    expect(summaries[0]).toBe(
      "1 ✓ allowed Kubernetes API: tcp 443 from the nodes of aws_eks_node_group.main to the control plane's network interfaces of aws_eks_cluster.main",
    );
    expect(networks.match(/<caption>Hops of flow \d<\/caption>/g)).toHaveLength(8);
  });

  it("names the hop that blocks, and leads to the finding", () => {
    const told = part(blocked, "networks");
    expect(told).toMatch(/<text class="number"[^>]*>2 ✕</);
    expect(told).toContain('<details class="flow blocked" open>');
    expect(told).toContain("aws_network_acl.closed, the network ACL of aws_subnet.private_b, does not let");
    const [, link] = /see <a href="#(finding-\d+)">/.exec(told) ?? [];
    expect(blocked).toContain(`<article class="finding fail" id="${link}"`);
  });

  it("draws a blocked flow between the subnets that are worst", () => {
    const lineOf = (page: string): string | undefined =>
      /<g class="flow blocked"><path class="line" d="(M[^"]*)"/.exec(page)?.[1];
    expect(lineOf(sound)).toBeUndefined();
    expect(lineOf(blocked)).toMatch(/^M\d/);
  });

  it("has subnets and interfaces as tables", () => {
    const told = textOf(networks);
    expect(told).toContain(
      "aws_subnet.public eu-central-1a 10.0.0.0/24 public aws_route_table.public local 0.0.0.0/0 to internet gateway aws_internet_gateway.main aws_nat_gateway.main , reaches the internet: yes",
    );
    expect(told).toContain("nodes aws_eks_node_group.main aws_subnet.private_a aws_subnet.private_b");
  });
});

describe("what is not known", () => {
  const variable = { variable: { ids: { type: "list(string)" }, cluster: {} } };

  it("is drawn as subnets that are not known", () => {
    const open = {
      ...resource,
      aws_eks_node_group: { main: { ...resource.aws_eks_node_group.main, subnet_ids: ref("var.ids") } },
    };
    const networks = part(pageOf(open, {}, variable), "networks");
    expect(networks).toContain(">subnets not known</text>");
    expect(networks).toContain(">nodes: main (perhaps)</text>");
    expect(networks).toContain(">zone not known</text>");
    expect(textOf(networks)).toContain("nodes aws_eks_node_group.main not known: aws_eks_node_group.main: var.ids");
    expect(networks).toContain('<details class="flow undetermined" open>');
  });

  it("is told of a subnet that only its id names", () => {
    const ids = {
      ...resource.aws_eks_cluster.main,
      vpc_config: { subnet_ids: ["subnet-0a"], endpoint_private_access: true },
    };
    const networks = part(pageOf({ aws_eks_cluster: { main: ids } }), "networks");
    for (const text of [
      ">VPC not known</text>",
      ">range not known, tier not known</text>",
      ">route table not known</text>",
    ]) {
      expect(networks).toContain(text);
    }
    expect(networks).toContain("No flow: nothing carries pods here");
  });

  it("is told of nodes whose cluster is not", () => {
    const lost = {
      ...resource,
      aws_eks_node_group: { main: { ...resource.aws_eks_node_group.main, cluster_name: ref("var.cluster") } },
    };
    expect(textOf(part(pageOf(lost, {}, variable), "networks"))).toContain(
      "Not drawn: their cluster is not told aws_eks_node_group.main : the cluster of aws_eks_node_group.main is not told",
    );
  });

  it("is told of flows that may not be needed", () => {
    const main = {
      ...resource.aws_eks_cluster.main,
      vpc_config: { ...resource.aws_eks_cluster.main.vpc_config, endpoint_private_access: ref("var.private") },
    };
    const page = pageOf({ ...resource, aws_eks_cluster: { main } }, {}, { variable: { private: { type: "bool" } } });
    expect(page).toContain(">private endpoint not known, public endpoint off</text>");
    expect(textOf(part(page, "networks"))).toContain(
      "Kubernetes API (perhaps needed): tcp 443 from the nodes of aws_eks_node_group.main to the control plane's",
    );
  });

  it("is told of modules that are not read", () => {
    const networks = part(pageOf(resource, {}, { module: { x: { source: "./x" } } }), "networks");
    expect(networks).toContain("<li>module.x: ");
    expect(networks).not.toContain("✓ allowed</span> Kubernetes API");
  });

  it("is told where there is no cluster", () => {
    expect(part(pageOf({ aws_vpc: resource.aws_vpc }), "networks")).toContain("No cluster in this input.");
  });
});

describe("of more node groups than there is room for", () => {
  const groups = Object.fromEntries(
    Array.from({ length: 13 }, (_, index) => [`group${index}`, resource.aws_eks_node_group.main]),
  );
  const networks = part(pageOf({ ...resource, aws_eks_node_group: groups }), "networks");

  it("the drawing says what it leaves out, and the tables have it", () => {
    expect(networks).toContain(">and 7 more</text>");
    const drawn = [...networks.matchAll(/<text class="number"[^>]*>(\d+)(?:–(\d+))? /g)].reduce(
      (sum, [, first, last]) => sum + (last === undefined ? 1 : Number(last) - Number(first) + 1),
      0,
    );
    const all = networks.match(/<details class="flow /g)?.length ?? 0;
    expect(drawn).toBeGreaterThan(16);
    expect(networks).toContain(`${all - drawn} flows are not drawn, and listed below.`);
    for (const name of Object.keys(groups)) expect(networks).toContain(`<code>aws_eks_node_group.${name}</code>`);
  });

  it("no line crosses a subnet on its way from one to another", () => {
    const rects = [
      ...networks.matchAll(/<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" rx="4" class="subnet/g),
    ].map(([, ...sizes]) => sizes.map(Number));
    const paths = [...networks.matchAll(/<path class="line" d="M([^"]*)"/g)].map(([, path = ""]) =>
      path.split(" L").map((point) => point.split(" ").map(Number)),
    );
    expect(rects.length).toBe(3);
    expect(paths.length).toBeGreaterThan(16);
    const crossing = paths.flatMap((points) =>
      points.slice(1).flatMap(([x2 = 0, y2 = 0], at) => {
        const [x1 = 0, y1 = 0] = points[at] ?? [];
        // The first and the last piece join the line to what it is about.
        const isEnd = at === 0 || (at === points.length - 2 && y1 === y2);
        return rects.filter(([x = 0, y = 0, width = 0, height = 0]) => {
          const isBeside = Math.max(x1, x2) < x || Math.min(x1, x2) > x + width;
          return !isEnd && !isBeside && Math.max(y1, y2) > y && Math.min(y1, y2) < y + height;
        });
      }),
    );
    expect(crossing).toEqual([]);
  });
});

test("many clusters are each told, folded where nothing is wrong, at a cost that grows with their number", () => {
  const several = Object.fromEntries(
    Object.entries(resource).map(([type, ofType]) => [
      type,
      Object.fromEntries(
        Array.from({ length: 5 }, (_, index) =>
          Object.entries(ofType).map(([name, values]) => [
            `${name}${index}`,
            JSON.parse(
              JSON.stringify(values)
                .replace(/(\$\{aws_\w+\.\w+)\./g, `$1${index}.`)
                .replace('"shop"', `"shop${index}"`),
            ),
          ]),
        ).flat(),
      ),
    ]),
  );
  const networks = part(pageOf(several), "networks");
  expect(networks.match(/<details class="cluster">/g)).toHaveLength(5);
  expect(networks.match(/<svg /g)).toHaveLength(5);
  const ids = [...pageOf(several).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

describe("of a hostile input", () => {
  const name = `x</title></svg><script>alert(1)</script><img src=x onerror="alert(2)">'&\u001b[31m\u202e`;
  const hostile = pageOf(
    {
      ...resource,
      aws_vpc: { ...resource.aws_vpc, [name]: { cidr_block: name } },
      aws_eks_cluster: { [name]: { ...resource.aws_eks_cluster.main, name } },
      aws_eks_node_group: { [name]: { ...resource.aws_eks_node_group.main, cluster_name: name } },
      aws_subnet: { ...resource.aws_subnet, [name]: { ...subnet(name, name), vpc_id: ref("aws_vpc.main.id") } },
    },
    {},
    { "//": { metadata: { stackName: name } } },
  );

  it("nothing of it becomes an element, an attribute or a control character", () => {
    expect(hostile).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(hostile).not.toMatch(/<(script|img)/);
    expect(hostile.replace(/"[^"]*"/g, "")).not.toMatch(/<[^>]*\son\w+=/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(hostile).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(tagsLeftOpen(hostile)).toEqual([]);
  });

  it("a name like the prototype's is a name", () => {
    const odd = JSON.stringify(resource).replaceAll("private_a", "__proto__").replaceAll("private_b", "constructor");
    const documents = [read(`{"resource":${odd}}`, "x.tf.json")];
    const page = toHtml(judge(documents, { date: "2026-11-23" }), networksOf(documents, { date: "2026-11-23" }));
    expect(page).toContain("aws_subnet.__proto__");
    expect(page).toContain("aws_subnet.constructor");
  });
});

/** The elements that a page opens and does not close, or closes and did not open. */
function tagsLeftOpen(html: string): string[] {
  const open: string[] = [];
  for (const [, close, name = "", end] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (["meta", "br"].includes(name) || end === "/") continue;
    if (close === "") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  }
  return open;
}

describe.each([
  ["sound", sound],
  ["blocked", blocked],
])("the %s page", (_, html) => {
  it("is whole, runs nothing and loads nothing", () => {
    expect(tagsLeftOpen(html)).toEqual([]);
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|form)\b|\ssrc=|url\(|@import|@font-face|\sstyle=/);
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const digest = createHash("sha256").update(style).digest("base64");
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it("has landmarks, one heading of the first level, and no level left out", () => {
    for (const landmark of ["<header>", "<main ", "<footer>", "<nav "]) expect(html.split(landmark)).toHaveLength(2);
    const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
  });

  it("has headers with a scope in every table, and tables in boxes that the keyboard reaches", () => {
    expect(html.match(/<th scope="(col|row)">/g)?.length).toBe(html.match(/<th\b/g)?.length);
    expect(html.match(/<table>/g)?.length).toBe(html.match(/tabindex="0">\n<table>/g)?.length);
  });

  it("leads only to parts that it has", () => {
    const targets = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((id) => !html.includes(` id="${id}"`))).toEqual([]);
    expect(html).toContain('<body>\n<a class="skip" href="#content">');
  });

  it("is the same bytes for the same input", () => {
    expect(html === sound ? pageOf(resource) : pageOf({ ...resource, ...closedAcl })).toBe(html);
  });
});
