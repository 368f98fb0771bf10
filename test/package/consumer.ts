import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { execute, type Finished, succeed } from "../e2e/processes";

const repository = join(__dirname, "..", "..");

const manifest = z.object({ devDependencies: z.record(z.string(), z.string()) });
const packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

/** What a project of one's own has beside the package: its peers, what compiles it, and what tests it. */
const companions = ["cdktf", "constructs", "@cdktf/provider-aws", "typescript", "@types/node", "vitest"];

/** An empty project in a temporary folder, into which the packed package was installed. */
export class Consumer {
  private constructor(
    readonly folder: string,
    /** Paths of the files in the package. */
    readonly files: readonly string[],
  ) {}

  static async create(): Promise<Consumer> {
    const folder = mkdtempSync(join(tmpdir(), "eksgate-package-"));
    const listing = await succeed("npm", ["pack", "--json", "--silent", "--pack-destination", folder], {
      cwd: repository,
    });
    // What `prepack` prints comes before it.
    const [{ filename, files }] = packed.parse(JSON.parse(listing.slice(listing.indexOf("[\n"))));
    const consumer = new Consumer(
      folder,
      files.map(({ path }) => path),
    );
    const { devDependencies } = manifest.parse(JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));
    consumer.write("package.json", JSON.stringify({ name: "consumer", private: true, version: "1.0.0" }));
    const versions = companions.map((name) => `${name}@${devDependencies[name] ?? "latest"}`);
    await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`, ...versions], {
      cwd: folder,
      timeout: 900,
    });
    return consumer;
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs a program in a folder of the project. */
  run(command: string, args: readonly string[], folder = "."): Promise<Finished> {
    return execute(command, args, {
      cwd: join(this.folder, folder),
      env: { CHECKPOINT_DISABLE: "1", NO_COLOR: "1" },
    });
  }

  /** Compiles a folder with its own tsconfig.json. */
  async compile(folder: string): Promise<Finished> {
    return this.run(process.execPath, [join(this.folder, "node_modules/typescript/bin/tsc"), "-p", "."], folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
