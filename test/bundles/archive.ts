import { gzipSync } from "node:zlib";

/** A file of an archive, or something that is no file by its type (`1` and `2` are links, `5` a folder). */
export interface Packed {
  readonly path: string;
  readonly content?: string | Uint8Array;
  readonly type?: string;
}

/** A gzipped archive in the tar format, as `opa build` makes them; of other things than it puts there too. */
export function packed(files: readonly Packed[]): Buffer {
  return gzipSync(tar(files));
}

export function tar(files: readonly Packed[]): Buffer {
  const blocks = files.flatMap(({ path, content = "", type = "0" }) => {
    const body = Buffer.from(content);
    return [header(path, body.length, type), body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(path: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(path, 0);
  block.write(octal(0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write(type, 156);
  if (type === "1" || type === "2") block.write("/etc/passwd", 157);
  block.write("ustar\u000000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
