/**
 * The picture as an SVG file that stands by itself: sharp in slides, in the fonts of whoever opens it, the way lit up to
 * a step. It draws the same nodes as the page, from the same places.
 */
import type {
  ChainLine,
  ChainNode,
  DecisionNode,
  EndNode,
  FoldNode,
  GraphEdge,
  GraphNode,
  Picture,
  RowNode,
} from "./picture";
import { chainStandingAt, standingAt } from "./picture";
import { HEADER, HEADER_WITH_MEANING, LINE_AIR, QUIET_ROW, SPINE, SPINE_INSET, TEXT_ROW } from "./measure";
import { roundedPath } from "./rounded";
import { type Colours, DARK, LIGHT, TONES } from "./svg-colours";
import { box, dot, element, group, label, MONO, SANS, type Attributes } from "./svg-elements";

export type Theme = "light" | "dark";

/** The drawing of a picture with the packet at a step, as the text of an SVG file. */
export function svgOf(picture: Picture, step: number, theme: Theme): string {
  const drawing = new Svg(picture, step, theme === "dark" ? DARK : LIGHT);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drawing.draw()}\n`;
}

/** Where text begins in a card's header. */
const TITLE = 20;
const RULE = 34;
const AIR = 8;

class Svg {
  constructor(
    private readonly picture: Picture,
    private readonly step: number,
    private readonly colours: Colours,
  ) {}

  draw(): string {
    const { nodes, edges, width, height } = this.picture;
    const rows = nodes.filter((node) => node.kind === "row");
    const others = nodes.filter((node) => node.kind !== "row");
    const passed = (edge: GraphEdge) => edge.step !== null && this.step >= edge.step;
    return element(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${String(width)} ${String(height)}` },
      [
        box({ x: 0, y: 0, width, height }, 0, { fill: this.colours.paper }),
        ...rows.map((row) => this.node(row)),
        ...edges.filter((edge) => !passed(edge)).map((edge) => this.edge(edge, false)),
        ...edges.filter(passed).map((edge) => this.edge(edge, true)),
        ...others.map((node) => this.node(node)),
        this.packet(),
      ],
    );
  }

  private edge({ points }: GraphEdge, passed: boolean): string {
    const { way, "line-strong": idle } = this.colours;
    const stroke: Attributes = passed
      ? { stroke: way, "stroke-width": 2 }
      : { stroke: idle, "stroke-opacity": 0.42, "stroke-width": 1.5 };
    return element("path", { d: roundedPath(points), fill: "none", ...stroke });
  }

  private node(node: GraphNode): string {
    switch (node.kind) {
      case "row":
        return group(node, node.quiet ? this.thinRow(node) : this.band(node));
      case "chain":
        return group(node, this.chain(node), node.table, node.chain);
      case "fold":
        return group(node, this.fold(node));
      case "start":
      case "end":
        return group(node, this.end(node));
      default:
        return group(node, this.decision(node));
    }
  }

  private band(row: RowNode): string[] {
    const { sunken, line } = this.colours;
    return [
      box({ ...row, x: 0, y: 0 }, 12, { fill: sunken, stroke: line }),
      this.rowLabel(row, SPINE + AIR - row.x, 17),
    ];
  }

  private thinRow(row: RowNode): string[] {
    const reached = standingAt(row.steps, this.step) !== "idle";
    const middle = QUIET_ROW / 2;
    return [
      dot({ x: SPINE - row.x, y: middle }, 3, reached ? this.colours.way : this.colours["line-strong"]),
      this.rowLabel(row, SPINE + AIR - row.x, middle + 4),
    ];
  }

  private rowLabel({ table, hook, note }: RowNode, x: number, y: number): string {
    const { ink, "ink-faint": faint } = this.colours;
    const words = [hook, note].filter((word) => word !== null).join("  ");
    return element("text", { x, y, "font-family": SANS, "font-size": 12 }, [
      element("tspan", { fill: ink, "font-weight": 600 }, [table], true),
      element("tspan", { fill: faint, "font-size": 11, dx: 6 }, [words], true),
    ]);
  }

  private chain(node: ChainNode): string[] {
    const { surface, line, way, ink } = this.colours;
    const state = chainStandingAt(node, this.step);
    const stroke = { idle: line, visited: this.colours["way-line"], current: way }[state];
    const header = node.meaning === null ? HEADER : HEADER_WITH_MEANING;
    const room = node.width - TITLE - AIR;
    const drawn = [
      box({ ...node, x: 0, y: 0 }, 8, { fill: surface, stroke, ...(node.absent ? { "stroke-dasharray": "4 3" } : {}) }),
      label(node.chain, { x: TITLE, y: 18 }, room, {
        "font-family": MONO,
        "font-weight": 600,
        fill: state === "idle" ? this.colours["ink-soft"] : ink,
      }),
    ];
    if (node.meaning !== null)
      drawn.push(
        label(node.meaning, { x: TITLE, y: 34 }, room, { "font-family": SANS, fill: this.colours["ink-soft"] }),
      );
    let y = header;
    for (const each of node.lines) {
      drawn.push(...this.line(each, node, y));
      y += each.height;
    }
    return drawn;
  }

  private line(line: ChainLine, node: ChainNode, y: number): string[] {
    const { way, "ink-faint": faint, "ink-soft": soft } = this.colours;
    const state = standingAt(line.steps, this.step);
    const drawn: string[] = [];
    const middle = line.kind === "rule" ? (LINE_AIR + TEXT_ROW) / 2 : line.height / 2;
    const x = RULE + node.indent;
    const room = node.width - x - 4;
    if (state !== "idle") {
      const fill = this.colours["way-soft"];
      drawn.push(box({ x: 1, y, width: node.width - 2, height: line.height }, 0, { fill }));
      drawn.push(dot({ x: SPINE_INSET, y: y + middle }, 3.5, way));
    }
    if (line.kind === "policy") {
      const words = `policy ${line.policy}`;
      return [
        ...drawn,
        label(words, { x, y: y + middle + 4 }, room, { "font-family": SANS, "font-size": 11.5, fill: faint }),
      ];
    }
    if (line.kind === "gap") {
      return [
        ...drawn,
        label(line.words, { x, y: y + middle + 4 }, room, { "font-family": SANS, "font-size": 11.5, fill: faint }),
      ];
    }
    drawn.push(
      element(
        "text",
        { x: x - 6, y: y + 14, "text-anchor": "end", "font-family": MONO, "font-size": 10.5, fill: faint },
        [String(line.number)],
        true,
      ),
    );
    let row = y + 14;
    for (const shown of line.shown) {
      const spans = shown.map(({ kind, text }, index) =>
        element("tspan", this.piece(kind, line.steps.length > 0), [index > 0 ? ` ${text}` : text], true),
      );
      drawn.push(
        element(
          "text",
          { x, y: row, "font-family": MONO, "font-size": 12, "xml:space": "preserve", fill: soft },
          spans,
        ),
      );
      row += TEXT_ROW;
    }
    for (const effect of line.effects) {
      const fill = state === "idle" ? faint : way;
      drawn.push(
        label(`${effect.what} → ${effect.to}`, { x, y: row }, room, { "font-family": SANS, "font-size": 11.5, fill }),
      );
      row += TEXT_ROW;
    }
    return drawn;
  }

  private piece(kind: string, matches: boolean): Attributes {
    const { ink, "ink-soft": soft, "ink-faint": faint } = this.colours;
    if (!matches) return { fill: soft };
    switch (kind) {
      case "target":
        return { fill: ink, "font-weight": 600 };
      case "address":
        return { fill: ink };
      case "comment":
      case "cut":
        return { fill: faint };
      default:
        return { fill: soft };
    }
  }

  private fold(node: FoldNode): string[] {
    const { surface, line, ink, "ink-faint": faint } = this.colours;
    const room = node.width - 2 * AIR - 4;
    const under = [6, 3].map((down) =>
      box({ x: down / 2, y: down, width: node.width - down, height: node.height }, 8, { fill: surface, stroke: line }),
    );
    return [
      ...under,
      box({ ...node, x: 0, y: 0 }, 8, { fill: surface, stroke: line }),
      label(node.title, { x: 12, y: 18 }, room, { "font-family": SANS, "font-weight": 600, fill: ink }),
      label(node.detail, { x: 12, y: 34 }, room, { "font-family": SANS, "font-size": 11.5, fill: faint }),
    ];
  }

  private decision(node: DecisionNode): string[] {
    const { surface, line, way, "ink-soft": soft } = this.colours;
    const state = standingAt(node.steps, this.step);
    const stroke = { idle: line, visited: this.colours["way-line"], current: way }[state];
    const y = node.height / 2;
    return [
      box({ ...node, x: 0, y: 0 }, y, { fill: surface, stroke }),
      dot({ x: SPINE_INSET, y }, 4, state === "idle" ? this.colours["line-strong"] : way),
      label(`${node.title}: ${node.detail}`, { x: 30, y: y + 4 }, node.width - 40, { "font-family": SANS, fill: soft }),
    ];
  }

  private end(node: EndNode): string[] {
    const { surface, ink, "ink-faint": faint, "way-line": begun } = this.colours;
    const room = node.width - 24;
    if (node.verdict === null) {
      const words = `${node.title}  ${node.detail}`;
      return [
        box({ ...node, x: 0, y: 0 }, 10, { fill: surface, stroke: begun }),
        label(words, { x: 12, y: node.height / 2 + 4 }, room, { "font-family": SANS, "font-weight": 600, fill: ink }),
      ];
    }
    const there = standingAt(node.steps, this.step) !== "idle";
    const tone = TONES[node.verdict];
    return [
      box({ ...node, x: 0, y: 0 }, 10, {
        fill: there ? this.colours[`${tone}-soft`] : surface,
        stroke: there ? this.colours[tone] : this.colours["line-strong"],
      }),
      label(node.title, { x: 12, y: 22 }, room, {
        "font-family": SANS,
        "font-size": 13,
        "font-weight": 600,
        fill: there ? this.colours[tone] : ink,
      }),
      label(node.detail, { x: 12, y: 40 }, room, { "font-family": SANS, "font-size": 11.5, fill: faint }),
    ];
  }

  /** The packet where it stands, with its two ends. */
  private packet(): string {
    const stop = this.picture.stops[this.step];
    if (!stop) return "";
    const { way, surface, "on-way": on } = this.colours;
    const mark = stop.mark ? `  mark ${stop.mark.text}` : "";
    const words = `${stop.source.text} → ${stop.destination.text}${mark}`;
    const width = words.length * 7.3 + 18;
    return element("g", { "data-packet": this.step + 1 }, [
      dot(stop.at, 8, way),
      dot(stop.at, 6.5, surface),
      dot(stop.at, 4.5, way),
      box({ ...stop.label, width, height: 24 }, 6, { fill: way }),
      label(words, { x: stop.label.x + 9, y: stop.label.y + 16 }, width, {
        "font-family": MONO,
        "font-weight": 600,
        fill: on,
      }),
    ]);
  }
}
