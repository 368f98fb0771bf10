import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { damaged, runCase, samples } from "../fuzz/cases";

// Of 100,000 cases a run takes a slice, by default one of about a minute. Case n of a seed is the same on every machine:
//   EKSGATE_FUZZ_SEED=1 EKSGATE_FUZZ_FROM=4711 EKSGATE_FUZZ_CASES=1 npm run test:wasm -- fuzz
const number = (name: string, otherwise: number) => Number(process.env[`EKSGATE_FUZZ_${name}`] ?? otherwise);
const [seed, from, cases] = [number("SEED", 1), number("FROM", 0), number("CASES", 1500)];
const all = samples();
const folder = mkdtempSync(join(tmpdir(), "eksgate-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

it(`judges or refuses ${cases} damaged inputs from ${from} on, and takes nothing that it does not know for certain (seed ${seed})`, () => {
  const wrong: string[] = [];
  const ends = { judged: 0, refused: 0, fault: 0 };
  for (let at = from; at < from + cases; at += 1) {
    const { told, problems, end } = runCase(all, seed, at);
    ends[end] += 1;
    if (problems.length > 0)
      wrong.push(`EKSGATE_FUZZ_SEED=${seed} EKSGATE_FUZZ_FROM=${at}: ${told}: ${problems.join("; ")}`);
  }
  expect(wrong).toEqual([]);
  if (cases >= 500) {
    expect(ends.judged).toBeGreaterThan(cases / 4);
    expect(ends.refused).toBeGreaterThan(cases / 20);
  }
}, 36_000_000);

it("says the same through the command line", async () => {
  const main = resolve(__dirname, "../../gate/cli/main.ts");
  const loader = resolve(__dirname, "../../node_modules/tsx/dist/loader.mjs");
  for (let at = from; at < from + Math.min(cases, 8); at += 1) {
    const file = join(folder, `${at}.json`);
    writeFileSync(file, damaged(all, seed, at).text);
    const { end } = runCase(all, seed, at);
    const ended = await new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
      execFile(
        process.execPath,
        ["--import", loader, main, "check", file, "--date", "2026-11-30"],
        (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
      );
    });
    expect(ended.code === 2).toBe(end !== "judged");
    expect(ended.stderr).toMatch(end === "judged" ? /^$/ : /^NOT JUDGED {2}(?!eksgate has failed)/);
    expect(ended.stdout === "").toBe(end !== "judged");
  }
});
