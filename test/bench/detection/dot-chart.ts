interface Dot {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Which of the series it belongs to, by number. */
  readonly series: number;
}

interface DotChart {
  readonly title: string;
  readonly series: readonly string[];
  readonly rows: readonly { readonly label: string; readonly dots: readonly Dot[] }[];
  /** The ends of the scale, powers of ten. What lies outside is drawn at its end. */
  readonly from: number;
  readonly to: number;
  /** A line to compare with. */
  readonly line?: number;
}

const COLOURS = ['#0b6e4f', '#b5502b', '#6d5aa8', '#a07a00', '#555555'];
/** Room for the name of a series. */
const LEGEND = 160;
const [LEFT, WIDTH, ROW, TOP, BOTTOM] = [190, 720, 17, 58, 26] as const;

/** A dot with its interval for each figure, on a logarithmic scale, as SVG. */
export function dotChart({ title, series, rows, from, to, line }: DotChart): string {
  const bottom = TOP + rows.length * ROW;
  const x = (value: number): string => {
    const part = Math.log(Math.min(to, Math.max(from, value)) / from) / Math.log(to / from);
    return (LEFT + part * (WIDTH - LEFT - 20)).toFixed(1);
  };
  const ticks: string[] = [];
  for (let tick = from; tick <= to * 1.001; tick *= 10) {
    const label = Number(tick.toPrecision(1)).toLocaleString('en', { maximumFractionDigits: 4 });
    ticks.push(
      `<path d="M${x(tick)} ${TOP}V${bottom}" stroke="#ddd"/>`,
      `<text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${label}</text>`,
    );
  }
  const legend = series.map(
    (name, index) => `<text x="${8 + index * LEGEND}" y="40" fill="${COLOURS[index]}">● ${name}</text>`,
  );
  const drawn = rows.flatMap(({ label, dots }, index) => {
    const y = TOP + (index + 0.5) * ROW;
    return [
      `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${label}</text>`,
      ...dots.flatMap(({ value, low, high, series: of }) => [
        `<path d="M${x(low)} ${y}H${x(high)}" stroke="${COLOURS[of]}" stroke-opacity=".45" stroke-width="3"/>`,
        `<circle cx="${x(value)}" cy="${y}" r="3.5" fill="${COLOURS[of]}"/>`,
      ]),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" font-family="sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${bottom + BOTTOM}" fill="#fff"/>`,
    `<text x="8" y="18" font-size="13" font-weight="bold">${title}</text>`,
    ...legend,
    ...ticks,
    ...(line === undefined
      ? []
      : [`<path d="M${x(line)} ${TOP}V${bottom}" stroke="#c00" stroke-dasharray="4 3"/>`]),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
