import { TerraformLocal, TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { Problems } from "../../shared/problems";
import { bottlerocketUserData, checkUserData, encodeUserData, nodeadmUserData, windowsUserData } from "./index";

const cluster = {
  clusterName: "my-cluster",
  endpoint: "https://example.com",
  certificateAuthority: "Y2VydGlmaWNhdGVBdXRob3JpdHk=",
  serviceCidr: "10.100.0.0/16",
};

function problemsOf(
  ...[userData, format, joins]: [Parameters<typeof checkUserData>[0], Parameters<typeof checkUserData>[1], boolean?]
): () => void {
  return () => {
    const problems = new Problems("test");
    checkUserData(userData, format, joins ?? false, problems);
    problems.throwIfAny();
  };
}

describe("user data of Amazon Linux 2023", () => {
  // https://awslabs.github.io/amazon-eks-ami/nodeadm: the least that a node needs, within a multi-part document.
  it("is a NodeConfig in a MIME document, as nodeadm's page shows it", () => {
    expect(nodeadmUserData({}, cluster)).toBe(`MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BOUNDARY"

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: my-cluster
    apiServerEndpoint: https://example.com
    certificateAuthority: Y2VydGlmaWNhdGVBdXRob3JpdHk=
    cidr: 10.100.0.0/16

--BOUNDARY--
`);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data, with nodeadm's boundary.
  it("runs shell scripts as the user guide shows them", () => {
    const content = '#!/bin/bash\necho "Running custom user data script"';
    expect(nodeadmUserData({ parts: [{ contentType: "text/x-shellscript", content }] })).toBe(`MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BOUNDARY"

--BOUNDARY
Content-Type: text/x-shellscript; charset="us-ascii"

#!/bin/bash
echo "Running custom user data script"

--BOUNDARY--
`);
  });

  // https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/: the fields of NodeConfigSpec.
  it("carries settings for EKS to merge with its own", () => {
    const text = nodeadmUserData({
      kubelet: { config: { maxPods: 110 }, flags: ["--node-labels=pool=a"] },
      containerd: { config: '[plugins."io.containerd.grpc.v1.cri".containerd]\ndiscard_unpacked_layers = false\n' },
      localStorage: "RAID0",
      featureGates: { InstanceIdNodeName: true },
    });
    expect(text).toContain(`spec:
  kubelet:
    config:
      maxPods: 110
    flags:
      - --node-labels=pool=a
  containerd:
    config: |
      [plugins."io.containerd.grpc.v1.cri".containerd]
      discard_unpacked_layers = false
  instance:
    localStorage:
      strategy: RAID0
  featureGates:
    InstanceIdNodeName: true
`);
    expect(text).not.toContain("cluster:");
  });

  it("takes a boundary that no part holds, and names the characters that are not ASCII", () => {
    const text = nodeadmUserData({ parts: [{ contentType: "text/x-shellscript", content: "echo --BOUNDARY ä" }] });
    expect(text).toContain('boundary="BOUNDARY_"');
    expect(text).toContain('text/x-shellscript; charset="utf-8"');
  });

  it("keeps a name that YAML would read as a number a string", () => {
    expect(nodeadmUserData({}, { ...cluster, clusterName: "123" })).toContain('name: "123"');
    const later = Token.asString({ resolve: () => "123" });
    expect(nodeadmUserData({}, { ...cluster, clusterName: later })).toContain(`name: "${later}"`);
  });
});

describe("user data of Bottlerocket", () => {
  // https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data, but for a blank that is missing there.
  it("is TOML as the user guide shows it", () => {
    const reserved = { cpu: "10m", memory: "100Mi", "ephemeral-storage": "1Gi" };
    expect(bottlerocketUserData({ kubernetes: { "system-reserved": reserved } })).toBe(
      '[settings.kubernetes.system-reserved]\ncpu = "10m"\nmemory = "100Mi"\nephemeral-storage = "1Gi"\n',
    );
  });

  // https://repost.aws/knowledge-center/eks-configure-user-data-for-node-groups: the three settings that a node joins by.
  it("tells where the cluster is, where EKS does not", () => {
    expect(bottlerocketUserData({ kubernetes: { "max-pods": 110 }, motd: "hello" }, cluster)).toBe(`[settings]
motd = "hello"

[settings.kubernetes]
api-server = "https://example.com"
cluster-certificate = "Y2VydGlmaWNhdGVBdXRob3JpdHk="
cluster-name = "my-cluster"
max-pods = 110
`);
  });

  it("quotes keys that are not bare, and writes lists on one line", () => {
    const settings = {
      kubernetes: { "node-labels": { "example.com/pool": "a" }, "allowed-unsafe-sysctls": ["net.core.*"] },
    };
    expect(bottlerocketUserData(settings)).toBe(
      '[settings.kubernetes]\nallowed-unsafe-sysctls = ["net.core.*"]\n\n[settings.kubernetes.node-labels]\n"example.com/pool" = "a"\n',
    );
  });

  // The list of what EKS does not merge, in the same section of the user guide.
  it("refuses what EKS cannot merge, all at once", () => {
    const settings = { motd: 'say "x"', "a.b": { x: 1 }, numbers: [1, 2.5], 'q"k': 1 };
    expect(problemsOf({ bottlerocket: settings }, "bottlerocket")).toThrow(
      /4 problems[\s\S]*userData\.bottlerocket\.motd[\s\S]*userData\.bottlerocket\.a\.b[\s\S]*userData\.bottlerocket\.numbers[\s\S]*must hold values of one type[\s\S]*q"k/,
    );
  });
});

describe("user data of Windows", () => {
  // https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
  it("is PowerShell as the user guide shows it", () => {
    expect(windowsUserData({ commands: ['Write-Host "Running custom user data script"'] })).toBe(
      '<powershell>\nWrite-Host "Running custom user data script"\n</powershell>\n',
    );
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-windows-ami.html: the parameters of the bootstrap script.
  it("runs the bootstrap script with its parameters where EKS does not", () => {
    const settings = { kubeletFlags: ["--max-pods=64", "--node-labels=note='a'"], dnsClusterIp: "10.100.0.10" };
    expect(windowsUserData(settings, cluster)).toBe(`<powershell>
[string]$EKSBootstrapScriptFile = "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1"
& $EKSBootstrapScriptFile -EKSClusterName 'my-cluster' -APIServerEndpoint 'https://example.com' -Base64ClusterCA 'Y2VydGlmaWNhdGVBdXRob3JpdHk=' -KubeletExtraArgs '--max-pods=64 --node-labels=note=''a''' -DNSClusterIP '10.100.0.10' -ServiceCIDR '10.100.0.0/16'
</powershell>
`);
  });

  it("leaves the bootstrap script to EKS on its own images", () => {
    expect(problemsOf({ windows: { dnsClusterIp: "10.0.0.10" } }, "windows")).toThrow("must hold commands alone");
    expect(problemsOf({ windows: { dnsClusterIp: "10.0.0.10" } }, "windows", true)).not.toThrow();
  });
});

describe("user data", () => {
  it("must be of the image's format, and no longer than EC2 takes", () => {
    expect(problemsOf({ nodeadm: {} }, "bottlerocket")).toThrow("must be bottlerocket or raw");
    expect(problemsOf({ raw: "x".repeat(16385) }, "nodeadm")).toThrow("userData = 16385: must render to at most 16384");
    expect(problemsOf({ raw: "anything" }, "windows")).not.toThrow();
  });

  it("is encoded here where it is plain, so that Terraform reads none of it", () => {
    const text = ["echo $", "{HOME} %{if}\n"].join("");
    expect(Buffer.from(encodeUserData(text), "base64").toString()).toBe(text);
  });

  it("is encoded by Terraform where it holds tokens, with the rest escaped", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    const later = new TerraformLocal(stack, "name", "x").asString;
    const script = ["C:\\Program", '"$', "{x}", '" %{y}'].join("");
    new TerraformOutput(stack, "out", { value: encodeUserData(`${script}\n${later}\ttab`) });
    const { output } = JSON.parse(Testing.synth(stack));
    const literal = JSON.stringify(script.replace("$", () => "$$").replace("%", "%%")).slice(1, -1);
    expect(output.out.value).toBe(["$", `{base64encode(join("", ["${literal}\\n", local.name, "\\ttab"]))}`].join(""));
  });
});
