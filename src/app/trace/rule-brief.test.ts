import fc from "fast-check";
import { expect, test } from "vitest";
import { ruleBrief } from "./rule-brief";

function shownOf(text: string): string {
  return ruleBrief(text)
    .filter(({ shown }) => shown)
    .map((part) => part.text)
    .join("");
}

test("a rule is shown without its chain and its comments", () => {
  expect(
    shownOf(
      '-A KUBE-SVC -d 10.0.0.1/32 -p tcp -m comment --comment "default/nginx: \\"x\\" port" -m tcp --dport 80 -j X',
    ),
  ).toBe("-d 10.0.0.1/32 -p tcp -m tcp --dport 80 -j X");
  expect(shownOf("[12:340] -A INPUT -m comment --comment bare -j ACCEPT")).toBe("-j ACCEPT");
  expect(shownOf('-A "my chain" -j ACCEPT')).toBe("-j ACCEPT");
});

test("a rule that is nothing else is shown whole", () => {
  expect(shownOf('-A INPUT -m comment --comment "counts"')).toBe('-A INPUT -m comment --comment "counts"');
  expect(shownOf("default via 10.0.0.1 dev eth0")).toBe("default via 10.0.0.1 dev eth0");
});

test("the parts are the text, whatever it is", () => {
  const words = fc.array(
    fc.constantFrom("-A", "INPUT", "-m", "comment", "--comment", '"a b"', '"', "\\", "-j", "DROP", "[1:2]", " "),
  );
  fc.assert(
    fc.property(words, (all) => {
      const text = all.join(" ");
      expect(
        ruleBrief(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
