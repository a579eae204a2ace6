import type { CsvFile, CsvTable } from './csv-table.ts';
import type { Mapped } from './dated-report.ts';
import { mapDeals } from './deals-table.ts';
import { adviceFor, type Format, recognise } from './format.ts';
import { mapPipeline } from './pipeline-tables.ts';

/** What was made of one file, for people. */
export interface FileNote {
  readonly file: string;
  readonly what: string;
}

export interface Export extends Mapped {
  readonly files: readonly FileNote[];
}

const ROLE: Readonly<Record<Format, string>> = {
  deals: "deals in Tandem's columns",
  pipeline: 'opportunities',
  accounts: 'accounts, for the segments',
  products: 'products, for their list prices',
  teams: 'sales agents, for their regions',
};

/** Makes reports of the files of an export, given together in any order. What cannot be read is named and skipped. */
export function readExport(read: readonly CsvFile[]): Export {
  const files: FileNote[] = [];
  const tables: Record<Format, CsvTable[]> = {
    deals: [],
    pipeline: [],
    accounts: [],
    products: [],
    teams: [],
  };
  for (const one of read) {
    if (one.kind === 'unreadable') {
      files.push({ file: one.file, what: one.message });
      continue;
    }
    const { file, columns, rows, broken, notes } = one.table;
    const recognised = recognise(columns);
    if (recognised.kind === 'known') {
      tables[recognised.format].push(one.table);
      const count = rows.length + broken.length;
      const counted = `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
      files.push({ file, what: [`${counted}: ${ROLE[recognised.format]}.`, ...notes].join(' ') });
    } else {
      files.push({ file, what: adviceFor(recognised) });
    }
  }
  const parts = [...tables.deals.map(mapDeals), ...tables.pipeline.map((one) => mapPipeline(one, tables))];
  return { files, ...together(parts) };
}

function together(parts: readonly Mapped[]): Mapped {
  const findings = new Map<string, number>();
  for (const [what, count] of parts.flatMap((part) => [...part.findings])) {
    findings.set(what, (findings.get(what) ?? 0) + count);
  }
  return {
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    reports: parts.flatMap((part) => part.reports),
    refused: parts.flatMap((part) => part.refused),
    findings,
  };
}
