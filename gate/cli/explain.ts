import { explainFlow, type FlowProtocol, UsageError } from "../engine/index";
import { terminalOf, toFlowJson, toFlowText } from "../report/index";
import { readDocuments } from "./documents";
import { readInputs } from "./inputs";
import { print } from "./print";

export interface ExplainOptions {
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly protocol: FlowProtocol;
  readonly format: "text" | "json";
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `eksgate explain PATH --from A --to B`. Returns the exit code: 0 for an allowed flow, 1 for any other. */
export async function explain(path: string, options: ExplainOptions): Promise<number> {
  const { from, to, protocol } = options;
  const { documents } = readDocuments((await readInputs([path])).flatMap(({ files }) => files));
  const port = options.port === undefined ? {} : { port: portOf(options.port) };
  const explained = explainFlow(documents, { from, to, protocol, ...port }, (end) => `--${end}`);
  const terminal = terminalOf(process.stdout, options.color ? undefined : false);
  await print(options.format === "json" ? toFlowJson(explained) : toFlowText(explained, terminal));
  return explained.flow.outcome === "allowed" ? 0 : 1;
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--port: "${text}" is not a port: a whole number from 1 to 65535.`);
}
