import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";

import { type Document, read } from "../../gate/document";
import { judge, networksOf } from "../../gate/engine";
import { toResponsibilities, toResponsibilitiesHtml } from "../../gate/report";
import { toHtml } from "../../gate/report/html";
import { createStacks, loadPlatform } from "../../stacks";

const date = "2026-11-23";

/** A reference of Terraform's. */
const ref = (expression: string): string => `\${${expression}}`;

/** What changes the text of a configuration. */
type Change = (text: string) => string;

const hostile = `x</title></svg><script>document.title="changed"</script><img src=https://evil.example/x>`;

/** Pages by name, each a file in a folder of its own: of both samples, and of the first as it should not be. */
export function writePages(): { readonly pages: ReadonlyMap<string, string>; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "eksgate-pages-"));
  const [ec2 = "", fargate = ""] = samples(folder);
  const pages = new Map<string, string>();
  const write = (name: string, html: string): void => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    pages.set(name, file);
  };
  const sound = [read(ec2, "ec2/cdk.tf.json"), read(fargate, "fargate/cdk.tf.json")];
  write("sound", pageOf(sound));
  write("responsibilities", toResponsibilitiesHtml(toResponsibilities(judge(sound, { date }))));
  write("blocked", pageOf([read(withoutKubelet(ec2), "blocked.tf.json")]));
  write("unknown", pageOf([read(withoutSubnets(ec2), "unknown.tf.json")]));
  write("hostile", pageOf([read(renamed(ec2), `${hostile}.tf.json`)]));
  write("many", pageOf(Array.from({ length: 12 }, (_, index) => read(ec2, `${index}.tf.json`))));
  return { pages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function pageOf(documents: readonly Document[]): string {
  return toHtml(judge(documents, { date }), networksOf(documents, { date }));
}

/** The configurations of both samples. */
function samples(folder: string): readonly string[] {
  const outdir = join(folder, "cdktf.out");
  const app = new App({ outdir });
  createStacks(app, loadPlatform(join(__dirname, "..", "..", "platform.yaml")));
  app.synth();
  return ["ec2", "fargate"].map((stack) => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
}

/** Without the rules by which the control plane reaches the kubelet. */
const withoutKubelet: Change = (text) => {
  const changed = text
    .replaceAll(`"from_port": 10250`, `"from_port": 10249`)
    .replaceAll(`"to_port": 10250`, `"to_port": 10249`);
  if (changed === text) throw new Error("the sample has no rule for tcp 10250");
  return changed;
};

/** With node groups whose subnets only a variable tells, and a subnet whose zone does. */
const withoutSubnets: Change = (text) => {
  const config = JSON.parse(text);
  for (const group of Object.values<Record<string, unknown>>(config.resource.aws_eks_node_group)) {
    group["subnet_ids"] = ref("var.subnets");
  }
  const [subnet] = Object.values<Record<string, unknown>>(config.resource.aws_subnet);
  if (subnet !== undefined) subnet["availability_zone"] = ref("var.zone");
  config.variable = { subnets: { type: "list(string)" }, zone: { type: "string" } };
  return JSON.stringify(config);
};

/** With names that would be elements. */
const renamed: Change = (text) => {
  const config = JSON.parse(text);
  for (const cluster of Object.values<Record<string, unknown>>(config.resource.aws_eks_cluster))
    cluster["name"] = hostile;
  config["//"].metadata.stackName = hostile;
  return JSON.stringify(config);
};
