import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Resource, read } from "../index";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const template = "aws_launch_template";

/** The launch template of a configuration beside a cluster. */
function written(userData: unknown, more: object = {}): Resource {
  const root = {
    resource: {
      aws_eks_cluster: { c: { name: "main", vpc_config: {} } },
      [template]: { t: { user_data: userData } },
      ...more,
    },
  };
  return only(read(JSON.stringify(root), "cdk.tf.json").resources[template]);
}

function only(resources: Readonly<Record<string, Resource>> | undefined): Resource {
  const [resource] = Object.values(resources ?? {});
  if (resource === undefined) {
    throw new Error("no resource");
  }
  return resource;
}

interface Facts {
  readonly unreadable?: string;
  readonly kinds: readonly string[];
  readonly secrets: readonly { readonly kind: string; readonly part: number; readonly line: number }[];
  readonly bootstraps: readonly Readonly<Record<string, unknown>>[];
}

function factsOf(resource: Resource): Facts | undefined {
  return (resource.values["user_data_facts"] as readonly Facts[] | undefined)?.[0];
}

const secretsOf = (text: string) =>
  factsOf(written(base64(text)))?.secrets.map(({ kind, part, line }) => `${kind} ${part}:${line}`);
const bootstrapsOf = (text: string) => factsOf(written(base64(text)))?.bootstraps;

const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: main
    apiServerEndpoint: https://example.com
    certificateAuthority: Y2VydGlmaWNhdGVBdXRob3JpdHk=
    cidr: 10.100.0.0/16
`;
const whole = {
  way: "nodeadm",
  cluster_name: "main",
  endpoint: true,
  certificate_authority: true,
  service_range: true,
};

function archive(...parts: readonly (readonly [headers: string, body: string])[]): string {
  const bodies = parts.map(([headers, body]) => `--BOUNDARY\n${headers}\n\n${body}\n`);
  return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="BOUNDARY"\n\n${bodies.join("")}--BOUNDARY--\n`;
}

