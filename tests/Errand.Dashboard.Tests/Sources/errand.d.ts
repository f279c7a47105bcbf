// What the scripts of the pages find around them, for the check of their types: what app.js gives to the others, and what comes from outside.

interface Errand {
  base: string;
  main(): HTMLElement;
  say(text: string): void;
  copy(text: string): Promise<void>;
  /** Whether this page does not look for what is new. */
  isPaused(): boolean;
  now(): number;
  refresh(): Promise<void>;
  lookSoon(): void;
  addKey(key: string, text: string, run: () => void): void;
  duration(milliseconds: number): string;
  /** Writes ages in place of instants. */
  tellAges(part: ParentNode): void;
  parseMain(html: string): HTMLElement | null;
  morph(next: HTMLElement): void;
  visit(url: string, isNew: boolean): Promise<void>;
  /** Has an element become another one. */
  replace(part: Element, next: Element): void;
  /** Takes out of a page that was looked at again what need not be read; a script of the page may put its own in place of this. */
  shorten(html: string): string;
  remember(parameters: Record<string, string | null>): void;
  part(selector: string, start: (element: HTMLElement) => void): void;
  go(key: string, path: string): void;
}

declare var errand: Errand;

declare var Idiomorph: { morph(old: Element, next: Element, options: object): void };

interface TextPolicy<Markup, Address> { createHTML(text: string): Markup; createScriptURL(url: string): Address }

declare var trustedTypes: { createPolicy(name: string, rules: TextPolicy<string, string>): TextPolicy<unknown, unknown> } | undefined;

// The plots of a result. They also work in a file from disk, without app.js.

/** Numbers over numbers: what a view says of a column. What it leaves out is null or not there. */
interface ViewColumn {
  column: string;
  label?: string | null;
  unit?: string | null;
  scale?: "linear" | "log" | "time" | "category" | null;
  /** Of categories that are colours: which of the five each has, −1: the muted one. Only scripts say so. A path then is several ones:
      `with` has which one each point is of, and its row there. */
  tones?: number[];
}

interface ViewLine extends ViewColumn {
  low?: string | null;
  high?: string | null;
  error?: string | null;
  side?: "left" | "right" | null;
  /** Of the five colours; else by its place. Only scripts say so. */
  tone?: number;
  /** Of the four dashes, likewise. */
  stroke?: number;
  /** What its axis is called, likewise; its label then tells it from other lines of that name. */
  title?: string;
}

interface View {
  kind: string;
  title: string;
  at?: string;
  x?: ViewColumn | null;
  y?: ViewLine[];
  color?: ViewColumn | null;
  equal?: boolean;
  connect?: boolean;
}

/** Colours and the family of the font as the style sheet has them at the moment. */
interface Colours {
  ground: string;
  surface: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  series: string[];
  failed: string;
  font: string;
}

/** What a plot is given. */
interface Frame {
  place: HTMLElement;
  view: View;
  source: Source;
  /** Of a heat map of a grid: how many elements each of its axes has, the outermost first. */
  sizes?: number[];
  /** The lowest and the highest number of that grid. */
  extremes?: [number, number];
  /** What the address says of the plot. Values that make no sense are ignored. */
  state: Record<string, string>;
  changed(state: Record<string, string>): void;
  /** The line below the plot. */
  tell(caption: string): void;
  say(text: string): void;
  busy(isBusy: boolean): void;
  failed(error: unknown): void;
  colours(): Colours;
  /** Nothing moves by itself. */
  still: boolean;
  /** What the points are, when they are more than rows: a click opens one. */
  item?: FrameItem;
}

/** What a row of a plot stands for. */
interface FrameItem {
  /** Such as "task". */
  kind: string;
  id(row: number): number;
  open(row: number, isInNewTab: boolean): void;
}

interface PlotTool {
  name: string;
  label: string;
  pressed?: boolean;
  run(): void;
}

/** What a plot gives back. */
interface Plot {
  /** It is drawn for the first time. */
  ready: Promise<void>;
  sentence(): string;
  reset(): void;
  /** True: the key was one of its own. */
  key(key: string, shift: boolean): boolean;
  keys: [string, string][];
  /** A line below the plot: how it is moved by a mouse, and by fingers. */
  hint: string;
  touchHint: string;
  themed(): void;
  canvas(ratio: number): HTMLCanvasElement;
  /** Empty when there is too much for a drawing. */
  svg(): string;
  rows(): PlotRows;
  tools(): PlotTool[];
  end(): void;
}

