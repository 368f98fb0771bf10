import { describe, expect, it } from "vitest";
import { alignUp, blockEnd, blockSize, blocksOverlap, formatIpv4Block, parseIpv4Block } from "./ipv4-block";

describe("an IPv4 block", () => {
  it.each(["0.0.0.0/0", "10.0.0.0/8", "192.168.4.0/22", "255.255.255.255/32"])("reads and writes %s alike", (cidr) => {
    const block = parseIpv4Block(cidr);
    expect(block && formatIpv4Block(block)).toBe(cidr);
  });

  it("drops the bits behind the prefix, also where the sign bit of 32-bit integers is set", () => {
    const block = parseIpv4Block("192.168.255.7/17");
    expect(block && formatIpv4Block(block)).toBe("192.168.128.0/17");
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.256/24",
    "10.0.0.0/33",
    "010.0.0.0/8",
    "10.0.0.0/08",
    " 10.0.0.0/8",
    "10.0.0.0/8\n",
    "::/0",
  ])("does not take %j for one", (text) => {
    expect(parseIpv4Block(text)).toBeUndefined();
  });

  it("knows its size and its end", () => {
    const block = { address: 10 * 2 ** 24, prefixLength: 28 };
    expect(blockSize(block)).toBe(16);
    expect(blockEnd(block)).toBe(10 * 2 ** 24 + 16);
    expect(blockEnd({ address: 0, prefixLength: 0 })).toBe(2 ** 32);
  });

  it("starts the next block at a multiple of its size", () => {
    expect(alignUp(1, 28)).toBe(16);
    expect(alignUp(16, 28)).toBe(16);
    expect(alignUp(2 ** 31 + 1, 16)).toBe(2 ** 31 + 2 ** 16);
  });

  it("overlaps what it holds, and not its neighbour", () => {
    const block = { address: 0, prefixLength: 24 };
    expect(blocksOverlap(block, { address: 128, prefixLength: 25 })).toBe(true);
    expect(blocksOverlap(block, { address: 256, prefixLength: 24 })).toBe(false);
  });
});
