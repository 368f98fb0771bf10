import { isObject, own } from "../records";
import type { Part } from "./parts";

/** How a node is told its cluster. */
export interface Bootstrap {
  readonly way: "nodeadm" | "bootstrap.sh" | "Bottlerocket" | "Windows";
  /** As written; what is not known of it is marked. */
  readonly cluster_name?: string;
  readonly endpoint?: string;
  readonly certificate_authority?: string;
  readonly service_range?: string;
}

/** The ways in which parts of user data tell a node its cluster. */
export function bootstrapsIn(parts: readonly Part[]): readonly Bootstrap[] {
  const merged = [
    mergedOf(
      "nodeadm",
      parts.filter(({ kind }) => kind === "NodeConfig").flatMap(({ text }) => nodeConfigs(text)),
    ),
    mergedOf(
      "Bottlerocket",
      parts.flatMap(({ kind, text }) => (kind === "Bottlerocket settings" ? [bottlerocket(text)] : [])),
    ),
  ];
  const scripts = parts.filter(({ kind }) => kind !== "NodeConfig" && kind !== "Bottlerocket settings");
  return [...merged.flat(), ...scripts.flatMap(({ text }) => [...linux(text), ...windows(text)])];
}

type Told = Omit<Bootstrap, "way">;

/** Several documents of one kind make one configuration. */
function mergedOf(way: Bootstrap["way"], documents: readonly Told[]): Bootstrap[] {
  return documents.length === 0 ? [] : [Object.assign({ way }, ...documents)];
}

/** @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/ */
function nodeConfigs(text: string): Told[] {
  // Loading it takes as long as judging a small plan, and most inputs have no such user data.
  const { parseAllDocuments }: typeof import("yaml") = require("yaml");
  return parseAllDocuments(text).flatMap((document) => {
    let plain: unknown;
    try {
      plain = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 20 });
    } catch {
      // Too many aliases.
    }
    const cluster = own(own(plain, "spec"), "cluster");
    return own(plain, "kind") === "NodeConfig"
      ? [
          told({
            cluster_name: own(cluster, "name"),
            endpoint: own(cluster, "apiServerEndpoint"),
            certificate_authority: own(cluster, "certificateAuthority"),
            service_range: own(cluster, "cidr"),
          }),
        ]
      : [];
  });
}

function told(given: Readonly<Record<keyof Told, unknown>>): Told {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      value === undefined || value === null || value === "" || isObject(value) ? [] : [[key, String(value)]],
    ),
  );
}

/** @see https://bottlerocket.dev/en/os/latest/api/settings/kubernetes/ */
function bottlerocket(text: string): Told {
  const values = new Map<string, string>();
  let table = "";
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    const equals = trimmed.indexOf("=");
    if (trimmed.startsWith("[")) {
      table = `${trimmed.slice(1).split("]", 1)[0] ?? ""}.`;
    } else if (equals > 0 && !trimmed.startsWith("#")) {
      const key = `${table}${trimmed.slice(0, equals)}`.replace(/[\s"']/g, "");
      values.set(key, unquoted(trimmed.slice(equals + 1).trim()));
    }
  }
  const setting = (name: string) => values.get(`settings.kubernetes.${name}`);
  return told({
    cluster_name: setting("cluster-name"),
    endpoint: setting("api-server"),
    certificate_authority: setting("cluster-certificate"),
    service_range: undefined,
  });
}

function unquoted(value: string): string {
  const [quote] = value;
  return quote === '"' || quote === "'"
    ? (value.slice(1).split(quote, 1)[0] ?? "")
    : (value.split("#", 1)[0] ?? "").trim();
}

/** @see https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2/runtime/bootstrap.sh */
function linux(text: string): Bootstrap[] {
  const lines = commands(text);
  return lines.flatMap((line) => {
    const words = wordsOf(line);
    const at = words.findIndex((word) => word === "bootstrap.sh" || word.endsWith("/eks/bootstrap.sh"));
    if (at < 0) {
      return [];
    }
    const options = new Map<string, string>();
    let name: string | undefined;
    for (let next = at + 1; next < words.length; next += 1) {
      const word = words[next] ?? "";
      if (/^(?:[|;&>]|\d>)/.test(word)) {
        break;
      }
      if (word.startsWith("--")) {
        next += 1;
        options.set(word, words[next] ?? "");
      } else {
        name ??= word;
      }
    }
    const given = told({
      cluster_name: name === undefined ? undefined : expanded(name, lines),
      endpoint: options.get("--apiserver-endpoint"),
      certificate_authority: options.get("--b64-cluster-ca"),
      service_range: undefined,
    });
    return [{ way: "bootstrap.sh" as const, ...given }];
  });
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-windows-ami.html */
function windows(text: string): Bootstrap[] {
  const lines = commands(text);
  return lines.flatMap((line) => {
    const words = wordsOf(line);
    const after = (name: string) => {
      const at = words.findIndex((word) => word.toLowerCase() === name);
      return at < 0 ? undefined : words[at + 1];
    };
    const name = after("-eksclustername");
    return name === undefined
      ? []
      : [
          {
            way: "Windows" as const,
            ...told({
              cluster_name: expanded(name, lines),
              endpoint: after("-apiserverendpoint"),
              certificate_authority: after("-base64clusterca"),
              service_range: undefined,
            }),
          },
        ];
  });
}

/** The lines of a script without comments, those that go on below as one. */
function commands(text: string): string[] {
  return text
    .replace(/[\\`]\r?\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#"));
}

/** The words of a command, without their quotes. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (const character of line) {
    if (quote !== "") {
      quote = character === quote ? "" : quote;
      word = quote === "" ? word : `${word ?? ""}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else {
      word = `${word ?? ""}${character}`;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** A word that is a variable as what the script sets it to, where that is written out once. */
function expanded(word: string, lines: readonly string[]): string {
  const name = /^\$\{?(\w{1,64})\}?$/.exec(word)?.[1];
  const values = new Set<string>();
  for (const line of name === undefined ? [] : lines) {
    const [, set, value = ""] = /^(?:export\s|\[string\])?\s*\$?(\w{1,64})\s*=\s*(.*)$/i.exec(line) ?? [];
    if (set === name) {
      values.add(wordsOf(value)[0] ?? "");
    }
  }
  const [only] = values;
  return only !== undefined && values.size === 1 ? only : word;
}