describe("what user data is", () => {
  it("is nothing where there is none", () => {
    expect(factsOf(written(""))).toBeUndefined();
    expect(written("").unknown).not.toHaveProperty("user_data_facts");
    expect(factsOf(written(null))).toBeUndefined();
  });

  it.each([
    ["#!/bin/bash\ntrue", "shell script"],
    ["#cloud-config\nruncmd: []", "cloud-config"],
    [nodeConfig, "NodeConfig"],
    ["[settings.kubernetes]\nx = 1", "Bottlerocket settings"],
    ["settings.kubernetes.x = 1", "Bottlerocket settings"],
    ["<powershell>\nGet-Date\n</powershell>", "PowerShell"],
    ["hello", "other"],
  ])("tells %j", (text, kind) => {
    expect(factsOf(written(base64(text)))?.kinds).toEqual([kind]);
  });

  it("reads the parts of an archive, in whatever encoding, and archives within it", () => {
    const inner = archive(["Content-Type: text/x-shellscript", "AKIAABCDEFGHIJKLMNOP"]);
    const text = archive(
      ["Content-Type: application/node.eks.aws", nodeConfig],
      ["Content-Type: text/cloud-config\nContent-Transfer-Encoding: base64", base64("x: 1\npassword: hunter2")],
      [
        "Content-Type: text/x-shellscript;\n charset=us-ascii\nContent-Transfer-Encoding: quoted-printable",
        "echo =41KIA=\nABCDEFGHIJKLMNOP",
      ],
      ['Content-Type: multipart/mixed; boundary="BOUNDARY"\nContent-Transfer-Encoding: base64', base64(inner)],
    );
    const facts = factsOf(written(base64(text)));
    expect(facts?.kinds).toEqual(["NodeConfig", "cloud-config", "shell script"]);
    expect(facts?.bootstraps).toEqual([whole]);
    expect(facts?.secrets).toEqual([
      { kind: "password", part: 2, line: 2 },
      { kind: "AWS access key id", part: 3, line: 1 },
      { kind: "AWS access key id", part: 4, line: 1 },
    ]);
  });

  it("reads an archive whose boundary has no quotes, and that ends early", () => {
    const text =
      "Content-Type: multipart/mixed; boundary=b; x=y\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAKIAABCDEFGHIJKLMNOP\r\n";
    expect(secretsOf(text)).toEqual(["AWS access key id 1:1"]);
  });

  it("reads what is written with the line ends of mail", () => {
    const text = archive(["Content-Type: application/node.eks.aws", nodeConfig]).replace(/\n/g, "\r\n");
    expect(bootstrapsOf(text)).toEqual([whole]);
    const mixed = archive(["Content-Type: application/node.eks.aws", nodeConfig]).replace(
      "\n--BOUNDARY--",
      "\r\n--BOUNDARY--",
    );
    expect(bootstrapsOf(mixed)).toEqual([whole]);
  });

  it("reads what is compressed, and refuses what is more than user data may be", () => {
    expect(factsOf(written(gzipSync(nodeConfig).toString("base64")))?.bootstraps).toEqual([whole]);
    const bomb = gzipSync(Buffer.alloc(1 << 26)).toString("base64");
    expect(factsOf(written(bomb))).toEqual({ unreadable: "it cannot be decompressed" });
    expect(factsOf(written(base64("x".repeat((1 << 20) + 1))))).toEqual({
      unreadable: "it is longer than user data may be",
    });
  });

  it("says why it cannot be read", () => {
    expect(factsOf(written("#!/bin/bash"))).toEqual({ unreadable: "it is not base64" });
    expect(factsOf(written(Buffer.from([0xff, 0xfe, 0x00]).toString("base64")))).toEqual({
      unreadable: "it is not text",
    });
    const odd = archive(["Content-Type: text/x-shellscript\nContent-Transfer-Encoding: x-own", "?"]);
    expect(factsOf(written(base64(odd)))).toEqual({ unreadable: "a part of it cannot be decoded" });
  });

  it("ends on archives without end, and on many parts", () => {
    let nested = "x";
    for (let depth = 0; depth < 8; depth += 1) {
      nested = archive([
        `Content-Type: multipart/mixed; boundary="BOUNDARY"\nContent-Transfer-Encoding: base64`,
        base64(nested),
      ]);
    }
    expect(factsOf(written(base64(nested)))?.unreadable).toBe("a part of it cannot be decoded");
    const many = archive(...Array.from({ length: 200 }, () => ["Content-Type: text/plain", "x"] as const));
    expect(factsOf(written(base64(many)))?.unreadable).toBe("a part of it cannot be decoded");
  });
});