interface PlotRows {
  names: string[];
  columns: ArrayLike<number | string>[];
}

/** Where the numbers come from: the server, or the file itself. */
interface Source {
  length: number | null;
  series(ask: SeriesAsk): Promise<Series>;
  matrix(ask: MatrixAsk): Promise<Matrix>;
  histogram(ask: HistogramAsk): Promise<Histogram>;
  /** The first texts of a column. */
  texts(column: string, rows: number): Promise<string[]>;
}

interface SeriesAsk {
  x?: string;
  y: string[];
  with?: string[];
  from?: number;
  to?: number;
  points: number;
  method: "minmax" | "path" | "none";
  signal?: AbortSignal;
}

interface MatrixAsk {
  at: string;
  slice?: number[];
  rows?: [number, number];
  columns?: [number, number];
  width: number;
  height: number;
  signal?: AbortSignal;
}

interface HistogramAsk {
  column: string;
  signal?: AbortSignal;
}

/** A bin has what it begins with, and not what it ends with; the last one has both. */
interface Histogram {
  length: number;
  min: number | null;
  max: number | null;
  nonFinite: number;
  nulls: number;
  rule: string;
  /** One more than there are bins. */
  edges: number[];
  counts: number[];
}

/** Gaps are NaN. Without x the rows are x. */
interface Series {
  length: number;
  first: number;
  last: number;
  drawn: number;
  method: string;
  tolerance: number | null;
  rows: ArrayLike<number>;
  x: Float64Array | null;
  y: Float64Array[];
  with: Float64Array[];
  gaps: { nonFinite: number; nulls: number }[];
}

/** Pairs are rows, then columns. */
interface Matrix {
  rows: number;
  columns: number;
  block: [number, number];
  shape: [number, number];
  mean: Float32Array;
  min: number;
  max: number;
  nonFinite: number;
  nulls?: number;
}

interface PenText {
  colour: string;
  size: number;
  align?: "start" | "middle" | "end";
  /** Degrees, clockwise. */
  turn?: number;
  bold?: boolean;
}

/** Draws. Points are x0 y0 x1 y1 and so on; NaN breaks a line, and a point alone between two breaks is a dot. */
interface Pen {
  line(points: ArrayLike<number>, colour: string, width: number, dash?: number[]): void;
  area(points: ArrayLike<number>, colour: string, opacity: number): void;
  rect(x: number, y: number, w: number, h: number, fill: string, stroke?: string): void;
  dot(x: number, y: number, r: number, fill: string, stroke?: string): void;
  /** The point is at the middle of the capitals. */
  text(x: number, y: number, text: string, how: PenText): void;
  image(x: number, y: number, w: number, h: number, dataUrl: string): void;
  /** What follows shows only in this rectangle, until clip() without one. */
  clip(x?: number, y?: number, w?: number, h?: number): void;
}

interface SvgPen extends Pen {
  svg(title?: string): string;
}

/** How plots say numbers and choose colours: plotwords.js. */
interface PlotWords {
  number(x: number, span?: number): string;
  count(n: number): string;
  ticks(low: number, high: number, count: number): number[];
  labels(ticks: number[]): { texts: string[]; note: string };
  bounds(low: number, high: number): [number, number];
  label(label: string | null | undefined, column: string): string;
  name(label: string | null | undefined, column: string, unit: string | null | undefined): string;
  clean(text: string): string;
  fit(text: string, width: number, measure: (text: string) => number): string;
  /** Red, green and blue, 0 to 255, for t from 0 to 1. */
  ramp(t: number, ground?: "light" | "dark"): [number, number, number];
  hex(rgb: ArrayLike<number>): string;
  mix(from: string, to: string, share: number): string;
  isDark(colour: string): boolean;
}

