import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";

import { type Packed, packed, tar } from "../../../test/bundles/archive";
import { type CompiledOptions, compiledRego } from "../../../test/bundles/compiled";
import { documentKinds } from "../../document/document";
import { loadBundle } from "../bundle";
import { EngineError } from "../errors";
import { loadFurther } from "./load";
import { hostBuiltins } from "./wasm";

const folder = mkdtempSync(join(tmpdir(), "eksgate-further-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ours = loadBundle().manifest;
const rule = { id: "acme/named", severity: "high", title: "Clusters are named" };

function wasm(catalogue: unknown = [rule], changes: Partial<CompiledOptions> = {}): Uint8Array {
  const entrypoints = { "acme/results": { answers: [] }, "acme/catalogue": { answers: catalogue } };
  return compiledRego({ entrypoints, ...changes });
}

let made = 0;
function file(content: string | Uint8Array, name = "bundle.tar.gz"): string {
  made += 1;
  const directory = join(folder, String(made));
  mkdirSync(directory);
  writeFileSync(join(directory, name), content);
  return join(directory, name);
}

const bundle = (files: readonly Packed[]): string => file(packed(files));
const load = (...paths: readonly string[]) => loadFurther(paths, ours);

/** What the refusal says, which must name the file. */
function refusal(path: string): string {
  try {
    load(path);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    const message = error instanceof Error ? error.message : "";
    expect(message).toContain(path);
    return message.replaceAll(path, "FILE");
  }
  return "it is not refused";
}

describe("a bundle of opa build", () => {
  test("loads with the rules that its catalogue lists, in their order, and the revision of its manifest", () => {
    const catalogue = [
      { ...rule, id: "acme/b", description: "why", remediation: "change it", references: ["https://example.com"] },
      {
        ...rule,
        id: "acme/a",
        settings: ["cni"],
        party: { side: "you", items: ["VPC"] },
        deprecated: "see acme/b",
        kinds: ["state", "plan"],
      },
    ];
    const content = packed([
      { path: "/data.json", content: "{}" },
      { path: "/policies/acme.rego", content: "package acme" },
      { path: "/policy.wasm", content: wasm(catalogue) },
      { path: "/.manifest", content: '{"revision":"v7"}' },
    ]);
    const [policies] = load(file(content));
    expect(policies).toMatchObject({ name: "acme", revision: "v7" });
    expect(policies?.sha256).toBe(createHash("sha256").update(content).digest("hex"));
    expect(policies?.types).toBeUndefined();
    const none = { description: "", remediation: "", references: [], settings: [], aliases: [], kinds: documentKinds };
    expect(policies?.rules).toEqual([
      {
        ...none,
        ...rule,
        id: "acme/a",
        settings: ["cni"],
        party: { side: "you", items: ["VPC"] },
        deprecated: "see acme/b",
        kinds: ["plan", "state"],
      },
      {
        ...none,
        ...rule,
        id: "acme/b",
        description: "why",
        remediation: "change it",
        references: ["https://example.com"],
      },
    ]);
  });

  test("without a revision has that of its bytes, and may lie in folders", () => {
    const path = bundle([
      { path: "./", type: "5" },
      { path: "./policy.wasm", content: wasm() },
    ]);
    expect(load(path)[0]?.revision).toBe(load(path)[0]?.sha256);
  });

  test("tells what it reads, where it has an entrypoint for that", () => {
    const entrypoints = {
      "acme/results": { answers: [] },
      "acme/catalogue": { answers: [rule] },
      "acme/reads": { answers: ["aws_s3_bucket"] },
    };
    expect(load(file(compiledRego({ entrypoints }), "own.wasm"))[0]?.types).toEqual(["aws_s3_bucket"]);
    const wrong = { ...entrypoints, "acme/reads": { answers: {} } };
    expect(refusal(file(compiledRego({ entrypoints: wrong }), "own.wasm"))).toContain(
      "its entrypoint reads answers {}",
    );
  });

  test("may ask its host for the builtins that the SDK has", () => {
    expect(load(file(wasm([rule], { builtins: hostBuiltins }), "own.wasm"))).toHaveLength(1);
  });

  test("has its texts without escapes of terminals", () => {
    const path = file(wasm([{ ...rule, title: "\u001b[31mred\u001b[0m\nand more" }]), "own.wasm");
    expect(load(path)[0]?.rules[0]?.title).toBe("red and more");
    const entrypoints = { "\u001b[31macme/results": { answers: [] }, "\u001b[31macme/catalogue": { answers: [rule] } };
    expect(load(file(compiledRego({ entrypoints }), "own.wasm"))[0]?.name).toBe("acme");
  });
});

test("the builtins that a bundle may ask for are those of the SDK", () => {
  const sources = join(__dirname, "../../../node_modules/@open-policy-agent/opa-wasm/src/builtins");
  const named = readdirSync(sources).flatMap((name) => [
    ...readFileSync(join(sources, name), "utf8").matchAll(/"((?:json|regex|yaml)\.\w+)":|\{ (sprintf) \}/g),
  ]);
  expect(named.map(([, quoted, plain]) => quoted ?? plain).sort()).toEqual(hostBuiltins);
});

describe("a plain .wasm", () => {
  test("loads, with its digest for a revision", () => {
    const [policies] = load(file(wasm(), "own.wasm"));
    expect(policies?.revision).toBe(policies?.sha256);
  });

  test("has the data in the file beside it, which counts in its revision", () => {
    const path = file(wasm(), "own.wasm");
    const [bare] = load(path);
    writeFileSync(path.replace(".wasm", ".data.json"), '{"acme":{}}');
    const [policies] = load(path);
    expect(policies?.sha256).toBe(bare?.sha256);
    expect(policies?.revision).not.toBe(bare?.revision);
    writeFileSync(path.replace(".wasm", ".data.json"), "[]");
    expect(() => load(path)).toThrow("own.data.json is no JSON object");
  });
});

const policy: Packed = { path: "/policy.wasm", content: wasm() };
const whole = packed([policy]);

test.each<[string, string | Uint8Array, string]>([
  ["a file of another kind", "package acme", "nor WebAssembly: it starts with the bytes 7061636b"],
  ["an empty file", "", "it is empty"],
  ["a bundle that is cut off", whole.subarray(0, whole.length - 40), "cut off or damaged: unexpected end of file"],
  ["a bundle with a wrong checksum", damaged(whole), "cut off or damaged: incorrect data check"],
  ["an archive that is cut off", gzipSync(tar([policy]).subarray(0, 700)), "damage: TAR_BAD_ARCHIVE: Truncated input"],
  ["an archive with a damaged header", gzipSync(damagedHeader()), "damage: TAR_ENTRY_INVALID: checksum failure"],
  ["something packed that is no archive", gzipSync("x".repeat(2000)), "The archive FILE is refused"],
  ["an archive without a file", packed([{ path: "/policies", type: "5" }]), "no /policy.wasm, only nothing at all"],
  [
    "a bundle that was not compiled",
    packed([{ path: "/acme.rego", content: "package acme" }]),
    "no /policy.wasm, only /acme.rego: build it with `opa build --target wasm`",
  ],
  [
    "a path that leads out of the archive",
    packed([policy, { path: "/../../policy.wasm", content: "x" }]),
    'the path "/../../policy.wasm", which leads out of it',
  ],
  ["a link", packed([policy, { path: "/data.json", type: "2" }]), '"/data.json", which is a SymbolicLink'],
  ["a hard link", packed([policy, { path: "/data.json", type: "1" }]), '"/data.json", which is a Link'],
  ["a file that is there twice", packed([policy, { ...policy, path: "policy.wasm" }]), '"policy.wasm" twice'],
  ["data that is not read", packed([policy, { path: "/acme/data.yaml" }]), "holds /acme/data.yaml beside"],
  ["a second module", packed([policy, { path: "/acme/policy.wasm" }]), "holds /acme/policy.wasm beside"],
  ["data that is no JSON", packed([policy, { path: "/data.json", content: "{" }]), "FILE: /data.json is not JSON"],
  [
    "a manifest that is no object",
    packed([policy, { path: "/.manifest", content: "1" }]),
    "/.manifest is no JSON object",
  ],
  ["WebAssembly that is damaged", wasm().subarray(0, 100), "does not hold valid WebAssembly"],
  [
    "WebAssembly of something else",
    Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
    "did not make: it does not export builtins, entrypoints, opa_eval",
  ],
  [
    "WebAssembly that wants more of its host",
    wasm([rule], { imports: ["wasi", "fd_write"] }),
    "it imports wasi.fd_write",
  ],
  ["another ABI", wasm([rule], { abi: [2, 0] }), "do not start: unsupported ABI version 2"],
  ["an ABI from before", wasm([rule], { abi: [1, 1] }), "has the ABI version 1.1; this version reads 1.2"],
  [
    "builtins that the engine lacks",
    wasm([rule], { builtins: ["time.now_ns", "sprintf", "http.send"] }),
    "calls `http.send`, `time.now_ns`, which OPA has and compiled policies do not. Take them out",
  ],
  [
    "no catalogue",
    compiledRego({ entrypoints: { "acme/results": { answers: [] } } }),
    "no package with the entrypoints results and catalogue; its entrypoints are acme/results",
  ],
  ["no entrypoint at all", compiledRego({ entrypoints: {} }), "its entrypoints are none"],
  [
    "two packages that answer",
    compiledRego({
      entrypoints: Object.fromEntries(
        ["a/results", "a/catalogue", "b/results", "b/catalogue"].map((name) => [name, { answers: [] }]),
      ),
    }),
    "several packages with the entrypoints results and catalogue: a, b",
  ],
  [
    "a catalogue that throws",
    compiledRego({
      entrypoints: { "a/results": { answers: [] }, "a/catalogue": { aborts: "a.rego:3:1: var assignment conflict" } },
    }),
    "FILE: its entrypoint a/catalogue threw: a.rego:3:1: var assignment conflict",
  ],
  [
    "a catalogue that is undefined",
    compiledRego({ entrypoints: { "a/results": { answers: [] }, "a/catalogue": "is undefined" } }),
    "answers absent, where a list of rules is expected",
  ],
  ["a bundle without rules", wasm([]), "FILE has no rules"],
  ["a prefix of ours", wasm([{ ...rule, id: "networking/mine" }]), "the prefix networking/ is eksgate's own"],
  ["our name for a prefix", wasm([{ ...rule, id: "eksgate/mine" }]), "the prefix eksgate/ is eksgate's own"],
  [
    "an id without a prefix",
    wasm([{ ...rule, id: "named" }]),
    "rule named: an id is a prefix of one's own and a condition",
  ],
  ["a rule that is listed twice", wasm([rule, { ...rule, title: "again" }]), "rule acme/named is listed twice"],
])("%s is refused", (_, content, message) => {
  expect(refusal(file(content))).toContain(message);
});

function damaged(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  // The last eight bytes of gzip are the checksum and the size of what is packed.
  copy.writeUInt32LE((copy.readUInt32LE(copy.length - 8) ^ 1) >>> 0, copy.length - 8);
  return copy;
}

function damagedHeader(): Buffer {
  const copy = Buffer.from(tar([policy]));
  copy[3] = 0x21;
  return copy;
}

test("a bundle that unpacks to more than policies take is refused", () => {
  expect(refusal(file(gzipSync(Buffer.alloc(257 * 2 ** 20), { level: 1 })))).toContain("unpacks to more than 256 MiB");
});

test("a bundle of more files than policies have is refused", () => {
  const files = Array.from({ length: 10_001 }, (_, at) => ({ path: `/${at}.rego` }));
  expect(refusal(bundle([policy, ...files]))).toContain("more than 10000 files");
});

test("everything that is wrong with a catalogue is told at once", () => {
  const catalogue = [
    { id: "acme/a", severity: "severe", titel: "t" },
    {
      ...rule,
      references: "https://example.com",
      settings: ["cnj"],
      party: { side: "you", items: ["cables"] },
      kinds: ["plans"],
    },
    7,
  ];
  expect(refusal(file(wasm(catalogue), "own.wasm"))).toBe(
    [
      "FILE: its rules are not as they should be:",
      '- rule acme/a: it has no "titel". Did you mean "title"? Allowed: id, severity, title, description, remediation, party, references, settings, aliases, deprecated, kinds',
      '- rule acme/a: severity is "severe", and must be critical, high, medium, low',
      "- rule acme/a: title must be a text, and is absent",
      '- rule acme/named: there is no setting "cnj". Did you mean "cni"?',
      '- rule acme/named: party must name a side of the shared-responsibility table (aws or you) and items of it, and is {"side":"you","items":["cables"]}',
      '- rule acme/named: references must be a list of texts, and is "https://example.com"',
      '- rule acme/named: kinds must be a list of config, plan, state, and is ["plans"]',
      "- the rule 7: id must be a text, and is absent",
      "- the rule 7: severity is absent, and must be critical, high, medium, low",
      "- the rule 7: title must be a text, and is absent",
    ].join("\n"),
  );
});

test("two bundles with the same rule are refused, as is one that is named twice", () => {
  const [one, two] = [file(wasm(), "one.wasm"), file(wasm([rule, { ...rule, id: "acme/other" }]), "two.wasm")];
  expect(() => load(one, two)).toThrow(`${two}: rule acme/named is in ${one} too`);
  expect(() => load(one, one)).toThrow(`${one}: rule acme/named is in ${one} too`);
});

test("what is wrong with any of several bundles is told at once", () => {
  const missing = join(folder, "missing.tar.gz");
  expect(() => load(missing, folder)).toThrow(
    `The bundle ${missing} cannot be read: ENOENT: no such file or directory, stat '${missing}'.\n${folder} is a folder, where a bundle is one file.`,
  );
});

test("a file that is larger than policies are is refused before it is read", () => {
  const path = file("", "large.wasm");
  writeFileSync(path, Buffer.alloc(64 * 2 ** 20 + 1));
  expect(refusal(path)).toContain("has 65 MiB; a bundle may have 64 MiB");
});