describe("secrets", () => {
  it.each([
    ["export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS access key id"],
    ["key ASIAIOSFODNN7EXAMPLE", "AWS access key id"],
    ["AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00", "AWS secret access key"],
    ["aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS secret access key"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----", "private key"],
    ["-----BEGIN PRIVATE KEY-----", "private key"],
    ["DB_PASSWORD=hunter2", "password"],
    ["  password: 'hunter2'", "password"],
    ['"api_key": "abc"', "password"],
    ["mysql --password hunter2", "password"],
    ["mysql --password=hunter2", "password"],
    ["echo root:hunter2 | chpasswd", "password"],
    ['echo "root:hunter2" | sudo chpasswd', "password"],
    ["    passwd: $6$salt$hash", "password"],
    ["PASSWORD='$ecret'", "password"],
  ])("finds %j", (line, kind) => {
    expect(secretsOf(`#!/bin/bash\n${line}`)).toEqual([`${kind} 1:2`]);
    // Written once more in base64, as what a script decodes.
    expect(secretsOf(`#!/bin/bash\necho ${base64(`${line}\n${"#".repeat(40)}`)} | base64 -d`)).toEqual([`${kind} 1:2`]);
  });

  it.each([
    "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)",
    "DB_PASSWORD=$SECRET",
    'DB_PASSWORD="$SECRET"',
    "aws ecr get-login-password | docker login --username AWS --password-stdin",
    "lock_passwd: true",
    "PasswordAuthentication no",
    "password: <filled in later>",
    'TOKEN=$(curl -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 21600" http://169.254.169.254/latest/api/token)',
    "XAKIAIOSFODNN7EXAMPLE",
    "chpasswd:",
    "-----BEGIN CERTIFICATE-----",
  ])("takes %j for none", (line) => {
    expect(secretsOf(`#!/bin/bash\n${line}`)).toEqual([]);
  });

  it("keeps none of the text", () => {
    const text = JSON.stringify(written(base64("#!/bin/bash\nDB_PASSWORD=hunter2")));
    expect(text).not.toMatch(/hunter2|DB_PASSWORD/);
  });

  it("is quick with lines made to be slow", () => {
    const started = Date.now();
    for (const piece of ["password ", "-----BEGIN A ", "echo a:", "secret_access_key ", "A".repeat(31)]) {
      secretsOf(piece.repeat(1 << 14));
    }
    expect(Date.now() - started).toBeLessThan(5000);
  });
});

describe("clusters that user data tells", () => {
  it("of nodeadm, in several documents", () => {
    expect(bootstrapsOf(nodeConfig)).toEqual([whole]);
    const [name, ...rest] = ["    name: main\n", "    cidr: 10.100.0.0/16\n"];
    const halves = [name, ...rest].map((gone) => nodeConfig.replace(gone ?? "", "")).join("---\n");
    expect(bootstrapsOf(halves)).toEqual([whole]);
    expect(bootstrapsOf("apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {}")).toEqual([{ way: "nodeadm" }]);
    expect(bootstrapsOf("apiVersion: node.eks.aws/v1alpha1\nkind: [")).toEqual([]);
  });

  it("of bootstrap.sh, with its arguments in any order", () => {
    const way = "bootstrap.sh";
    expect(bootstrapsOf("#!/bin/bash\nset -ex\n/etc/eks/bootstrap.sh main")).toEqual([{ way, cluster_name: "main" }]);
    expect(
      bootstrapsOf(
        '#!/bin/bash\nB64=x\nNAME="main"\n/etc/eks/bootstrap.sh --b64-cluster-ca $B64 \\\n  --apiserver-endpoint \'https://x\' "$NAME" 2> log',
      ),
    ).toEqual([{ way, cluster_name: "main", endpoint: true, certificate_authority: true }]);
    expect(bootstrapsOf("#!/bin/bash\n# /etc/eks/bootstrap.sh main")).toEqual([]);
    const unknown = written(base64("#!/bin/bash\n/etc/eks/bootstrap.sh $NAME"));
    expect(factsOf(unknown)?.bootstraps).toEqual([{ way }]);
    expect(unknown.unknown).toHaveProperty(["user_data_facts.0.bootstraps.0.cluster_name"]);
  });

  it("of Bottlerocket, in tables and dotted keys", () => {
    const way = "Bottlerocket";
    expect(
      bootstrapsOf(
        '[settings.kubernetes]\n"cluster-name" = "main" # ours\napi-server = \'x\'\n[settings.host]\ncluster-certificate = "no"',
      ),
    ).toEqual([{ way, cluster_name: "main", endpoint: true }]);
    expect(
      bootstrapsOf('settings.kubernetes.cluster-name = "main"\nsettings.kubernetes.cluster-certificate = "x"'),
    ).toEqual([{ way, cluster_name: "main", certificate_authority: true }]);
  });

  it("of Windows", () => {
    const text =
      '<powershell>\n[string]$Script = "x"\n& $Script -EKSClusterName "main" -APIServerEndpoint "https://x" `\n -Base64ClusterCA "y"\n</powershell>';
    expect(bootstrapsOf(text)).toEqual([
      { way: "Windows", cluster_name: "main", endpoint: true, certificate_authority: true },
    ]);
  });
});

describe("user data that a configuration does not tell whole", () => {
  const reference = (path: string) => `\${aws_eks_cluster.c.${path}}`;
  const config = nodeConfig
    .replace("name: main", `name: ${reference("name")}`)
    .replace("https://example.com", reference("endpoint"))
    .replace("Y2VydGlmaWNhdGVBdXRob3JpdHk=", reference("certificate_authority[0].data"));
  const encode = (text: string, name = "base64encode") => `\${${name}(${JSON.stringify(text)})}`;
  const targets = (resource: Resource, path: string) =>
    (resource.edges[path] ?? []).flatMap(({ certainty, targets: to }) =>
      to.map((target) => `${certainty} ${target.to}.${target.attribute}`),
    );

  it.each(["base64encode", "base64gzip"])("knows the rest, through %s", (name) => {
    const resource = written(encode(`${config}# password: hunter2\n`, name));
    expect(factsOf(resource)).toEqual({
      kinds: ["NodeConfig"],
      secrets: [{ kind: "password", part: 1, line: 9 }],
      bootstraps: [whole],
    });
    expect(resource.unknown).toHaveProperty("user_data_facts");
    expect(targets(resource, "user_data_facts")).toContain("exact aws_eks_cluster.c.endpoint");
    expect(targets(resource, "user_data_facts.0.bootstraps.0.endpoint")).toEqual(["exact aws_eks_cluster.c.endpoint"]);
    expect(JSON.stringify(resource)).not.toContain("hunter2");
  });

  it("knows which cluster a name that is not known is of", () => {
    const resource = written(encode(`#!/bin/bash\n/etc/eks/bootstrap.sh ${reference("id")}`));
    expect(factsOf(resource)?.bootstraps).toEqual([{ way: "bootstrap.sh" }]);
    expect(targets(resource, "user_data_facts.0.bootstraps.0.cluster_name")).toEqual(["exact aws_eks_cluster.c.id"]);
    const part = written(encode(`#!/bin/bash\n/etc/eks/bootstrap.sh x-${reference("id")}`));
    expect(part.edges["user_data_facts.0.bootstraps.0.cluster_name"]?.map(({ certainty }) => certainty)).toEqual([
      "unknown",
    ]);
  });

  it("knows what is joined, and what a local holds", () => {
    const lines = `\${base64encode(join("\\n", ["#!/bin/bash", "/etc/eks/bootstrap.sh main --apiserver-endpoint ${reference("endpoint")}"]))}`;
    expect(factsOf(written(lines))?.bootstraps).toEqual([
      { way: "bootstrap.sh", cluster_name: "main", endpoint: true },
    ]);
    const root = {
      locals: { script: config },
      resource: {
        aws_eks_cluster: { c: { name: "main" } },
        [template]: { t: { user_data: `\${base64encode(local.script)}` } },
      },
    };
    const resource = only(read(JSON.stringify(root), "cdk.tf.json").resources[template]);
    expect(factsOf(resource)?.bootstraps).toEqual([whole]);
  });

  it("knows nothing of what is made elsewhere, but where it comes from", () => {
    const resource = written(`\${base64encode(templatefile("x.sh", {p = random_password.p.result}))}`, {
      random_password: { p: {} },
    });
    expect(factsOf(resource)).toEqual({ kinds: ["other"], secrets: [], bootstraps: [] });
    expect(resource.unknown).toHaveProperty("user_data_facts");
    expect(targets(resource, "user_data_facts")).toEqual(["over random_password.p.result"]);
    const whole = written(`\${data.cloudinit_config.c.rendered}`);
    expect(factsOf(whole)).toBeUndefined();
    expect(whole.unknown).toHaveProperty("user_data_facts");
  });

  it("is not misled by marks in the text", () => {
    const resource = written(base64("#!/bin/bash\n/etc/eks/bootstrap.sh \uE0000\uE001"));
    expect(factsOf(resource)?.bootstraps).toEqual([{ way: "bootstrap.sh", cluster_name: "?0?" }]);
  });
});

describe("user data of plans and states", () => {
  const launch = "aws_launch_configuration";

  function planned(
    type: string,
    after: object,
    more: { unknown?: object; sensitive?: object; expressions?: object } = {},
  ) {
    const change = {
      actions: ["create"],
      before: null,
      after,
      after_unknown: more.unknown ?? {},
      after_sensitive: more.sensitive ?? {},
    };
    const entry = { address: `${type}.t`, mode: "managed", type, name: "t", change };
    const cluster = {
      address: "aws_eks_cluster.c",
      mode: "managed",
      type: "aws_eks_cluster",
      name: "c",
      expressions: {},
    };
    const plan = {
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: [
        entry,
        { ...cluster, change: { ...change, after: { name: "main" }, after_unknown: {}, after_sensitive: {} } },
      ],
      configuration: {
        root_module: { resources: [{ ...entry, change: undefined, expressions: more.expressions ?? {} }, cluster] },
      },
    };
    return only(read(JSON.stringify(plan), "plan.json").resources[type]);
  }

  const script = base64("#!/bin/bash\nDB_PASSWORD=hunter2");
  const found = [{ kind: "password", part: 1, line: 2 }];

  it("is read where the plan tells it", () => {
    const resource = planned(
      template,
      { user_data: script },
      { expressions: { user_data: { constant_value: script } } },
    );
    expect(factsOf(resource)?.secrets).toEqual(found);
    expect(resource.unknown).not.toHaveProperty("user_data_facts");
    expect(resource.lacks ?? []).not.toContain("user_data_facts");
    expect(JSON.stringify(resource)).not.toContain(script);
  });

  it("is not known where it is not told, or sensitive; its references are", () => {
    const references = ["aws_eks_cluster.c.endpoint", "aws_eks_cluster.c"];
    const expressions = { user_data: { references } };
    for (const resource of [
      planned(template, {}, { unknown: { user_data: true }, expressions }),
      planned(template, { user_data: script }, { sensitive: { user_data: true }, expressions }),
    ]) {
      expect(factsOf(resource)).toBeUndefined();
      expect(resource.unknown).toHaveProperty("user_data_facts");
      expect(
        resource.edges["user_data_facts"]?.flatMap(({ targets }) => targets.map(({ attribute }) => attribute)),
      ).toEqual(["endpoint"]);
    }
    expect(planned(template, {}, { unknown: { user_data: true } }).unknown).not.toHaveProperty("user_data_facts");
  });

  it("of a launch configuration is a hash, unless it was written out or is base64", () => {
    const hash = "a".repeat(40);
    expect(planned(launch, { user_data: hash }).unknown).toHaveProperty("user_data_facts");
    const constant = { user_data: { constant_value: "#!/bin/bash\nDB_PASSWORD=hunter2" } };
    expect(factsOf(planned(launch, { user_data: hash }, { expressions: constant }))?.secrets).toEqual(found);
    expect(factsOf(planned(launch, { user_data_base64: script }))?.secrets).toEqual(found);
    expect(factsOf(planned(launch, { user_data: script }))?.secrets).toEqual(found);
    expect(factsOf(planned(launch, { user_data: "ab12" }))?.kinds).toEqual(["other"]);
  });

  it("is read in a state", () => {
    const root_module = {
      resources: [
        { address: `${template}.t`, mode: "managed", type: template, name: "t", values: { user_data: script } },
      ],
    };
    const state = { format_version: "1.0", terraform_version: "1.11.4", values: { root_module } };
    expect(factsOf(only(read(JSON.stringify(state), "state.json").resources[template]))?.secrets).toEqual(found);
  });
});
