import { syntheticYear } from './synthetic-year.ts';
import { SURGES, isCausedBy } from './planted-surge.ts';
import { lossSurge } from '../../../shared/domain/detection/loss-surge.ts';
import { bigLoss } from '../../../shared/domain/detection/big-loss.ts';
import { closingOf } from '../../../shared/domain/closing-of-entry.ts';
const seed = Number(process.argv[2]??1), N=Number(process.argv[3]??1), verbose=N<=2;
const delays:number[][]=SURGES.map(()=>[]); let missed=SURGES.map(()=>0), extra=SURGES.map(()=>0), chance=0, big=0;
const months:number[]=[];
for(let k=0;k<N;k++){
  const lastDay=20780-k; const rs=syntheticYear({seed,lastDay});
  const items=new Map<string,any>(), bi=new Map<string,any>(); let seq=0; const alarms:any[]=[];
  const perMonth=new Map<string,number>();
  for(const {day,report} of rs){ seq++;
    const at=day*864e5+432e5; let e:any;
    if(report.kind==='loss') e={type:'DealLost',dealId:report.dealId,reporter:report.report.owner,report:report.report,seq,recordedAt:at};
    else if(report.kind==='win') e={type:'DealWon',dealId:report.dealId,reporter:report.report.owner,report:report.report,seq,recordedAt:at}; else continue;
    const on=(report.report as any).lostOn??(report.report as any).wonOn; perMonth.set(on.slice(0,7),(perMonth.get(on.slice(0,7))??0)+1);
    const c=closingOf(e)!; const st=lossSurge.fold(items,c,{falseAlarmsPerQuarter:1}); for(const [n,s] of st.changed) items.set(n,s);
    for(const f of st.facts) if(f.mutedBy===null && f.seq===f.epoch) alarms.push({day,f});
    const b=bigLoss.fold(bi,c,{bigLossAmounts:{EUR:Number(process.env.BIG??25000000)}}); for(const [n,s] of b.changed) bi.set(n,s); big+=b.facts.length; if(verbose) for(const f of b.facts) console.log('big',(f.figures as any).amount/100);
  }
  months.push(...[...perMonth.values()].slice(1,-1));
  const seen=SURGES.map(()=>false);
  for(const {day,f} of alarms){
    const i=SURGES.findIndex(s=>isCausedBy({pattern:f.pattern,day},s,lastDay));
    if(i<0){chance++; if(verbose||N<60) console.log('chance',lastDay,day-lastDay,f.key,JSON.stringify(f.figures));}
    else if(!seen[i]){seen[i]=true;delays[i]!.push(day-(lastDay-SURGES[i]!.daysBeforeEnd)); if(N<8)console.log(lastDay,i,delays[i]!.at(-1),f.key,JSON.stringify(f.figures));}
    else {extra[i]!++; if(N<8)console.log('extra',i,day-(lastDay-SURGES[i]!.daysBeforeEnd),f.key)}
  }
  SURGES.forEach((_,i)=>{if(!seen[i])missed[i]!++});
  if(verbose) console.log(rs.length, perMonth);
}
delays.forEach((d,i)=>{d.sort((a,b)=>a-b); console.log(i,'median',d[d.length>>1],'p90',d[Math.floor(d.length*.9)],'max',d.at(-1),'missed',missed[i],'extra',extra[i])});
months.sort((a,b)=>a-b); console.log('chance per year',chance/N,'big per year',big/N,'months',months[0],months[months.length>>1],months.at(-1));
