import type { News } from '../../domain/alerts/alert.ts';
import { type AtRiskDeal, MAX_AT_RISK } from '../../domain/alerts/at-risk.ts';
import { countedOf, moneyLost, reasonCounts, stillCounts } from '../../domain/alerts/evidence.ts';
import { combinationInWords, patternTitle, sentences } from '../../domain/alerts/sentence.ts';
import { TEAMS, type Team } from '../../domain/alerts/teams.ts';
import { readableDate } from '../../domain/calendar-date.ts';
import type { Pattern } from '../../domain/detection/detection.ts';
import { fixedParts } from '../../domain/detection/pattern-key.ts';
import { readableMoney, readableSums, sumByCurrency } from '../../domain/money.ts';
import { reasonInSentence } from '../../domain/reasons.ts';
import type { TeamMessage } from '../../ports/notify.ts';
import type { AlertView } from '../../store/alert-view.ts';
import { toldInWords } from '../evidence-words.ts';
import { competitorPath } from '../paths.ts';
import { ascii, shortened } from './ascii.ts';

const MAX_SUBJECT = 99;

/**
 * The message about one revision of a joint alert. Both teams get the same facts in the same words.
 *
 * @param baseUrl where the pages are, without a slash at the end.
 */
export function jointAlertMessage(
  view: AlertView,
  revision: number,
  team: Team,
  baseUrl: string,
): TeamMessage {
  const { alert, names, atRisk } = view;
  const news = alert.news[revision - 1]?.news ?? { what: 'opened' };
  const page = `${baseUrl}/alerts/${alert.id}`;
  const lines = [
    ...(news.what === 'opened' ? [] : [newsLine(news, view), '']),
    ...sentences(alert, names),
    ...unconfirmedLines(view, baseUrl),
    ...evidenceLines(view),
    '',
    ...atRiskLines(alert.pattern, atRisk, page),
    '',
    ...TEAMS.map((owner) => `${owner.toUpperCase().padEnd(10)} ${answerLine(view, owner, page)}`),
    `All evidence: ${page}#evidence`,
    '',
    `Alert ${alert.id}, message ${revision}. Should it come twice, the second one is the same message.`,
  ];
  const title = ascii(
    patternTitle(alert, { ...names, competitor: names.competitor && asciiName(names.competitor) }),
  );
  const prefix = news.what === 'opened' ? '[Tandem] ' : '[Tandem] News: ';
  const suffix = ` (alert ${alert.id})`;
  return {
    id: `${alert.id}-${revision}-${team}`,
    team,
    kind: news.what === 'opened' ? 'alert-opened' : 'alert-updated',
    subject: prefix + shortened(title, MAX_SUBJECT - prefix.length - suffix.length) + suffix,
    text: `${lines.join('\n')}\n`,
    alertId: alert.id,
    about: {
      family: alert.family,
      competitor: alert.pattern.competitor ?? undefined,
      reason: alert.pattern.reason ?? undefined,
      segment: alert.pattern.segment ?? undefined,
    },
  };
}

/** A name without any ASCII letter would leave a hole in the subject. */
const asciiName = (name: string): string => ascii(name) || 'A competitor';

/** What is new, in a sentence. */
export function newsLine(news: News, { alert, names, atRisk, evidence }: AlertView): string {
  switch (news.what) {
    case 'opened':
      return `New: ${patternTitle(alert, names)}.`;
    case 'money-doubled':
      return 'News: the money lost in this pattern has doubled since the last message.';
    case 'combination':
      return `News: it now stands out by itself ${combinationInWords(news.key, evidence)}.`;
    case 'at-risk-deal': {
      const deal = atRisk.find(({ dealId }) => dealId === news.dealId);
      return deal === undefined
        ? `News: deal ${news.dealId} came into danger; it is no longer open.`
        : `News: one more open deal is in danger: ${dealLine(deal).trim()}`;
    }
  }
}

/** A new name may be a slip: somebody should say whether it is a competitor. */
const unconfirmedLines = ({ unconfirmed }: AlertView, baseUrl: string): string[] =>
  unconfirmed === undefined
    ? []
    : [
        `Nobody has confirmed this name yet. Do, or say whom it means: ${baseUrl}${competitorPath(unconfirmed)}`,
      ];

/** What the losses say; and where the competitor was named, if not only in losses. */
function evidenceLines({ alert, evidence }: Pick<AlertView, 'alert' | 'evidence'>): string[] {
  const standing = evidence.filter(stillCounts);
  if (standing.length === 0)
    return ['Every report behind it was withdrawn since, or the deal was won after all.'];
  const reasons = reasonCounts(evidence).map(({ code, deals }) => `${reasonInSentence(code)} ${deals}`);
  const money = readableSums(moneyLost(evidence));
  const named = standing.every(({ told }) => told === 'lost') ? [] : standing;
  const counted = countedOf(alert.figures, evidence.length);
  const [ofThese, inThem] =
    counted === undefined
      ? ['', '']
      : [` in ${evidence.length} of these ${counted} deals`, ` in the ${evidence.length}`];
  return [
    ...(reasons.length === 0
      ? []
      : [
          `Reported reasons${ofThese}: ${reasons.join(', ')}.${money === undefined ? '' : ` Money: ${money} lost${inThem}.`}`,
        ]),
    ...(named.length === 0 ? [] : ['', 'NAMED IN']),
    ...named.slice(-MAX_AT_RISK).map((deal) => `  ${deal.account ?? deal.dealId}   ${toldInWords(deal)}`),
  ];
}

function atRiskLines(pattern: Pattern, deals: readonly AtRiskDeal[], page: string): string[] {
  if (fixedParts(pattern) === 0)
    return ['This is about all losses together, so no open deals can be told apart as at risk.'];
  if (pattern.competitor === null)
    return ['No competitor is named, so no open deals can be told apart as at risk.'];
  const same = pattern.segment === null ? 'SAME COMPETITOR' : 'SAME COMPETITOR AND SEGMENT';
  if (deals.length === 0)
    return [`STILL OPEN, ${same}: none that Tandem knows of. Log a mention when it comes up in a deal.`];
  const sums = readableSums(sumByCurrency(deals.map(({ money }) => money)));
  const count = `${deals.length} ${deals.length === 1 ? 'deal' : 'deals'}`;
  const more = deals.length - MAX_AT_RISK;
  return [
    `STILL OPEN, ${same} (${[count, sums].filter(Boolean).join(', ')})`,
    ...deals.slice(0, MAX_AT_RISK).map(dealLine),
    ...(more > 0 ? [`  and ${more} more: ${page}#at-risk`] : []),
  ];
}

function dealLine({ dealId, account, money, expectedCloseOn, stage }: AtRiskDeal): string {
  const parts = [
    account ?? dealId,
    money && readableMoney(money),
    expectedCloseOn && `expected close ${readableDate(expectedCloseOn)}`,
    stage && `stage: ${stage}`,
  ];
  return `  ${parts.filter(Boolean).join('   ')}`;
}

function answerLine({ alert }: AlertView, team: Team, page: string): string {
  const given = alert.acknowledgements[team];
  return given === undefined ? `acknowledge   ${page}?team=${team}#answer` : `acknowledged by ${given.by}`;
}
