import { patternTitle, sentences } from '../../domain/alerts/sentence.ts';
import type { Team } from '../../domain/alerts/teams.ts';
import type { TeamMessage } from '../../ports/notify.ts';
import type { AlertView } from '../../store/alert-view.ts';
import { newsLine } from './joint-alert.ts';

/** A digest: everything that waited, one line each, the newest state of each alert. */
export function digestMessage(
  told: readonly { readonly view: AlertView; readonly revision: number }[],
  team: Team,
  day: string,
  baseUrl: string,
): TeamMessage {
  const lines = told.flatMap(({ view, revision }) => {
    const news = view.alert.news[revision - 1]?.news ?? { what: 'opened' as const };
    return [
      `${patternTitle(view.alert, view.names)} (alert ${view.alert.id})`,
      `  ${newsLine(news, view)}`,
      ...sentences(view.alert, view.names).map((sentence) => `  ${sentence}`),
      `  ${baseUrl}/alerts/${view.alert.id}?team=${team}`,
      '',
    ];
  });
  const count = `${told.length} ${told.length === 1 ? 'item' : 'items'}`;
  return {
    id: `digest-${day}-${team}`,
    team,
    kind: 'digest',
    subject: `[Tandem] Digest of ${day}: ${count}`,
    text: `What came on top of the immediate messages, oldest first.\n\n${lines.join('\n')}`,
  };
}
