import { type BenchOptions, isAsked } from './bench-options.ts';
import { CONDITIONS, type Conditions } from './conditions.ts';
import { RISKY, VARIANTS } from './explored/variants.ts';
import { alertsTo, delayOf } from './judged.ts';
import { type Entrant, lineUp } from './line-up.ts';
import { type Median, medianOf } from './median.ts';
import { SURGES, type SurgeName, VOLUMES, type Volume } from './targets.ts';
import { quietTeam, SURGING, surgingTeam, teamsOf } from './teams.ts';

/** How many alerts one entrant sent to teams to which nothing had happened. */
export interface QuietCell {
  readonly volume: Volume;
  readonly conditions: Conditions;
  readonly entrant: Entrant;
  readonly alerts: number;
  /** Team quarters that were watched. */
  readonly quarters: number;
}

/** How fast one entrant saw a surge. */
export interface SurgeCell extends Median {
  readonly volume: Volume;
  readonly surge: SurgeName;
  readonly entrant: Entrant;
}

export interface Cells {
  readonly quiet: readonly QuietCell[];
  readonly surges: readonly SurgeCell[];
}

const QUARTERS = 4;

/** Runs the cells asked for. All entrants of a cell see the same teams; those of a volume are calibrated on one cell. */
export function runCells(options: BenchOptions, progress: (what: string) => void): Cells {
  const quiet: QuietCell[] = [];
  const surges: SurgeCell[] = [];
  const [usual] = CONDITIONS;
  const { seed } = options;
  for (const volume of VOLUMES) {
    const conditions = CONDITIONS.filter(({ name }) => isAsked(options, `quiet-${volume}-${name}`));
    const asked = SURGES.filter(({ name }) => isAsked(options, `surge-${volume}-${name}`));
    if (conditions.length + asked.length === 0) continue;
    const teams = Array.from({ length: teamsOf(volume, options) }, (_, team) => team);
    progress(`${volume} losses a month: calibrating`);
    const calibrating = teams.map((team) => quietTeam(seed, volume, usual, team));
    const lined = lineUp(calibrating, usual.history);
    const withVariants = [...lined, ...VARIANTS];

    for (const of of conditions) {
      progress(`quiet-${volume}-${of.name}`);
      const entrants = of === usual ? withVariants : [...lined, RISKY];
      const alerts = entrants.map(() => 0);
      for (const team of teams) {
        const reports = quietTeam(seed, volume, of, team);
        for (const [index, { detector }] of entrants.entries()) {
          alerts[index] = (alerts[index] ?? 0) + alertsTo(reports, detector, of.history);
        }
      }
      for (const [index, entrant] of entrants.entries()) {
        const quarters = QUARTERS * teams.length;
        quiet.push({ volume, conditions: of, entrant, alerts: alerts[index] ?? 0, quarters });
      }
    }

    for (const surge of asked) {
      progress(`surge-${volume}-${surge.name}`);
      const delays = withVariants.map((): number[] => []);
      for (const team of teams) {
        const surging = surgingTeam(seed, volume, usual, surge, team);
        for (const [index, { detector }] of withVariants.entries()) {
          delays[index]?.push(delayOf(surging, { competitor: SURGING, segment: surge.segment }, detector));
        }
      }
      for (const [index, entrant] of withVariants.entries()) {
        surges.push({ volume, surge: surge.name, entrant, ...medianOf(delays[index] ?? []) });
      }
    }
  }
  return { quiet, surges };
}