interface PlotBox {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** An axis, or the scale of the colours. */
interface PlotSide {
  label: string;
  unit: string;
  /** Both. */
  name: string;
  low: number;
  high: number;
}

/** What draws on a canvas, or the pen. */
interface PlotInk extends Omit<Pen, "image"> {
  squares?(points: ArrayLike<number>, colour: string, radius: number): void;
}

/** Where places are on a canvas. A place is a share of each axis: 0 at its low end, 1 at its high one. */
interface PlotScene {
  /** x = a u + b v + c w + d, y = e u + f v + g w + h. */
  matrix: [number, number, number, number, number, number, number, number];
  /** The rectangle that the path stays in. */
  room: PlotBox;
  sides: PlotSide[];
  /** What is seen of each axis. */
  low: number[];
  high: number[];
  /** From the middle to the eye; empty in a plane. */
  toward: number[];
  tone: Colours;
  widthOf(text: string, size: number): number;
}

/** The axes of paths: plotaxes.js. */
interface PlotAxes {
  walls(ink: PlotInk, scene: PlotScene, sheet: PlotBox): void;
  plane(ink: PlotInk, scene: PlotScene, sheet: PlotBox): void;
  project(matrix: PlotScene["matrix"], place: ArrayLike<number>): [number, number];
  shareOf(value: number, side: { low: number; high: number }): number;
  valueAt(share: number, side: { low: number; high: number }): number;
  tickSize: number;
  titleSize: number;
}

interface ErrandPlots {
  lines(frame: Frame): Plot;
  scatter(frame: Frame): Plot;
  bars(frame: Frame): Plot;
  histogram(frame: Frame): Plot;
  heatmap(frame: Frame): Plot;
  path(frame: Frame): Plot;
  box(figure: HTMLElement, options: BoxOptions): Box;
  pen(width: number, height: number, font: string): SvgPen;
  ink(context: CanvasRenderingContext2D, font: string): PlotInk;
  axes: PlotAxes;
  words: PlotWords;
  /** The ground of all plots over a common x: plotchart.js. */
  chart(frame: Frame, begin: (chart: Chart) => ChartLayer): Plot;
}

/** Draws a chart: pictures too, on a canvas by picture, in a drawing by image. */
interface ChartPen extends PlotInk {
  image?: Pen["image"];
  picture?(canvas: HTMLCanvasElement, x: number, y: number, w: number, h: number): void;
}

/** An axis of a chart. */
interface ChartAxis {
  kind: "linear" | "log" | "time" | "category";
  /** What is shown of it. */
  now: [number, number];
  /** What the user has chosen; null: all there is. */
  set: [number, number] | null;
  label: string;
  /** Of its label; null: that of other texts. */
  colour: number | null;
  /** Of categories. */
  texts: string[];
  /** Between two whole numbers is nothing. */
  isWhole: boolean;
  /** Its values grow downwards. */
  isDown: boolean;
  /** It has angles, from -π to π. */
  isTurn: boolean;
  ticks: { at: number[]; texts: string[]; note: string };
}

/** An axis upwards. */
interface ChartScale extends ChartAxis {
  key: string;
  isRight: boolean;
  unit: string;
}

interface ChartBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** One of the fields of a chart, which lie above each other. */
interface ChartPanel {
  scales: ChartScale[];
  plot: uPlot;
  box: ChartBox;
  /** Where a value is, in pixels from the corner of the panel. */
  toX(value: number): number;
  toY(scale: ChartScale, value: number): number;
}

interface ChartEntry {
  name: string;
  colour: number;
  dash: number[];
  /** A group of points. */
  isDot?: boolean;
  isShown: boolean;
}

/** A place that the cursor is at. */
interface ChartSpot {
  panel: number;
  /** The number of the row, or what else tells it from others. */
  row: number;
  x: number;
  y: number;
  title: string;
  lines: { entry: ChartEntry | null; name: string; text: string; panel: number; y: number }[];
}

interface Chart {
  frame: Frame;
  /** Where a plot puts what it is steered by. */
  controls: HTMLElement;
  x: ChartAxis;
  panels: ChartPanel[];
  colours: Colours;
  isMoving: boolean;
  isLocal: boolean;
  /** The width of the plot, CSS pixels, with its axes. */
  breadth(): number;
  /** Device pixels that the panels are wide. */
  pixels(): number;
  /** One of the five colours, or the muted one. */
  ink(colour: number): string;
  /** An axis upwards as it is when nothing is said of it. */
  scale(own: Partial<ChartScale>): ChartScale;
  /** An instant of so many seconds since 1970, with its day; step is how far it must be told apart. */
  instant(time: number, step: number): string;
  text(axis: ChartAxis, value: number): string;
  width(text: string, size?: number, bold?: boolean): number;
  draw(): void;
  /** Pixels that a bar of colours takes, right of the panels. */
  barWidth(range: [number, number], isLog: boolean, label: string): number;
  bar(pen: ChartPen, panel: ChartPanel, colours: string[], range: [number, number], isLog: boolean, label: string): void;
  build(): void;
  /** The user has changed something. */
  note(): void;
  /** More is known of the place that the cursor is at. */
  show(spot: ChartSpot | null): void;
  look(): void;
}

/** What is drawn in a chart. */
interface ChartLayer {
  panels: ChartScale[][];
  entries: ChartEntry[];
  /** Zooming and moving go up and down too. */
  isFreeY: boolean;
  /** Its axes may be made logarithmic; or only those upwards. */
  canLog: boolean | "y";
  load(): Promise<void>;
  /** Looks closer at what is shown; null when there is nothing more to see. */
  closer(signal: AbortSignal): Promise<void> | null;
  all(): [number, number];
  isEmpty(): boolean;
  fit(scale: ChartScale): [number, number];
  /** Pixels right of the panels that it needs. */
  margin(): number;
  /** And above them. */
  head?(): number;
  paint(pen: ChartPen, panel: ChartPanel, index: number): void;
  /** Draws the points of places within the field: whole, also at its edges. */
  marks?(pen: ChartPen, panel: ChartPanel, index: number): void;
  /** Draws what stands beside the field. */
  around(pen: ChartPen, panel: ChartPanel, index: number): void;
  near(index: number, x: number, y: number): ChartSpot | null;
  /** The spot so many steps further, and in another line. */
  step(spot: ChartSpot | null, steps: number, lines: number): ChartSpot | null;
  spot(row: number): ChartSpot | null;
  show?(index: number, isShown: boolean): void;
  caption(): string;
  sentence(): string;
  rows(): PlotRows;
  points(): number;
  tools(): PlotTool[];
  state(): Record<string, string>;
  themed?(): void;
  reset(): void;
}

interface uPlot {
  root: HTMLElement;
  over: HTMLElement;
  ctx: CanvasRenderingContext2D;
  bbox: ChartBox;
  width: number;
  height: number;
  cursor: { left: number; top: number };
  select: ChartBox;
  batch(change: () => void): void;
  setScale(key: string, range: { min: number; max: number }): void;
  setSize(size: { width: number; height: number }): void;
  setCursor(place: { left: number; top: number }, fire?: boolean): void;
  setSelect(box: ChartBox, fire?: boolean): void;
  valToPos(value: number, key: string): number;
  posToVal(position: number, key: string): number;
  redraw(paths?: boolean, axes?: boolean): void;
  destroy(): void;
}

declare var uPlot: {
  new (options: object, data: (number | null)[][], place: HTMLElement): uPlot;
  pxRatio: number;
  tzDate(date: Date, zone: string): Date;
};

// Whoever comes first makes it, `globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({})`, and each script adds its part.
declare var errandPlots: ErrandPlots;

// The frame around a plot: viewer.js.

interface Problem {
  title: string;
  detail: string;
  traceId: string;
}

interface BoxOptions {
  view: View;
  source: Source;
  /** What files that are made of it are called, without the ending. */
  name: string;
  /** How large the result is, for people. */
  size?: string;
  /** Of a grid: how many elements each of its axes has, the outermost first. */
  sizes?: number[];
  /** The lowest and the highest number of that grid. */
  extremes?: [number, number];
  item?: FrameItem;
  /** Where the file is that plots without a server; none: it is this one. */
  exportUrl?: string;
  state: Record<string, string>;
  remember(state: Record<string, string>): void;
  say(text: string): void;
}

/** For other scripts that plot results: result.js. */
declare var errandResult: {
  /** @param result The address of the result. */
  sourceOf(result: string): Source;
  /** What the server answered; what went wrong is thrown as a problem. */
  bodyOf(answer: Response): Promise<any>;
  start(figure: HTMLElement, view: View, source: Source, item?: FrameItem): Promise<void>;
};

interface Box {
  figure: HTMLElement;
  themed(): void;
  end(): void;
}
