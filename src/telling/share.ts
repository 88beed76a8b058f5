/**
 * How likely an outcome is, in words.
 */
import type { Outcome } from "../netfilter/trace";

/** `certain`, `33.3 %`, `less than 0.1 %`; with `if assumed` where it hangs on what nobody knows. */
export function shareText({ probability, chance, assumptions }: Outcome): string {
  if (probability === null || assumptions.length > 0) {
    return chance === 1 ? "if assumed" : `${percentText(chance)} if assumed`;
  }
  return probability === 1 ? "certain" : percentText(probability);
}

/** A probability from 0 to 1 as a percentage with at most one decimal; neither 0 nor 100 unless it is. */
export function percentText(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.05) return "less than 0.1 %";
  if (percent < 100 && percent >= 99.95) return "more than 99.9 %";
  return `${String(Math.round(percent * 10) / 10)} %`;
}
