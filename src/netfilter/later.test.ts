import { describe, expect, it } from "vitest";
import { allParts, later, MISSING_PART, whenHere, withParts } from "./later";

describe("a part that is fetched later", () => {
  it("is fetched once by the first call that lacks it, which is then done anew", async () => {
    let [loads, runs] = [0, 0];
    const part = later(() => {
      loads++;
      return Promise.resolve({ word: "here" });
    });
    const run = () => {
      runs++;
      return part().word;
    };
    expect(run).toThrow("has not come yet");
    expect(await withParts(run)).toBe("here");
    expect([loads, runs]).toEqual([1, 3]);
    expect(run()).toBe("here");
    expect(loads).toBe(1);
  });

  it("may be one of several that a call lacks", async () => {
    const [one, two] = [later(() => Promise.resolve(1)), later(() => Promise.resolve(2))];
    expect(await withParts(() => one() + two())).toBe(3);
  });

  it("is told by name where it cannot be fetched, and comes when it is asked for again", async () => {
    let offline = true;
    const part = later(() => (offline ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve("here")));
    await expect(withParts(part)).rejects.toMatchObject({
      name: MISSING_PART,
      message: expect.stringContaining("could not be fetched") as string,
    });
    offline = false;
    expect(await withParts(part)).toBe("here");
  });

  it("is done without until all are fetched, where it may be", async () => {
    const part = whenHere(() => Promise.resolve("here"));
    expect(part()).toBeUndefined();
    await allParts();
    expect(part()).toBe("here");
  });

  it("comes with all others when all are fetched", async () => {
    const part = later(() => Promise.resolve("here"));
    await allParts();
    expect(part()).toBe("here");
  });
});

it("what else a call throws is its own", async () => {
  const wrong = () => {
    throw new RangeError("no such step");
  };
  await expect(withParts(wrong)).rejects.toThrow(new RangeError("no such step"));
});
